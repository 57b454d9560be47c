"""What narrows the list: the tabs, the search word, the choices."""

import datetime as dt
import re

from django.db.models import Count, Q, TextChoices
from django.forms import CharField, ChoiceField, HiddenInput
from django.http import QueryDict

from kyoso.engines.casework.desk.loading import waiting_for
from kyoso.engines.casework.models import CaseQuerySet, Procedure
from kyoso.engines.casework.states import DESK, OPEN, State
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.text import fold, hiragana
from kyoso.ui import fields, forms

SOON = dt.timedelta(days=7)
ALL = ("", "すべて")
HIDDEN = ("view", "sort")
# ・ parts the names of foreign residents.
_KANA = re.compile("[\u3041-\u309fー・ ]+")


class View(TextChoices):
    """The tabs of the list."""

    OPEN = "open", "処理中"
    MINE = "mine", "自分の担当"
    ASKED = "asked", "自分に回ったもの"
    FREE = "free", "担当なし"
    DECIDING = "deciding", "決裁中"
    CORRECTING = "correcting", "補正待ち"
    LATE = "late", "期限切れ"
    ALL = "all", "すべて"


class FilterForm(forms.Form):
    """The filter bar; a value that does not exist narrows nothing."""

    q = fields.LineField(label="受付番号・氏名・電話", required=False, max_length=100)
    procedure = ChoiceField(label="手続", required=False)
    state = ChoiceField(
        label="状態",
        required=False,
        choices=[ALL, *((state.value, word) for state, word in DESK.items())],
    )
    assignee = ChoiceField(label="担当", required=False)
    due = ChoiceField(
        label="期限",
        required=False,
        choices=[
            ALL,
            ("late", "過ぎたもの"),
            ("soon", "7日以内"),
            ("none", "止まっているもの"),
        ],
    )

    view = CharField(required=False, widget=HiddenInput)
    sort = CharField(required=False, widget=HiddenInput)

    def __init__(self, asked: QueryDict, *, officer: people.Officer) -> None:
        super().__init__(asked)
        self.tab = asked.get("view", View.OPEN)
        sections = people.sections_where(officer, people.Permission.READ_CASES)
        procedures = Procedure.objects.filter(section__in=sections)
        officers = (
            people.Officer.objects.filter(posts__section__in=sections)
            .order_by("kana", "number")
            .distinct()
        )
        self._choose("procedure", [(p.slug, p.title) for p in procedures])
        self._choose(
            "assignee",
            [("me", "自分"), ("none", "なし"), *((o.number, o.name) for o in officers)],
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether the filter bar, beyond the tab, leaves cases out."""
        return any(self.chosen(name) for name in self.fields if name not in HIDDEN)

    def chosen(self, name: str) -> str:
        """Return the value of one filter, "" where it is absent or impossible."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        field.choices = [ALL, *choices]


def filtered(
    cases: CaseQuerySet, form: FilterForm, officer: people.Officer
) -> CaseQuerySet:
    """Return the cases that the tab and the filter bar leave."""
    cases = cases.filter(of_view(form.tab, officer))
    if form.chosen("q"):
        cases = cases.filter(_of_word(form.chosen("q")))
    if form.chosen("procedure"):
        cases = cases.filter(procedure__slug=form.chosen("procedure"))
    if form.chosen("state"):
        cases = cases.filter(state=form.chosen("state"))
    cases = cases.filter(_of_assignee(form.chosen("assignee"), officer))
    return cases.filter(_of_due(form.chosen("due")))


def of_view(view: str, officer: people.Officer) -> Q:
    is_open = Q(state__in=OPEN)
    if view == View.ASKED:
        return Q(pk__in=waiting_for(officer))
    return {
        View.MINE.value: is_open & _of_mine(officer),
        View.FREE.value: is_open & Q(assignee=None),
        View.DECIDING.value: Q(state=State.DECIDING),
        View.CORRECTING.value: Q(state=State.CORRECTING),
        View.LATE.value: is_open & Q(due_on__lt=clock.today()),
        View.ALL.value: Q(),
    }.get(view, is_open)


def counts(cases: CaseQuerySet, officer: people.Officer) -> dict[str, int]:
    """Return how many cases stand behind each tab but the last, which nobody counts.

    One aggregate over what is open, which the index holds apart from the years
    of ended cases; what waits for the officer's answer may have ended too.
    """
    found: dict[str, int] = cases.open().aggregate(
        **{
            view.value: Count("pk", filter=of_view(view.value, officer))
            for view in View
            if view not in {View.ALL, View.ASKED}
        }
    )
    asked = cases.filter(of_view(View.ASKED, officer)).count()
    return found | {View.ASKED.value: asked}


def _of_mine(officer: people.Officer) -> Q:
    return Q(assignee=officer) | Q(deputy=officer)


def _of_word(word: str) -> Q:
    """Match a receipt number, a name, a reading or a telephone number.

    Every comparison is made with every case of the office, so only those are made
    that this word can meet: no reading has digits, no receipt number has kana.
    """
    plain = fold(word)
    compact = "".join(plain.split())
    found = Q()
    for name in {word.strip(), plain}:
        # What has no small and capital letters is compared as it is: half the work.
        how = "contains" if name.upper() == name.lower() else "icontains"
        found |= Q(**{f"name__{how}": name})
    if compact.isascii():
        found |= Q(receipt_number__contains=compact.upper())
    if _KANA.fullmatch(reading := hiragana(word)):
        found |= Q(kana__contains=reading)
    if len(compact) > 2:
        half = compact[:2], compact[2:]
        # 「能代花子」 finds 「能代 花子」.
        found |= Q(name__startswith=half[0], name__endswith=half[1])
    digits = "".join(letter for letter in plain if letter.isdigit())
    if len(digits) >= 4:
        found |= Q(phone__contains=digits)
    return found


def _of_assignee(chosen: str, officer: people.Officer) -> Q:
    if not chosen:
        return Q()
    if chosen == "me":
        return _of_mine(officer)
    return Q(assignee=None) if chosen == "none" else Q(assignee__number=chosen)


def _of_due(chosen: str) -> Q:
    today = clock.today()
    is_open = Q(state__in=OPEN)
    return {
        "late": is_open & Q(due_on__lt=today),
        "soon": is_open & Q(due_on__range=(today, today + SOON)),
        "none": is_open & Q(due_on=None),
    }.get(chosen, Q())
