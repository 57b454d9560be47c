"""事案のページ: everything about one case, and what may be done now."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import fees, letters, periods, sending
from kyoso.engines.casework.actions.linking import see_mentions
from kyoso.engines.casework.addresses import ways_on
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import case_for, offered
from kyoso.engines.casework.desk.queue import CHIPS
from kyoso.engines.casework.desk.showing import (
    Action,
    actions_for,
    proposal_shown,
    timeline,
    with_route,
)
from kyoso.engines.casework.desk.signatures import signed_shown
from kyoso.engines.casework.models import Attachment, Case, Submission
from kyoso.engines.casework.notices import shown_term
from kyoso.engines.casework.reading import may_read_notice
from kyoso.engines.casework.remembering import remember, with_items
from kyoso.engines.casework.states import DESK, State
from kyoso.engines.casework.turns import turn
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import doors

READ = people.Permission.READ_CASES
HANDLE = people.Permission.HANDLE_CASES
KEEP = people.Permission.KEEP_LEDGER


@people.officer(READ)
def case_page(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref)
    audit.record(
        "casework.read",
        by=request.officer.account,
        subject=case,
        person=case.account,
        reason=case.ref,
    )
    if getattr(case, "is_called", False):
        see_mentions(case, by=request.officer)
    submissions, attachments = submissions_of(case)
    corrections = with_items(case)
    proposals = list(with_route(case.proposals.all()))
    steps = list(case.steps.select_related("by__officer", "by__resident"))
    remember(case, corrections=corrections, proposals=proposals, steps=steps)
    passing = offered(case)
    sent = sending.messages_about(case)
    definition = case.revision.definition
    actions = actions_for(case, request.officer, proposals, passing)
    shown = Shown.to(request.officer.account, case=case)
    fee = fees.standing_of(case, submissions[-1])
    ctx = {
        "case": case,
        "fee": fee,
        "fee_chip": payments.state_shown(fee.due) if fee and fee.due else None,
        "may_charge": case.is_open
        and people.may(request.officer, HANDLE, case.section),
        "may_keep_ledger": people.may(request.officer, KEEP),
        "definition": definition,
        "company": people.company_of(case.account),
        "chip": CHIPS[State(case.state)],
        "word": DESK[State(case.state)],
        "turn": turn(case),
        "extension": periods.extension_of(case),
        "shown": shown,
        "groups": shown.groups(submissions, attachments, corrections),
        "submissions": submissions,
        "open_correction": next((c for c in corrections if c.is_open), None),
        "passing": passing,
        "proposal": proposal_shown(case, proposals),
        "outcome": definition.outcome(case.outcome) if case.outcome else None,
        "decision_rows": _decision_rows(case),
        "steps": timeline(steps),
        "notes": case.notes.select_related("written_by__officer").order_by("-id"),
        "messages_sent": sent,
        "is_unsent": _is_unsent(case, sent),
        "forward": [a for a in actions if a.is_forward],
        "others": [a for a in actions if not a.is_forward],
        "may_note": _may_note(request.officer, case),
        "ways": ways_on(case, doors.OFFICE),
        "signed": signed_shown(submissions),
    }
    return render(request, "casework/case.html", ctx)


@people.officer(READ)
def file(request: people.OfficerRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """Download a file that was attached to this case."""
    case = case_for(request, ref)
    attachment = (
        Attachment.objects.filter(submission__case=case, file__ref=file_ref)
        .select_related("file")
        .first()
    )
    if attachment is None:
        raise Http404
    return media.serve(attachment.file, by=request.officer.account, reason=case.ref)


@people.officer(READ)
def notice(request: people.OfficerRequest, ref: str) -> HttpResponseBase:
    """Download the decision notice."""
    case = case_for(request, ref)
    decision = getattr(case, "decision", None)
    document = decision.notice if decision else None
    if document is None or document.file is None:
        raise Http404
    if not may_read_notice(request.officer.account, document):
        messages.error(request, "この通知書は、住民記録の担当だけが開けます。")
        return redirect("casework:case", ref=case.ref)
    return media.serve(document.file, by=request.officer.account, reason=case.ref)


def submissions_of(case: Case) -> tuple[list[Submission], list[Attachment]]:
    """Return every submission with its form version, and every attached file."""
    submissions = list(
        case.submissions.select_related(
            "version", "signed__signature", "signed__finding"
        )
        # Evidence is read where it is looked at again, and not to show a page.
        .defer("signed__signature__evidence")
        .order_by("number")
    )
    attachments = list(
        Attachment.objects.filter(submission__case=case).select_related("file")
    )
    return submissions, attachments


def _decision_rows(case: Case) -> list[tuple[str, str]]:
    decision = getattr(case, "decision", None)
    if decision is None:
        return []
    outcome = case.revision.definition.outcome(decision.outcome)
    return [
        (term.title, shown_term(term.kind, decision.terms[term.key]))
        for term in outcome.terms
        if term.key in decision.terms
    ]


def _is_unsent(case: Case, sent: Sequence[messaging.Message]) -> bool:
    """Tell whether the notice is made but found no way to the applicant."""
    decision = getattr(case, "decision", None)
    document = decision.notice if decision else None
    return (
        document is not None
        and document.file_id is not None
        and not any(message.template == letters.DECIDED for message in sent)
    )


def _may_note(officer: people.Officer, case: Case) -> bool:
    return people.may(officer, people.Permission.HANDLE_CASES, case.section)


def address_of(case: Case) -> str:
    return reverse("casework:case", args=[case.ref])


__all__ = ["Action", "address_of", "case_page", "file", "notice"]
