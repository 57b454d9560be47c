"""What applicants report and officers state about grants."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kyoso.kernel import clock, words
from kyoso.kernel.ids import new_ref
from kyoso.region.grants.definition import Check, ReportRule
from kyoso.region.grants.models import ChangeRequest, Grant, Inspection, Programme
from kyoso.region.grants.stages import Stage
from kyoso.ui import fields
from kyoso.ui import forms as speaking
from kyoso.ui.years import Years

# What was bought or built lies a few years back at most, a return as far ahead.
YEARS = Years(5, 2)
TEXT_LENGTH = 2000
# As many photographs or receipts as one report brings.
PAPERS = ("paper_1", "paper_2", "paper_3")
_MOST = 10**9
_RESULT = "result_"


class ReportForm(speaking.Form):
    """実績報告: what was done, when, for how much, and the numbers that the rule asks."""

    finished_on = fields.WarekiDateField(
        label=_("完了した日"), years=YEARS, must_be="past"
    )
    spent = fields.YenField(
        label=_("かかった費用（税込み）"),
        help_text=_("領収書の合計を書いてください。例：120,000円"),
    )
    helped = fields.YenField(
        label=_("ほかの補助金など"),
        help_text=_("同じ費用に、ほかから受けたお金があれば書いてください。"),
        required=False,
    )
    text = fields.TextField(label=_("実施した内容"), max_length=TEXT_LENGTH)
    paper_1 = forms.FileField(label=_("領収書の写真など（1つ目）"), required=False)
    paper_2 = forms.FileField(label=_("領収書の写真など（2つ目）"), required=False)
    paper_3 = forms.FileField(label=_("領収書の写真など（3つ目）"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=16, initial=new_ref)

    def __init__(self, rule: ReportRule, *args: Any, **options: Any) -> None:
        self.rule = rule
        super().__init__(*args, **options)
        language = get_language() or "ja"
        if rule.ask is not None:
            self.fields["text"].help_text = words.pick(rule.ask, language)
        for result in rule.results:
            label = words.pick(result.label, language)
            unit = words.pick(result.unit, language)
            self.fields[f"{_RESULT}{result.key}"] = forms.IntegerField(
                label=f"{label}（{unit}）",
                min_value=0,
                max_value=_MOST,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "data-width": "8"}
                ),
            )
        self.order_fields(
            [
                "finished_on",
                "spent",
                "helped",
                "text",
                *(f"{_RESULT}{result.key}" for result in rule.results),
                *PAPERS,
                "token",
            ]
        )
        speaking.speak(self)

    @property
    def results(self) -> dict[str, int]:
        """Return the numbers by the keys of the rule (of a valid form)."""
        return {
            result.key: self.cleaned_data[f"{_RESULT}{result.key}"]
            for result in self.rule.results
        }


class ChangeForm(speaking.Form):
    """変更や中止を知らせる."""

    kind = forms.ChoiceField(
        label=_("どうなりますか"),
        choices=[
            (ChangeRequest.Kind.CHANGE.value, _("内容や額が変わる")),
            (ChangeRequest.Kind.STOP.value, _("中止する、受け取らない")),
        ],
        widget=forms.RadioSelect,
    )
    text = fields.TextField(label=_("変わることと、その理由"), max_length=1000)


class FilterForm(forms.Form):
    """Narrows the list of the desk."""

    programme = forms.ChoiceField(label="補助制度", required=False)
    stage = forms.ChoiceField(
        label="段階", choices=[("", "すべて"), *Stage.choices], required=False
    )
    late = forms.ChoiceField(
        label="実績報告",
        choices=[("", "すべて"), ("late", "期限を過ぎたもの")],
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "すべて"),
            *Programme.objects.values_list("slug", "title"),
        ]


class EditionForm(speaking.Form):
    """What every act of the desk carries: the edition that its page showed."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _boxes(checks: tuple[Check, ...]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="適合した項目",
        choices=[(one.key, one.title) for one in checks],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class InspectForm(EditionForm):
    """審査・現地確認を記録する."""

    seen_on = fields.DayField("確認した日", years=YEARS)
    note = fields.TextField(label="所見", max_length=TEXT_LENGTH, required=False)

    def __init__(self, grant: Grant, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {})
        options["initial"] |= {"seen_on": clock.today(), "edition": grant.edition}
        super().__init__(*args, **options)
        rule = grant.revision.definition.inspection
        self.kind = (
            Inspection.Kind.SITE if rule.kind == "site" else Inspection.Kind.PAPERS
        )
        self.fields["met"] = _boxes(rule.checks)
        self.order_fields(["met", "seen_on", "note", "edition"])
        speaking.speak(self)


class AcceptForm(EditionForm):
    """実績報告を認める."""

    eligible = fields.YenField(label="認める費用")
    comment = fields.TextField(label="所見", max_length=TEXT_LENGTH, required=False)

    def __init__(self, grant: Grant, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        checks = grant.revision.definition.report.checks
        if checks:
            self.fields["met"] = _boxes(checks)
        self.order_fields(["met", "eligible", "comment", "edition"])
        speaking.speak(self)


class SendBackForm(EditionForm):
    comment = fields.TextField(label="直していただくところ", max_length=TEXT_LENGTH)


class ChangeAmountForm(EditionForm):
    amount = fields.YenField(label="変更後の交付決定額", least=1)
    reason = fields.TextField(label="理由", max_length=TEXT_LENGTH)


class RevokeForm(EditionForm):
    reason = fields.TextField(label="取り消す理由", max_length=TEXT_LENGTH)


class ClawBackForm(EditionForm):
    """返還命令を起案する: on which ground, how much, by when."""

    rule = forms.ChoiceField(label="根拠の規定")
    amount = fields.YenField(label="返還する額", least=1)
    reply_by_on = fields.DayField("返還の期限", years=YEARS)
    reason = fields.TextField(label="理由", max_length=TEXT_LENGTH)

    def __init__(self, grant: Grant, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.key, one.title) for one in grant.revision.definition.clawback.reasons
        ]


class TakeBackForm(EditionForm):
    amount = fields.YenField(label="返還された額", least=1)
    on = fields.DayField("返還された日", years=YEARS)


class ApartForm(EditionForm):
    mark = fields.LineField(
        label="どの世帯か",
        help_text="同じ住所に別の世帯があるときだけ、世帯主の氏名などで区別します。",
        max_length=40,
    )
