"""What officers type: one form a page, in the order of a case's life."""

import datetime as dt
from collections.abc import Sequence

from django.forms import (
    BooleanField,
    CheckboxInput,
    ChoiceField,
    IntegerField,
    RadioSelect,
    Select,
    Textarea,
    TextInput,
)
from django.http import QueryDict

from kyoso.engines.casework.actions.corrections import COMMENT_LENGTH, Mend
from kyoso.engines.casework.actions.deciding import REASONS_LENGTH
from kyoso.engines.casework.actions.extending import REASON_LENGTH
from kyoso.engines.casework.actions.handling import NOTE_LENGTH
from kyoso.engines.casework.definition import (
    Definition,
    Outcome,
    Reason,
    Term,
)
from kyoso.engines.casework.facts import StatutoryPeriod
from kyoso.engines.casework.models import Case
from kyoso.engines.people import api as people
from kyoso.ui import fields, forms
from kyoso.ui.years import Years

# The time that a decision may grant or set, from last year's fiscal year on.
_TERM = Years(5, 30)

MESSAGE_LENGTH = 500


class NoteForm(forms.Form):
    text = fields.TextField(
        label="メモ",
        max_length=NOTE_LENGTH,
        help_text="課の職員だけが読めます。あとから直せません。",
        widget=Textarea(attrs={"rows": 3}),
    )


class AssignForm(forms.Form):
    officer = ChoiceField(label="担当する職員", widget=RadioSelect)
    deputy = ChoiceField(
        label="副担当",
        required=False,
        help_text="担当が不在のときに進める職員です。いなくてもかまいません。",
    )

    def __init__(self, *args: object, case: Case, **options: object) -> None:
        super().__init__(*args, **options)
        self.officers = people.officers_who_may(
            people.Permission.HANDLE_CASES, case.section
        )
        names = [(each.number, each.name) for each in self.officers]
        choice, deputy = self.fields["officer"], self.fields["deputy"]
        assert isinstance(choice, ChoiceField)
        assert isinstance(deputy, ChoiceField)
        choice.choices = names
        deputy.choices = [("", "なし"), *names]
        forms.speak(self)

    @property
    def chosen(self) -> people.Officer:
        return self._officer(self.cleaned_data["officer"])

    @property
    def chosen_deputy(self) -> people.Officer | None:
        number = self.cleaned_data["deputy"]
        return self._officer(number) if number else None

    def _officer(self, number: str) -> people.Officer:
        return next(each for each in self.officers if each.number == number)


class PassForm(forms.Form):
    """引継ぎ: to which section, and why."""

    section = ChoiceField(label="引き継ぐ課", widget=Select)
    reason = fields.TextField(
        label="引き継ぐ理由",
        max_length=1000,
        help_text="引き受ける課の職員が読みます。例：申請の場所が、この課の担当ではなかった。",
    )

    def __init__(self, *args: object, case: Case, **options: object) -> None:
        super().__init__(*args, **options)
        choice = self.fields["section"]
        assert isinstance(choice, ChoiceField)
        choice.choices = [
            ("", "選んでください"),
            *sections_but(case.section),
        ]
        forms.speak(self)


class AnswerForm(forms.Form):
    """A question with two answers, and a text that the second one needs."""

    answer = ChoiceField(label="答え", widget=RadioSelect)
    reason = fields.TextField(label="意見", required=False, max_length=1000)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        label: str,
        choices: Sequence[tuple[str, str]],
        support: str,
    ) -> None:
        super().__init__(data)
        answer = self.fields["answer"]
        assert isinstance(answer, ChoiceField)
        answer.label, answer.choices = label, list(choices)
        self.fields["reason"].help_text = support
        self.no = choices[-1][0]
        forms.speak(self)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("answer") == self.no and not cleaned.get("reason"):
            self.add_error("reason", "理由を入力してください。")
        return cleaned


