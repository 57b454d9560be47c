"""Forms of the office, in the order of headquarters' year."""

from decimal import Decimal
from typing import Any

from django import forms as django_forms

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Officer, Section
from kyoso.plan.models import AgendaItem, Attendance, Decision, Initiative, Plan
from kyoso.ui import fields, forms
from kyoso.ui.years import Years

_TITLE = 120
_LINE = 300
_TEXT = 4000
_REPORT = 2000
_LONGEST_GRACE = 365


class MeetingForm(forms.Form):
    title = fields.LineField(
        label="会議名", max_length=_TITLE, help_text="例：第3回DX推進本部会議"
    )
    held_on = fields.WarekiDateField(label="開催日", years=Years(5, 2))
    place = fields.LineField(label="場所", max_length=_TITLE, required=False)


class AttendanceForm(forms.Form):
    officer = django_forms.ModelChoiceField(
        label="職員", queryset=Officer.objects.none(), empty_label="選んでください"
    )
    role = django_forms.ChoiceField(label="役割", choices=Attendance.Role.choices)
    has_come = django_forms.BooleanField(label="出席した", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["officer"]
        assert isinstance(field, django_forms.ModelChoiceField)
        field.queryset = Officer.objects.order_by("kana", "name")


class AgendaForm(forms.Form):
    kind = django_forms.ChoiceField(label="種類", choices=AgendaItem.Kind.choices)
    title = fields.LineField(label="議題", max_length=200)
    text = fields.TextField(label="説明", max_length=_TEXT, required=False)


class DecisionForm(forms.Form):
    """What every decision has; each kind adds what it changes."""

    text = fields.TextField(
        label="決定の内容",
        max_length=_TEXT,
        help_text="公表するページに、このまま載ります。",
    )
    agenda_item = django_forms.ModelChoiceField(
        label="議題",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="選ばない",
    )

    def __init__(self, *args: Any, meeting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting
        self._choose("agenda_item", meeting.agenda.all())

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, django_forms.ModelChoiceField)
        field.queryset = rows


class _OfInitiative(DecisionForm):
    initiative = django_forms.ModelChoiceField(
        label="取組", queryset=Initiative.objects.none(), empty_label="選んでください"
    )
    field_order = ["initiative"]

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("initiative", plan.initiatives.filter(is_withdrawn=False))


class KpiForm(_OfInitiative):
    indicator = django_forms.ModelChoiceField(
        label="指標",
        queryset=indicators.Indicator.objects.none(),
        empty_label="選んでください",
    )
    field_order = ["initiative", "indicator"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("indicator", indicators.Indicator.objects.order_by("order"))


class SectionForm(_OfInitiative):
    section = django_forms.ModelChoiceField(
        label="担当課", queryset=Section.objects.none(), empty_label="選んでください"
    )
    field_order = ["initiative", "section"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("section", Section.objects.all())


class OwnerForm(DecisionForm):
    indicator = django_forms.ModelChoiceField(
        label="指標",
        queryset=indicators.Indicator.objects.none(),
        empty_label="選んでください",
    )
    section = django_forms.ModelChoiceField(
        label="担当課", queryset=Section.objects.none(), empty_label="選んでください"
    )
    field_order = ["indicator", "section"]

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("indicator", indicators.Indicator.objects.order_by("order"))
        self._choose("section", Section.objects.all())


class RuleForm(DecisionForm):
    tolerance = django_forms.IntegerField(
        label="許す遅れ（%）",
        min_value=0,
        max_value=99,
        help_text="10なら、必要な増減の90%以上を「順調」とします。",
    )
    grace_days = django_forms.IntegerField(
        label="値を待つ日数",
        min_value=0,
        max_value=_LONGEST_GRACE,
        help_text="期間の終わりからこの日数を過ぎると「期限超過」とします。",
    )
    field_order = ["tolerance", "grace_days"]

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)

    @property
    def share(self) -> Decimal:
        return Decimal(self.cleaned_data["tolerance"]) / 100


class OtherForm(DecisionForm):
    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)


DECISION_FORMS: dict[str, type[DecisionForm]] = {
    Decision.Kind.KPI: KpiForm,
    Decision.Kind.KPI_END: KpiForm,
    Decision.Kind.SECTION: SectionForm,
    Decision.Kind.OWNER: OwnerForm,
    Decision.Kind.RULE: RuleForm,
    Decision.Kind.OTHER: OtherForm,
}


class FollowUpForm(forms.Form):
    section = django_forms.ModelChoiceField(
        label="担当課", queryset=Section.objects.none(), empty_label="選んでください"
    )
    text = fields.LineField(label="すること", max_length=_LINE)
    due_on = fields.WarekiDateField(label="期限", years=Years(5, 5))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["section"]
        assert isinstance(field, django_forms.ModelChoiceField)
        field.queryset = Section.objects.all()


class OutcomeForm(forms.Form):
    outcome = fields.LineField(label="結果", max_length=_LINE)


class ReportForm(forms.Form):
    done = fields.TextField(
        label="したこと",
        max_length=_REPORT,
        help_text="公表するページに、このまま載ります。個人の名前は書かないでください。",
    )
    problem = fields.TextField(label="課題", max_length=_REPORT, required=False)
    next = fields.TextField(label="次にすること", max_length=_REPORT, required=False)


class ReasonForm(forms.Form):
    reason = fields.LineField(label="差し戻しの理由", max_length=_LINE)


class SnapshotForm(forms.Form):
    title = fields.LineField(
        label="名称", max_length=_TITLE, help_text="例：令和8年度上半期の進み具合"
    )


class CorrectionForm(forms.Form):
    place = fields.LineField(
        label="箇所", max_length=200, help_text="例：スマートフォンの利用率の最新の値"
    )
    was = fields.LineField(label="誤", max_length=_LINE)
    is_now = fields.LineField(label="正", max_length=_LINE)
    reason = fields.LineField(label="理由", max_length=_LINE)
