"""After the decision: the notice is made, sent, dispatched or comes back."""

from typing import Any

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import letters
from kyoso.engines.casework.actions.deciding import record_dispatch
from kyoso.engines.casework.models import Case, Decision
from kyoso.engines.documents import api as documents
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account


def send_notice(sender: Any, document: documents.Document, **_: Any) -> None:
    """When a notice's PDF exists, tell the applicant in the same transaction.

    A case without any way to reach the applicant stays on the desk with a
    warning: the notice can be handed over at the counter.
    """
    decision = (
        Decision.objects.filter(notice=document)
        .select_related("case__revision", "case__section", "case__account")
        .first()
    )
    if decision is None:
        return
    assert document.file is not None
    try:
        letters.tell(
            decision.case,
            letters.DECIDED,
            by=None,
            files=[document.file],
            number=document.number,
        )
    except (messaging.NoRoute, messaging.MailAddressRefused) as refusal:
        audit.record(
            "casework.notice_has_no_route",
            by=None,
            subject=decision.case,
            person=decision.case.account,
            reason=decision.case.ref,
            code=refusal.code,
        )


def note_dispatch(sender: Any, message: messaging.Message, **about: Any) -> None:
    """When the letter with the notice left the house, the decision knows the day."""
    by = about.get("by")
    if message.template == letters.DECIDED and isinstance(by, Account):
        decision = Decision.objects.filter(case__ref=message.about).first()
        if decision is not None:
            on = message.batch.dispatched_on if message.batch else None
            record_dispatch(decision, by=by, on=on)


def messages_about(case: Case) -> list[messaging.Message]:
    """Return everything that was sent about a case, newest first (one query)."""
    return list(
        messaging.Message.objects.filter(about=case.ref)
        .select_related("effect", "batch")
        .order_by("-posted_at", "-id")
    )
