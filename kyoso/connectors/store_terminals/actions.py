"""センターと窓口の操作: ask, pay, fetch, tell, cancel; close, refund."""

import datetime as dt
import hashlib

from django.db import IntegrityError, transaction

from kyoso.connectors.store_terminals import errors
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.protocol import Asked, Paid
from kyoso.connectors.store_terminals.rules import stage_of
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.media import api as media
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

CHANNEL, DELIVERY, PURPOSE = "store", "print", "other"
COLLECTOR, PAID_BY = "store-terminal", "store"
# The centre that got no answer to its last question asks again, a few times.
MOST_FETCHES = 5
PATIENCE = dt.timedelta(minutes=15)
# Nobody stands before a store's terminal for longer without paying.
UNPAID = dt.timedelta(minutes=30)


@transaction.atomic
def ask(number: str, *, asked: Asked, body: bytes, by: Account | None) -> StoreRequest:
    """Take a request once a number; whoever needs a person gets no order.

    Raises ``NotIntroduced``, ``Closed``, ``KindNotGiven``, ``IdUsed``.
    """
    digest = hashlib.sha256(body).hexdigest()
    known = StoreRequest.objects.select_for_update(of=("self",)).filter(number=number)
    found = known.first()
    if found is not None:
        return _same(found, digest)
    offer = _offered(asked.kind)
    account = _holder(asked)
    order = _order(number, offer, asked, account) if account is not None else None
    made = StoreRequest(
        number=number, digest=digest, terminal=asked.terminal, order=order
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        # The same message at the same moment.
        return _same(StoreRequest.objects.get(number=number), digest)
    audit.record("store_terminals.asked", by=by, subject=made, person=account)
    return made


@transaction.atomic
def pay(request: StoreRequest, *, paid: Paid, by: Account | None) -> StoreRequest:
    """Book the fee that the store took, once a number.

    Raises ``NotNow`` before anything is due, ``AmountWrong``, ``PaidOnWrong``.
    """
    held = _locked(request)
    order = held.order
    if order is None:
        raise errors.NotNow
    due = payments.dues_about(order.about).first()
    if due is None:
        raise errors.NotNow
    if paid.amount != due.amount:
        raise errors.AmountWrong
    asked_on = held.came.astimezone(clock.CITY).date()
    if not asked_on <= paid.paid_on <= clock.today():
        raise errors.PaidOnWrong
    payments.note_collected(
        due,
        collector=COLLECTOR,
        number=held.number,
        channel=PAID_BY,
        amount=paid.amount,
        paid_on=paid.paid_on,
        by=by,
    )
    _record("store_terminals.paid", held, by=by)
    return held


@transaction.atomic
def fetch(request: StoreRequest, *, by: Account | None) -> media.File:
    """Hand out the paper; again while nobody has said what became of it.

    Raises ``NotNow`` before it is made, after an outcome, and after many times.
    """
    held = _locked(request)
    if stage_of(held) != "ready" or held.fetched >= MOST_FETCHES:
        raise errors.NotNow
    assert held.order is not None
    made = certification.current(held.order)
    if made is None or made.document.file is None:
        raise errors.NotNow
    held.fetched += 1
    held.save(update_fields=["fetched"])
    _record("store_terminals.fetched", held, by=by)
    return made.document.file


@transaction.atomic
def tell(request: StoreRequest, *, outcome: str, by: Account | None) -> StoreRequest:
    """Write down what the terminal says of a paper it fetched; the first word holds.

    A terminal given up that says ``printed`` later is believed until somebody has
    decided. Raises ``NotNow`` where it has fetched nothing.
    """
    held = _locked(request)
    if not held.fetched:
        raise errors.NotNow
    may_mend = held.outcome == "no_answer" and outcome == "printed"
    if held.closed_at or (held.outcome and not may_mend):
        return held
    held.outcome, held.told = outcome, clock.now()
    held.save(update_fields=["outcome", "told"])
    if outcome == "printed":
        _record("store_terminals.printed", held, by=by)
    else:
        _record("store_terminals.not_printed", held, by=by)
    return held


@transaction.atomic
def give_up(request: StoreRequest, *, by: Account | None) -> StoreRequest:
    """Call an officer for a paid paper that was not made, or of which nothing is heard."""
    held = _locked(request)
    if held.order is None or held.outcome or held.closed_at:
        return held
    late = clock.now() - PATIENCE
    if held.order.state == certification.State.PAID:
        since, outcome = held.came, "other"
    else:
        made = certification.current(held.order)
        if held.order.state != certification.State.ISSUED or made is None:
            return held
        since, outcome = made.issued_at, "no_answer"
    if since > late:
        return held
    held.outcome, held.told = outcome, clock.now()
    held.save(update_fields=["outcome", "told"])
    _record("store_terminals.not_printed", held, by=by)
    return held


@transaction.atomic
def end_left(request: StoreRequest, *, by: Account | None) -> StoreRequest:
    """Take back what nobody at the store paid in time; paid at this moment it stays.

    Money that comes for it later is found as a discrepancy.
    """
    held = _locked(request)
    if held.came > clock.now() - UNPAID:
        return held
    try:
        return cancel(held, by=by)
    except Refusal:
        return held


@transaction.atomic
def cancel(request: StoreRequest, *, by: Account | None) -> StoreRequest:
    """Take it back before it is paid. Raises ``certification.NotNow``."""
    held = _locked(request)
    if held.order is None or held.order.state == certification.State.WITHDRAWN:
        return held
    # The person ended it at the terminal: it is theirs to end.
    certification.withdraw(held.order, by=held.order.account)
    _record("store_terminals.cancelled", held, by=by)
    return held


@transaction.atomic
def close(request: StoreRequest, *, why: str, by: Account) -> StoreRequest:
    """End a call after looking into it. Raises ``ReasonMissing``, ``NotNow``."""
    held = _called(request, why)
    return _end(held, why=why, by=by)


@transaction.atomic
def refund(request: StoreRequest, *, why: str, by: Account) -> StoreRequest:
    """Revoke the paper that nobody got and propose to give the fee back.

    A paid request of which no paper was made is ended. Raises ``ReasonMissing``,
    ``NotNow``.
    """
    held = _called(request, why)
    assert held.order is not None
    made = certification.current(held.order)
    if made is not None:
        certification.revoke(made, reason=why, by=by)
    if held.order.state == certification.State.PAID:
        certification.decline(held.order, reason="other", note=why, by=by)
    payments.propose_refunds(held.order.about, reason="mistaken", by=by)
    return _end(held, why=f"返金：{why.strip()}", by=by)


def _same(found: StoreRequest, digest: str) -> StoreRequest:
    if found.digest != digest:
        raise errors.IdUsed
    return found


def _offered(kind: str) -> certification.Offer:
    """Return the kind as stores give it, now."""
    store = certification.rules().store
    if not store.is_running(clock.today()):
        raise errors.NotIntroduced
    if store.hours is None or not store.hours.is_open(
        clock.now().astimezone(clock.CITY)
    ):
        raise errors.Closed
    offer = certification.offer_of(kind)
    if (
        offer is None
        or not offer.automatic
        or DELIVERY not in offer.deliveries.get(CHANNEL, ())
    ):
        raise errors.KindNotGiven
    return offer


def _holder(asked: Asked) -> Account | None:
    """Return whose card it is, if the city knows them as old enough."""
    known = people.ExternalIdentity.objects.select_related("account__resident").filter(
        issuer=asked.issuer,
        subject=asked.subject,
        level__gte=people.IdentityLevel.CARD,
        account__is_active=True,
    )
    found = known.first()
    if found is None:
        return None
    born = found.account.resident.born_on
    store = certification.rules().store
    if born is None or store.is_too_young(born, clock.today()):
        return None
    return found.account


def _order(
    number: str, offer: certification.Offer, asked: Asked, account: Account
) -> certification.Order | None:
    """Ask as the card's holder; what the rules refuse is for the counter."""
    try:
        return certification.request(
            offer.kind,
            level=people.IdentityLevel.CARD,
            delivery=DELIVERY,
            purpose=PURPOSE,
            channel=CHANNEL,
            token=f"s{hashlib.sha256(number.encode()).hexdigest()[:32]}",
            scope=asked.scope,
            items=asked.items,
            year=asked.year,
            copies=asked.copies,
            by=account,
        )
    except Refusal:
        return None


def _locked(request: StoreRequest) -> StoreRequest:
    return (
        StoreRequest.objects.select_for_update(of=("self",))
        .select_related("order__section", "order__requested_by__resident")
        .get(pk=request.pk)
    )


def _called(request: StoreRequest, why: str) -> StoreRequest:
    if not why.strip():
        raise errors.ReasonMissing
    held = _locked(request)
    if held.closed_at or held.order is None or not held.outcome:
        raise errors.NotNow
    if held.outcome == "printed":
        raise errors.NotNow
    return held


def _end(held: StoreRequest, *, why: str, by: Account) -> StoreRequest:
    held.closed_at, held.closed_by = clock.now(), by
    held.why = why.strip()[:200]
    held.save(update_fields=["closed_at", "closed_by", "why"])
    _record("store_terminals.closed", held, by=by)
    return held


def _record(event: str, held: StoreRequest, *, by: Account | None) -> None:
    order = held.order
    person, reason = (order.account, order.ref) if order else (None, "")
    audit.record(event, by=by, subject=held, person=person, reason=reason)
