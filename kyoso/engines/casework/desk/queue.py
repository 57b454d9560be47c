"""受付簿: what the sections of this officer have to do, in one list."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.desk.export import (
    CP932,
    UTF8,
    exported,
    lost_in_cp932,
    rows_of,
)
from kyoso.engines.casework.desk.filters import FilterForm, View, counts, filtered
from kyoso.engines.casework.desk.loading import listed
from kyoso.engines.casework.desk.saved import filters_for, is_current
from kyoso.engines.casework.models import (
    BulkAct,
    Case,
    CaseQuerySet,
    DeskOrder,
    ProcedureRevision,
)
from kyoso.engines.casework.states import DESK, State
from kyoso.engines.people import api as people
from kyoso.kernel import calendar, clock
from kyoso.kernel.errors import Refusal

A_PAGE = 50
# Twenty pages: whoever would turn more of them narrows the list instead.
MOST = 1000
BULK = [
    {"label": kind.label, "name": "act", "value": kind.value} for kind in BulkAct.Kind
]
READ = people.Permission.READ_CASES
CHIPS = {
    State.RECEIVED: "yellow",
    State.REVIEWING: "blue",
    State.CORRECTING: "orange",
    State.DECIDING: "dark",
    State.COMPLETED: "green",
    State.WITHDRAWN: "neutral",
    State.REJECTED: "red",
}
# What may be sorted by, and by which columns; the key is what ``?sort=`` says.
SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "due": (F("due_on").asc(nulls_last=True), "arrived_at", "id"),
    "arrived": ("arrived_at", "id"),
    "number": ("receipt_number",),
    "name": ("kana", "name", "id"),
    "state": ("state", F("due_on").asc(nulls_last=True), "id"),
    "changed": ("moved_at", "id"),
}
COLUMNS = (
    ("受付番号", "number"),
    ("申請者", "name"),
    ("手続", ""),
    ("受付日", "arrived"),
    ("状態", "state"),
    ("期限", "due"),
    ("担当", ""),
    ("最後の動き", "changed"),
)
# What a saved order keeps; a page number or a search word is of the moment.
KEPT = ("view", "procedure", "state", "assignee", "due", "sort")
# The page lists so many lost cells; the count tells the rest.
MOST_LOST = 200


@dataclass(frozen=True)
class Row:
    """One case of the list with what the page must work out."""

    case: Case
    chip: str
    left: int | None
    is_mine: bool
    outcome: str
    is_statutory: bool

    @property
    def word(self) -> str:
        return DESK[State(self.case.state)]

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock rests; a statutory one may run through a 補正."""
        return self.case.state == State.CORRECTING and self.case.due_on is None


@dataclass(frozen=True)
class Found:
    """One page of the cases found, of the first thousand: the rest is narrowed to.

    Nobody reads further, and to count and to sort what nobody reads would take
    longer than all else on the page.
    """

    page: Page[int]
    cases: list[Case]
    is_more: bool

    @classmethod
    def of(cls, cases: CaseQuerySet, number: str | None) -> "Found":
        """Return the page of that number, or the nearest (two queries)."""
        keys = list(cases.values_list("pk", flat=True)[: MOST + 1])
        page = Paginator(keys[:MOST], A_PAGE).get_page(number)
        by_key = Case.objects.select_related(
            "procedure", "section", "assignee"
        ).in_bulk(page.object_list)
        # A case may have gone since the look: its row is left out.
        shown = [by_key[key] for key in page.object_list if key in by_key]
        return cls(page, shown, len(keys) > MOST)


@people.officer(READ)
def queue(request: people.OfficerRequest) -> HttpResponse:
    officer = request.officer
    asked, is_saved = _asked(request)
    everything = listed(officer)
    form = FilterForm(asked, officer=officer)
    found = ordered(filtered(everything, form, officer), asked.get("sort", "due"))
    behind = counts(everything, officer)
    shown = Found.of(found, asked.get("page"))
    audit.record(
        "casework.listed",
        by=officer.account,
        subject="casework.queue",
        shown=len(shown.cases),
    )
    ctx = {
        "rows": _rows(shown.cases, officer),
        "page": shown.page,
        "is_more": shown.is_more,
        "form": form,
        "views": _views(behind, asked),
        "columns": _columns(asked),
        "is_saved": is_saved,
        "is_narrowed": form.is_narrowed,
        "kept": [(name, asked[name]) for name in KEPT if asked.get(name)],
        "export": f"{reverse('casework:export_page')}?{asked.urlencode()}",
        "saved": [
            (each, is_current(each, asked.urlencode()), each.officer_id == officer.pk)
            for each in filters_for(officer)
        ],
        "scopes": people.sections_where(officer, people.Permission.HANDLE_CASES),
        "bulk": BULK if people.may(officer, people.Permission.HANDLE_CASES) else [],
        "today": clock.today(),
    }
    return render(request, "casework/queue.html", ctx)


