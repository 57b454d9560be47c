"""What grants hear of the engines, inside their transactions.

An exception here takes the filing, the proposal or the decision back as a whole.
"""

from typing import Any

from kyoso.engines.casework import api as casework
from kyoso.engines.documents import api as documents
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants import letters, notices, windows
from kyoso.region.grants.actions import deciding, paying
from kyoso.region.grants.models import Grant, Programme


def on_filed(
    sender: Any,
    case: casework.Case,
    submission: casework.Submission,
    by: Account | None,
    **_: Any,
) -> None:
    """A case of a programme's procedure arrived: its grant begins."""
    arrived_on = case.arrived_at.astimezone(clock.CITY).date()
    found = windows.programme_on(arrived_on, procedure=case.procedure_id)
    if found is not None:
        programme, taking = found
        deciding.open_grant(submission, programme=programme, taking=taking, by=by)


def on_proposed(
    sender: Any,
    case: casework.Case,
    by: Account,
    proposal: casework.Proposal,
    **_: Any,
) -> None:
    """Refuse a draft that could not be decided: too much, not inspected, no place."""
    grant = _grant_of(case, by)
    if grant is None:
        return
    definition = grant.revision.definition
    if proposal.outcome == definition.grant_outcome:
        amount = int(proposal.terms[definition.amount_term])
        deciding.refuse_unlawful(grant, amount=amount, by=by)


def on_decided(
    sender: Any,
    case: casework.Case,
    by: Account,
    decision: casework.Decision,
    **_: Any,
) -> None:
    """The money is promised with the decision, or the decision does not happen."""
    grant = _grant_of(case, by)
    if grant is None:
        return
    definition = grant.revision.definition
    if decision.outcome == definition.grant_outcome:
        amount = int(decision.terms[definition.amount_term])
        deciding.decide(grant, amount=amount, by=by)
    else:
        deciding.refuse(grant, by=by)


def on_withdrawn(
    sender: Any, case: casework.Case, by: Account | None, **_: Any
) -> None:
    grant = Grant.objects.filter(case=case).first()
    if grant is not None:
        deciding.end(grant, by=by)


def on_performed(sender: Any, order: ledger.SpendingOrder, **_: Any) -> None:
    """The financial system says that an order was paid."""
    grant = Grant.objects.filter(allotment=order.allotment_id).first()
    if grant is not None and order.performed_on is not None:
        paying.note_paid(grant, on=order.performed_on, by=None)


def on_made(sender: Any, document: documents.Document, **_: Any) -> None:
    """A paper's PDF exists: it goes to whom it is about."""
    if document.paper.startswith("grants."):
        grant = notices.grant_of(document)
        if grant is not None:
            letters.send_paper(grant, document)


def _programme_of(case: casework.Case) -> Programme | None:
    return (
        Programme.objects.filter(procedure=case.procedure_id)
        .select_related("current")
        .first()
    )


def _grant_of(case: casework.Case, by: Account | None) -> Grant | None:
    """Return the case's grant; one filed before its programme was loaded gets one."""
    found = (
        Grant.objects.filter(case=case)
        .select_related("programme", "revision", "round", "case")
        .first()
    )
    if found is not None:
        return found
    programme = _programme_of(case)
    if programme is None:
        return None
    return deciding.take_over(case, programme=programme, by=by)
