"""Fetch and authorise in one verb: the first line of every page about a case."""

import functools
import operator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404

from kyoso.engines.casework.addresses import with_ways
from kyoso.engines.casework.models import (
    Approval,
    Case,
    CaseQuerySet,
    Consultation,
    Mention,
    Passing,
    Proposal,
    Review,
)
from kyoso.engines.people import api as people
from kyoso.kernel import doors

P = people.Permission
# No case moves a thousand million times, and int() refuses thousands of digits.
_LONGEST_EDITION = 10
# One query for everything that a page about a case shows of the case itself.
WITH = (
    "procedure",
    "revision",
    "section__department",
    "assignee",
    "deputy",
    "account",
    "extension__extended_by__officer",
    "decision__notice__effect",
    "decision__notice__file",
    "decision__decided_by__officer",
)


def readable(officer: people.Officer) -> CaseQuerySet:
    """Return the cases that an officer may read.

    Those of the sections of a post with the permission; those whose draft waits
    for an approval or a 合議 in a section where the officer approves; those that
    are offered to a section in which the officer handles cases. Once a draft is
    settled, of an asked section only who answered or sent it back reads on.
    """
    sections = people.sections_where(officer, P.READ_CASES)
    found = Q(section__in=sections)
    for cases_asked in _asked_of(officer):
        found |= Q(pk__in=cases_asked)
    cases: CaseQuerySet = Case.objects.filter(found)
    return cases


def listed(officer: people.Officer) -> CaseQuerySet:
    """Return the cases of ``readable``, for lists: other sections' cases are found first.

    With subqueries in it the condition reads every case of the city; with the few
    found ones written out the database goes by the section's index. Two queries
    at most.
    """
    sections = people.sections_where(officer, P.READ_CASES)
    found = Q(section__in=sections)
    asked = _asked_of(officer)
    if asked:
        others = Case.objects.filter(
            functools.reduce(operator.or_, (Q(pk__in=cases) for cases in asked))
        ).exclude(section__in=sections)
        found |= Q(pk__in=list(others.values_list("pk", flat=True)))
    cases: CaseQuerySet = Case.objects.filter(found)
    return cases


def _asked_of(officer: people.Officer) -> list[QuerySet[Any]]:
    """Return the cases, as subqueries, that another section shows to this officer."""
    found: list[QuerySet[Any]] = []
    approves = people.sections_where(officer, P.APPROVE_CASES)
    if approves:
        lasting = Q(proposal__state=Proposal.State.PENDING) | Q(
            proposal__ended_by=officer.account
        )
        asked = Approval.objects.filter(
            lasting | Q(approved_by=officer.account), section__in=approves
        )
        consulted = Consultation.objects.filter(
            lasting | Q(answered_by=officer.account), section__in=approves
        )
        found += [asked.values("proposal__case"), consulted.values("proposal__case")]
    handles = people.sections_where(officer, P.HANDLE_CASES)
    if handles:
        offered = Passing.objects.filter(answer="", target__in=handles)
        found.append(offered.values("case"))
    return found


def waiting_for(officer: people.Officer) -> list[int]:
    """Return which cases wait for this officer's own answer: 決裁, 合議, 引継ぎ, a call in a note.

    As numbers, in one query: they are few, and the list goes straight to them.
    """
    approves = people.sections_where(officer, P.APPROVE_CASES)
    handles = people.sections_where(officer, P.HANDLE_CASES)
    pending = Q(proposal__state=Proposal.State.PENDING) & ~Q(
        proposal__drafted_by=officer.account
    )
    earlier = Approval.objects.filter(
        proposal=OuterRef("proposal"), order__lt=OuterRef("order"), approved_at=None
    )
    roles = {post.role for post in people.current_posts(officer)}
    next_steps = Approval.objects.filter(
        pending,
        Q(role="") | Q(role__in=roles),
        ~Exists(earlier),
        approved_at=None,
        section__in=approves,
    )
    consulted = Consultation.objects.filter(
        pending, answered_at=None, section__in=approves
    )
    offered = Passing.objects.filter(answer="", target__in=handles)
    called = Mention.objects.filter(officer=officer, seen_at=None)
    found = called.order_by().values_list("note__case", flat=True)
    return list(
        found.union(
            next_steps.order_by().values_list("proposal__case", flat=True),
            consulted.order_by().values_list("proposal__case", flat=True),
            offered.order_by().values_list("case", flat=True),
        )
    )


def case_for(
    request: people.OfficerRequest,
    ref: str,
    permission: people.Permission | None = None,
) -> Case:
    """Return the case, or answer 404 (not this officer's to know) or 403.

    ``permission`` is asked in the section of the case; reading alone needs none
    beyond ``readable``.
    """
    cases: Any = with_ways(readable(request.officer).filter(ref=ref), doors.OFFICE)
    # At most one is open (passing_one_open_a_case): joined, it costs no query.
    case: Case | None = (
        cases.annotate(
            is_called=Exists(
                Mention.objects.filter(
                    note__case=OuterRef("pk"), officer=request.officer, seen_at=None
                )
            ),
            has_review=Exists(Review.objects.filter(case=OuterRef("pk"), result="")),
            open_passing=FilteredRelation("passings", condition=Q(passings__answer="")),
        )
        .select_related(
            *WITH, "open_passing__source", "open_passing__target__department"
        )
        .first()
    )
    if case is None:
        raise Http404
    if permission and not people.may(request.officer, permission, case.section):
        raise PermissionDenied
    return case


def offered(case: Case) -> Passing | None:
    """Return the open offer to another section of a case that ``case_for`` loaded."""
    found: Passing | None = getattr(case, "open_passing", None)
    return found


def edition_of(request: people.OfficerRequest) -> int:
    """Return which edition of the case the officer's page showed.

    A page without a number showed nothing that could be acted upon: 0 never is
    an edition, so the action answers with the conflict sentence.
    """
    typed = request.POST.get("edition", "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < _LONGEST_EDITION
    return int(typed) if is_number else 0
