"""発行・発送・失効: what officers and the worker do with a paid request.

Issuing happens once: the request is locked, its state moves on, and the database
refuses a second certificate that holds.
"""

import re

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.certification import errors, events, masking
from kyoso.engines.certification.actions.asking import (
    bill,
    end_declined,
    lock,
    settle_examined,
)
from kyoso.engines.certification.contents import people_on
from kyoso.engines.certification.examining import (
    Found,
    examine,
    may_issue_alone,
    wanted_of,
)
from kyoso.engines.certification.models import (
    Certificate,
    CertificateContent,
    Order,
)
from kyoso.engines.certification.notices import tell
from kyoso.engines.certification.offering import PDF, PRINT, rules
from kyoso.engines.certification.printing import IMPRINTED, SIGNED, STAMPED
from kyoso.engines.certification.states import State, after
from kyoso.engines.documents import api as documents
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock, text
from kyoso.kernel.errors import Refusal

# 引受番号: eleven digits, or thirteen letters and digits of mail from abroad.
_TRACKING = re.compile(r"\d{11,13}")


@transaction.atomic
def approve(order: Order, *, by: Account) -> Order:
    """Decide by hand that a request may be issued; its fee is then asked for.

    Raises ``NotNow``; ``CannotIssue`` where the register allows no certificate.
    """
    held = lock(order, by=by)
    after("bill", held.state)
    _contents(examine(held))
    held.is_automatic = False
    bill(held, by=by)
    _record("certification.approved", held, by=by)
    tell(held, by=by)
    return held


@transaction.atomic
def examine_again(order: Order, *, by: Account) -> Order:
    """Look a held request up once more, after the register or the card was settled."""
    held = lock(order, by=by)
    held.state = after("examine_again", held.state)
    return settle_examined(held, found=examine(held), by=by)


@transaction.atomic
def decline(order: Order, *, reason: str, note: str, by: Account) -> Order:
    """End a request without a certificate; what was paid is proposed for refund.

    ``reason`` is a key of ``errors.DECLINES``; ``other`` needs a ``note``. Raises
    ``NotNow``, ``ReasonMissing``.
    """
    if reason not in errors.DECLINES or (reason == "other" and not note.strip()):
        raise errors.ReasonMissing
    held = lock(order, by=by)
    payments.propose_refunds(held.about, reason="mistaken", by=by)
    for due in payments.dues_about(held.about).filter(cancelled_at=None):
        payments.cancel_due(due, reason="証明書をお出しできないため", by=by)
    end_declined(held, reason=reason, note=note.strip()[:300], by=by)
    _record("certification.declined", held, by=by)
    return held


@transaction.atomic
def issue(order: Order, *, by: Account | None) -> Certificate:
    """Issue the certificate of a paid request: once, by an officer or by the rule.

    Raises ``NotNow`` where it is not paid or is issued already, ``CannotIssue``
    where the register has changed since.
    """
    held = lock(order, by=by)
    held.state = after("issue", held.state)
    found = examine(held)
    made = _made(held, found, by=by, replaces=None)
    held.save(update_fields=["state"])
    return made


@transaction.atomic
def issue_by_rule(order: Order, *, by: Account | None = None) -> Certificate | None:
    """Issue what needs no person; what needs one by now waits for them.

    Doing it twice does no harm: only a paid request is issued.
    """
    held = lock(order, by=by)
    if held.state != State.PAID or not held.is_automatic:
        return None
    found = examine(held)
    if not may_issue_alone(held, found):
        held.is_automatic = False
        held.save(update_fields=["is_automatic"])
        return None
    return issue(held, by=by)