@require_POST
@people.officer(READ)
def keep_order(request: people.OfficerRequest) -> HttpResponse:
    """Remember, or forget, how this officer's list opens."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if request.POST.get(name):
            kept[name] = request.POST[name]
    if request.POST.get("forget"):
        DeskOrder.objects.filter(officer=request.officer).delete()
        messages.success(request, "保存した並びを消しました。")
    else:
        DeskOrder.objects.update_or_create(
            officer=request.officer, defaults={"query": kept.urlencode()[:300]}
        )
        messages.success(request, "この並びを保存しました。次からこの並びで開きます。")
    return redirect(f"{reverse('casework:queue')}?{kept.urlencode() or 'view=open'}")


@people.officer(READ)
def export_page(request: people.OfficerRequest) -> HttpResponse:
    """Choose how the list is saved, and see what cp932 would lose."""
    found = _found(request)
    ctx: dict[str, object] = {"count": 0, "query": request.GET.urlencode()}
    try:
        rows = rows_of(found, to=request.officer.account)
    except Refusal as refusal:
        ctx["refusal"] = refusal.sentence
    else:
        lost = lost_in_cp932(rows)
        ctx |= {"count": len(rows), "lost": lost[:MOST_LOST], "lost_count": len(lost)}
        audit.record(
            "casework.listed",
            by=request.officer.account,
            subject="casework.export",
            shown=len(lost),
        )
    return render(request, "casework/export.html", ctx)


@people.officer(READ)
def export(request: people.OfficerRequest) -> HttpResponse:
    """The list as CSV, with the same filters and order."""
    encoding = CP932 if request.GET.get("encoding") == CP932 else UTF8
    try:
        return exported(_found(request), by=request.officer, encoding=encoding)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("casework:queue")


def _found(request: people.OfficerRequest) -> CaseQuerySet:
    asked, _is_saved = _asked(request)
    form = FilterForm(asked, officer=request.officer)
    found = filtered(listed(request.officer), form, request.officer)
    return ordered(found, asked.get("sort", "due"))


def _asked(request: people.OfficerRequest) -> tuple[QueryDict, bool]:
    """Return what the address asks for, or what the officer has saved."""
    if request.GET:
        return request.GET, False
    saved = DeskOrder.objects.filter(officer=request.officer).first()
    return (QueryDict(saved.query), True) if saved else (QueryDict(), False)


def ordered(cases: CaseQuerySet, sort: str) -> CaseQuerySet:
    """Return the cases in the order that ``?sort=`` names."""
    name = sort.removeprefix("-")
    order = SORTS.get(name, SORTS["due"])
    found: CaseQuerySet = cases.order_by(*order)
    if not sort.startswith("-"):
        return found
    if name == "due":
        return found.order_by(F("due_on").desc(nulls_last=True), "-arrived_at", "-id")
    return found.reverse()


def _rows(cases: list[Case], officer: people.Officer) -> list[Row]:
    today, city = clock.today(), calendar.city()
    # A definition is long: it is read once for all its cases.
    revisions = ProcedureRevision.objects.in_bulk(
        {case.revision_id for case in cases if case.outcome}
    )
    by_law = under_law(cases)
    return [
        Row(
            case,
            CHIPS[State(case.state)],
            _left(case, today, city, by_law=case.revision_id in by_law),
            officer.pk in {case.assignee_id, case.deputy_id},
            revisions[case.revision_id].definition.outcome(case.outcome).title
            if case.outcome
            else "",
            case.revision_id in by_law,
        )
        for case in cases
    ]


def under_law(cases: list[Case]) -> set[int]:
    """Return the versions of procedures whose decision a law wants by a day."""
    return set(
        ProcedureRevision.objects.filter(
            pk__in={case.revision_id for case in cases},
            content__procedure__has_key="statutory_period",
        ).values_list("pk", flat=True)
    )


def _left(
    case: Case, today: dt.date, city: calendar.OpenDays, *, by_law: bool
) -> int | None:
    """Return the days left: open days, and every day where the law counts so."""
    if case.due_on is None or not case.is_open:
        return None
    if by_law:
        return (case.due_on - today).days
    return city.open_days_between(today, case.due_on)


def _views(behind: dict[str, int], asked: QueryDict) -> list[dict[str, object]]:
    """Return the tabs with how many cases stand behind each."""
    current = asked.get("view") or View.OPEN
    return [
        {
            "title": view.label,
            "href": f"?view={view.value}",
            "count": behind.get(view.value),
            "is_current": current == view.value,
            "is_late": view == View.LATE and behind[View.LATE] > 0,
        }
        for view in View
    ]


def _columns(asked: QueryDict) -> list[dict[str, object]]:
    sort = asked.get("sort", "due")
    columns: list[dict[str, object]] = []
    for title, name in COLUMNS:
        query = asked.copy()
        query.pop("page", None)
        query["sort"] = f"-{name}" if sort == name else name
        columns.append(
            {
                "title": title,
                "href": f"?{query.urlencode()}" if name else "",
                "sorted": {name: "ascending", f"-{name}": "descending"}.get(sort, "")
                if name
                else "",
            }
        )
    return columns
