"""``/api/v1/cases`` of the office door: the work list and a case, for officers' programs.

An officer's token opens it (``work``). What it shows is what the officer's pages
show: the same cases, filters and hidden addresses. Each look leaves the audit
row of the page, with the token's ref.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import periods
from kyoso.engines.casework.desk import shapes
from kyoso.engines.casework.desk.answers import Answer
from kyoso.engines.casework.desk.filters import FilterForm, filtered
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import WITH, listed, readable
from kyoso.engines.casework.desk.page import submissions_of
from kyoso.engines.casework.desk.queue import Found, ordered, under_law
from kyoso.engines.casework.desk.showing import timeline
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.states import DESK, State
from kyoso.engines.casework.turns import turn
from kyoso.engines.people import api as people
from kyoso.engines.people.api import ApiToken, Officer
from kyoso.kernel import clock, doors
from kyoso.kernel.errors import Refusal

router = Router(tags=["cases"])
WORK = people.OfficerKey(people.Permission.READ_CASES)
_NUMBER = re.compile(r"[0-9A-Z-]{1,20}")


class FilterUnknown(Refusal):
    """A filter names what is not there; a page would leave it out, a program must know."""

    code = "filter_unknown"
    sentence = "「{name}」の値「{value}」は選べません。値を確かめるか、この項目を外してください。"


@router.get(
    "",
    response={
        200: shapes.Cases,
        401: shapes.Refused,
        403: shapes.Refused,
        422: shapes.Refused,
    },
    auth=WORK,
    url_name="cases",
    summary="受付簿を読む",
)
def cases(request: HttpRequest, asked: Query[shapes.Asked]) -> Any:
    """Return one page of the work list of the sections in which the officer reads."""
    officer = _officer(request)
    form = FilterForm(request.GET, officer=officer)
    if not form.is_valid():
        name = next(iter(form.errors))
        raise FilterUnknown(name=name, value=request.GET.get(name, "")[:60])
    narrowed = filtered(listed(officer), form, officer)
    found = Found.of(ordered(narrowed, asked.sort), str(asked.page))
    audit.record(
        "casework.listed",
        by=officer.account,
        subject="casework.program",
        shown=len(found.cases),
        token=_token(request).ref,
    )
    by_law = under_law(found.cases)
    return {
        "as_of": clock.now(),
        "page": found.page.number,
        "pages": found.page.paginator.num_pages,
        "is_more": found.is_more,
        "cases": [
            _line(case, is_statutory=case.revision_id in by_law) for case in found.cases
        ],
    }


@router.get(
    "/{number}",
    response={
        200: shapes.WholeCase,
        401: shapes.Refused,
        403: shapes.Refused,
        404: shapes.Refused,
    },
    auth=WORK,
    url_name="case",
    summary="申請を1件読む",
)
def case(request: HttpRequest, number: str) -> Any:
    """Return one case by its receipt number; another section's does not exist."""
    officer = _officer(request)
    found = _readable(officer, number)
    audit.record(
        "casework.read",
        by=officer.account,
        subject=found,
        person=found.account,
        reason=found.ref,
        token=_token(request).ref,
    )
    shown = Shown.to(officer.account, case=found)
    groups = shown.groups(*submissions_of(found))
    extension = periods.extension_of(found)
    held = turn(found)
    return _line(found, is_statutory=held.is_statutory) | {
        "address": shown.address,
        "postcode": shown.postcode,
        "phone": found.phone,
        "holder": held.holder,
        "who": held.who,
        "clock": held.clock,
        "extended_days": extension.days if extension else 0,
        "outcome": found.outcome,
        "closed_at": found.closed_at,
        "answers": [_answer(answer) for group in groups for answer in group.answers],
        "steps": _story(found),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.key,
        "label": answer.label,
        "lines": list(answer.lines),
        "items": [
            {
                "title": item.title,
                "rows": [
                    {"label": label, "lines": list(said)} for label, said in item.rows
                ],
            }
            for item in answer.items
        ],
        "files": [file.name for file in answer.files],
    }


def _story(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "event": each.step.event,
            "title": each.title,
            "at": each.step.at,
            "who": each.who,
        }
        for each in timeline(case.steps.select_related("by__officer", "by__resident"))
    ]


def _readable(officer: Officer, number: str) -> Case:
    if not _NUMBER.fullmatch(number):
        raise Http404
    found: Case | None = (
        readable(officer).filter(receipt_number=number).select_related(*WITH).first()
    )
    if found is None:
        raise Http404
    return found


def _line(case: Case, *, is_statutory: bool) -> dict[str, Any]:
    return {
        "receipt_number": case.receipt_number,
        "procedure": case.procedure.slug,
        "title": case.procedure.title,
        "applicant": case.applicant,
        "section": case.section.slug,
        "channel": case.channel,
        "state": case.state,
        "state_title": DESK[State(case.state)],
        "arrived_at": case.arrived_at,
        "due_on": case.due_on,
        "is_statutory": is_statutory,
        "assignee": case.assignee.name if case.assignee else "",
        "moved_at": case.moved_at,
        "href": doors.link(doors.OFFICE, "casework:case", case.ref),
    }


def _token(request: HttpRequest) -> ApiToken:
    """Return the token that ``OfficerKey`` has found good."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token


def _officer(request: HttpRequest) -> Officer:
    officer: Officer = request.officer  # type: ignore[attr-defined]
    return officer