class ReasonForm(forms.Form):
    """One text that says why; its label is the page's question."""

    reason = fields.TextField(max_length=1000)

    def __init__(
        self,
        *args: object,
        label: str,
        support: str = "",
        must: bool = True,
        **options: object,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label, support, must
        forms.speak(self)


class CorrectionForm(forms.Form):
    """Which questions to open, each with its comment; built from the form's questions."""

    reply_by = fields.WarekiDateField(
        label="回答の期限",
        years=Years(0, 1),
        must_be="future",
        help_text="休みの日にならないようにします。",
    )
    message = fields.TextField(
        label="担当からのお知らせ",
        required=False,
        max_length=MESSAGE_LENGTH,
        help_text="全体について伝えたいことがあれば書いてください。",
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        questions: list[tuple[str, str]],
        reasons: Sequence[Reason],
        reply_by: dt.date,
    ) -> None:
        super().__init__(data, initial={"reply_by": reply_by})
        self.questions = questions
        self.texts = {reason.key: reason.text for reason in reasons}
        for key, label in questions:
            self.fields[f"open_{key}"] = BooleanField(
                label=label, required=False, widget=CheckboxInput
            )
            self.fields[f"comment_{key}"] = fields.TextField(
                label=f"「{label}」をどう直すか",
                required=False,
                max_length=COMMENT_LENGTH,
                widget=Textarea(attrs={"rows": 2}),
            )
            self.fields[f"reason_{key}"] = ChoiceField(
                label=f"「{label}」のよく使う文",
                required=False,
                choices=[("", "自分で書く"), *((r.key, r.title) for r in reasons)],
            )
        forms.speak(self)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        for key, label in self.questions:
            name = f"comment_{key}"
            lacks_words = cleaned.get(f"open_{key}") and not self._words(key, cleaned)
            if lacks_words and name not in self.errors:
                self.add_error(
                    name, f"「{label}」の、どこをどう直すかを入力してください。"
                )
        if not self.errors and not self.mends(cleaned):
            self.add_error(None, "直してほしい質問を、1つ以上選んでください。")
        return cleaned

    def mends(self, cleaned: dict[str, object] | None = None) -> list[Mend]:
        """Return what is asked: the ticked questions with their words."""
        given = self.cleaned_data if cleaned is None else cleaned
        return [
            Mend(key, self._words(key, given), str(given.get(f"reason_{key}") or ""))
            for key, _label in self.questions
            if given.get(f"open_{key}")
        ]

    def _words(self, key: str, given: dict[str, object]) -> str:
        """Return what the officer wrote, else the text that was chosen."""
        written = str(given.get(f"comment_{key}") or "")
        return written or self.texts.get(str(given.get(f"reason_{key}") or ""), "")


class ExtensionForm(forms.Form):
    """延長: by how many days, and why, as the applicant reads it."""

    days = IntegerField(
        label="延長する日数",
        widget=TextInput({"inputmode": "numeric", "data-width": "8"}),
    )
    reason = fields.TextField(
        label="延長の理由",
        max_length=REASON_LENGTH,
        help_text="申請した方への知らせに、そのまま載ります。"
        "事務処理の困難など、条文のどれにあたるかが分かるように書きます。",
    )

    def __init__(self, data: QueryDict | None, *, by_law: StatutoryPeriod) -> None:
        super().__init__(data)
        self.by_law = by_law
        self.fields[
            "days"
        ].help_text = f"{by_law.extension_days}日まで（{by_law.extension_article}）。"
        forms.speak(self)

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        most = self.by_law.extension_days
        if most is None or not 1 <= days <= most:
            self.add_error(
                "days", f"延長する日数は、1から{most}までの数で入力してください。"
            )
        return days


class ProposalForm(forms.Form):
    """起案: the terms of one outcome, its reasons, a word for the approver."""

    reasons = fields.TextField(label="理由", required=False, max_length=REASONS_LENGTH)
    comment = fields.TextField(
        label="決裁者への説明",
        required=False,
        max_length=1000,
        help_text="通知書には載りません。",
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        definition: Definition,
        outcome: Outcome,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        terms = {term.key: _term_field(term) for term in outcome.terms}
        self.term_keys = [f"term_{key}" for key in terms]
        for key, field in terms.items():
            self.fields[f"term_{key}"] = field
        self.order_fields([*self.term_keys, "reasons", "comment"])
        if outcome.is_refusal:
            must = definition.disposition.reasons_required
            self.fields["reasons"].required = must
            self.fields["reasons"].help_text = (
                f"通知書にそのまま載ります。{definition.disposition.reasons_ground}"
                "により、申請した方が読んで分かるように、あてはまる事実と基準を書きます。"
                if must
                else "通知書にそのまま載ります。"
            )
        else:
            del self.fields["reasons"]
        forms.speak(self)

    @property
    def terms(self) -> dict[str, object]:
        """Return the terms as ``propose`` takes them: texts."""
        found: dict[str, object] = {}
        for name in self.term_keys:
            value = self.cleaned_data.get(name)
            if value is not None:
                found[name.removeprefix("term_")] = (
                    value.isoformat() if isinstance(value, dt.date) else str(value)
                )
        return found


def sections_but(own: people.Section) -> list[tuple[str, str]]:
    """Return every other section as choices, under the name of its 部."""
    found = people.Section.objects.exclude(pk=own.pk).select_related("department")
    return [(each.slug, f"{each.department.name} {each.name}") for each in found]


def _term_field(
    term: Term,
) -> fields.LineField | fields.YenField | fields.WarekiDateField:
    if term.kind == "yen":
        support = term.support
        if term.maximum is not None:
            support = f"{support}{term.maximum:,}円まで。"
        field = fields.YenField(
            label=term.title, required=term.required, help_text=support
        )
        if term.maximum is not None:
            field.most = term.maximum
        return field
    if term.kind == "date":
        return fields.WarekiDateField(
            label=term.title,
            years=_TERM,
            required=term.required,
            help_text=term.support,
        )
    return fields.LineField(
        label=term.title, required=term.required, help_text=term.support
    )