@transaction.atomic
def dispatch(order: Order, *, tracking: str, by: Account) -> Order:
    """Write down that the paper went by post, with its number where it has one.

    Raises ``NotNow``, ``TrackingWrong``.
    """
    held = lock(order, by=by)
    held.state = after("dispatch", held.state)
    number = text.fold(tracking).replace("-", "").replace(" ", "")
    needs = held.delivery == "tracked"
    if (needs or number) and not _TRACKING.fullmatch(number):
        raise errors.TrackingWrong(typed=tracking)
    held.tracking = number
    held.dispatched_at, held.dispatched_by = clock.now(), by
    held.save(update_fields=["state", "tracking", "dispatched_at", "dispatched_by"])
    _record("certification.dispatched", held, by=by)
    tell(held, by=by)
    return held


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Account) -> Certificate:
    """End a certificate: whoever asks by its code reads that it no longer holds.

    Raises ``ReasonMissing``, ``NotValid``.
    """
    held = _holding(certificate, reason)
    held.revoked_at, held.revoked_by = clock.now(), by
    held.reason = reason.strip()[:200]
    held.save(update_fields=["revoked_at", "revoked_by", "reason"])
    _record("certification.revoked", held.order, by=by)
    tell(held.order, by=by, revoked=True)
    return held


@transaction.atomic
def reissue(certificate: Certificate, *, reason: str, by: Account) -> Certificate:
    """Issue anew, free of charge, and let the old one read as superseded (差し替え).

    What it says is looked up anew. Raises ``ReasonMissing``, ``NotValid``,
    ``CannotIssue``.
    """
    held = _holding(certificate, reason)
    held.superseded_at, held.superseded_by = clock.now(), by
    held.reason = reason.strip()[:200]
    held.save(update_fields=["superseded_at", "superseded_by", "reason"])
    order = lock(held.order, by=by)
    if order.state == State.DISPATCHED:
        # It has to go by post once more.
        order.state = State.ISSUED
        order.tracking = ""
        order.dispatched_at = order.dispatched_by = None
        order.save(
            update_fields=["state", "tracking", "dispatched_at", "dispatched_by"]
        )
    _record("certification.superseded", order, by=by)
    return _made(order, examine(order), by=by, replaces=held)


def _holding(certificate: Certificate, reason: str) -> Certificate:
    if not reason.strip():
        raise errors.ReasonMissing
    held = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            "order__section", "order__requested_by__resident", "order__principal"
        )
        .get(pk=certificate.pk)
    )
    if held.validity != "valid":
        raise errors.NotValid
    return held


def _made(
    order: Order, found: Found, *, by: Account | None, replaces: Certificate | None
) -> Certificate:
    """Make the certificate, its paper and its content; ``order`` is locked."""
    person, told = _contents(found)
    paper, seal = _paper(order)
    made = Certificate(
        order=order,
        masked_name=masking.masked(person.name),
        issued_by=by,
        replaces=replaces,
    )
    made.document = documents.issue(
        paper,
        data={"subject": told["subject"]},
        section=order.section,
        about=order.about,
        by=by,
        seal_image=seal,
    )
    made.save()
    CertificateContent.objects.create(certificate=made, told=told)
    _record("certification.issued", order, by=by)
    _note_others(order, person, by=by)
    events.certificate_issued.send(sender=Certificate, certificate=made, order=order)
    return made


def _contents(found: Found) -> tuple[residents.Person, dict[str, object]]:
    if found.cannot is not None:
        raise found.cannot
    if found.person is None or found.told is None:
        raise CardUnmatched
    return found.person, found.told.content


class CardUnmatched(Refusal):
    """Nobody has compared the card with the register yet."""

    code = "certificate_card_unmatched"
    sentence = (
        "申請した人のカードが、まだ住民情報と照合されていません。"
        "先に「カードの照合」で確かめてください。"
    )


def _paper(order: Order) -> tuple[str, documents.SealImage | None]:
    """Return on which paper it is issued, with the imprint where the city has one."""
    if order.delivery == PDF:
        return SIGNED, None
    seal = documents.SealImage.objects.filter(title=rules().seal).first()
    if seal is not None:
        return IMPRINTED, seal
    # A terminal has nobody who could stamp.
    return (SIGNED if order.delivery == PRINT else STAMPED), None


def _record(event: str, order: Order, *, by: Account | None) -> None:
    audit.record(event, by=by, subject=order, person=order.subject, reason=order.ref)


def _note_others(order: Order, person: residents.Person, *, by: Account | None) -> None:
    """Let the others whom the paper names read so in their own log."""
    others = [one for one in people_on(wanted_of(order), person) if one != person]
    links = residents.Link.objects.filter(person__in=others).select_related("account")
    for link in links:
        audit.record(
            "certification.named",
            by=by,
            subject=order,
            person=link.account,
            reason=order.ref,
        )
