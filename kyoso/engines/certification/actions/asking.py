"""申請する人の操作: ask, withdraw; and what the worker does about it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.certification import errors, events, tokens
from kyoso.engines.certification.examining import Found, examine, may_issue_alone
from kyoso.engines.certification.kinds import Kind
from kyoso.engines.certification.models import Order
from kyoso.engines.certification.notices import tell
from kyoso.engines.certification.offering import WEB, offer_of, rules
from kyoso.engines.certification.refusing import refuse_copies, refuse_odd
from kyoso.engines.certification.states import State, after
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account, IdentityLevel, Section, may_act_for
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock

DUE = "fee"


@transaction.atomic
def request(
    kind: Kind,
    *,
    level: IdentityLevel,
    delivery: str,
    purpose: str,
    token: str,
    by: Account,
    scope: str = "",
    items: Sequence[str] = (),
    year: int | None = None,
    copies: int = 1,
    channel: str = "web",
    language: str = "ja",
    principal: Account | None = None,
) -> Order:
    """Ask for a certificate, once a ``token``; the worker examines it.

    ``level`` is how this session proved itself (``people.level_of``). It is of
    oneself, or of a ``principal`` whose mandate one holds. Works with the rights of
    the public process. Raises ``residents.CardNeeded``, ``NotOffered``,
    ``OptionWrong``, ``ProxyRefused``, ``CopiesWrong``, ``TooManyOpen``.
    """
    if level < IdentityLevel.CARD:
        raise residents.CardNeeded
    known = Order.objects.filter(token=token, requested_by=by).first()
    if known is not None:
        return tokens.same(known, channel)
    offer = offer_of(kind.slug)
    scope = scope or kind.scopes[0]
    if offer is None or delivery not in offer.deliveries.get(channel, ()):
        raise errors.NotOffered
    _refuse_proxy(kind, channel, principal, by)
    refuse_odd(offer, scope, items, year, purpose)
    refuse_copies(offer, copies, delivery)
    _refuse_many(by)
    free = rules().purposes[purpose].is_free
    told = Order(
        token=token,
        kind_slug=kind.slug,
        section=Section.objects.get(slug=offer.section),
        scope=scope,
        items=[item.key for item in kind.choices if item.key in items],
        year=year,
        purpose=purpose,
        copies=copies,
        channel=channel,
        delivery=delivery,
        language=language,
        level=level,
        fee=0 if free else offer.fees[channel],
        postage=rules().deliveries[delivery].postage,
        requested_by=by,
        principal=principal,
    )
    order, is_new = tokens.keep(told)
    if not is_new:
        return order
    jobs.post("certification.examine", subject_ref=order.ref, by=by)
    audit.record(
        "certification.requested",
        by=by,
        subject=order,
        person=order.subject,
        reason=order.ref,
    )
    return order


@transaction.atomic
def withdraw(order: Order, *, by: Account) -> Order:
    """Take a request back before it is paid; its due is taken back with it.

    Raises ``NotNow`` once money has come.
    """
    held = lock(order, by=by)
    held.state = after("withdraw", held.state)
    held.ended_at, held.ended_by = clock.now(), by
    held.save(update_fields=["state", "ended_at", "ended_by"])
    for due in payments.dues_about(held.about).filter(cancelled_at=None):
        payments.cancel_due(due, reason="申請の取下げ", by=by)
    audit.record(
        "certification.withdrawn",
        by=by,
        subject=held,
        person=held.subject,
        reason=held.ref,
    )
    return held


@transaction.atomic
def settle_examined(order: Order, *, found: Found, by: Account | None) -> Order:
    """Carry a request on from what its examination found; ``order`` is locked."""
    order.is_automatic = may_issue_alone(order, found)
    if found.holds:
        order.state = after("hold", order.state)
        order.save(update_fields=["state", "is_automatic"])
    elif found.cannot is not None:
        end_declined(order, reason=found.cannot.reason, note="", by=by)
    else:
        bill(order, by=by)
    audit.record(
        "certification.examined",
        by=by,
        subject=order,
        person=order.subject,
        reason=order.ref,
        state=order.state,
    )
    events.examined.send(sender=Order, order=order)
    return order


def bill(order: Order, *, by: Account | None) -> None:
    """Raise what is due, or go on where nothing is; ``order`` is locked."""
    if not order.total:
        order.state = after("waive", order.state)
        order.save(update_fields=["state", "is_automatic"])
        issue_soon(order, by=by)
        return
    order.state = after("bill", order.state)
    order.save(update_fields=["state", "is_automatic"])
    today = clock.today()
    title = order.kind.title
    payments.raise_due(
        ledger.line_of(clock.fiscal_year(today), rules().revenue),
        about=order.about,
        kind=DUE,
        title={
            "ja": f"{title['ja']}の手数料",
            "easy": f"{title.get('easy', title['ja'])}の お金（かね）",
            "en": f"Fee: {title.get('en', title['ja'])}",
        },
        amount=order.total,
        payer_name=order.applicant_name,
        debtor=None if order.is_at_counter else order.account,
        due_on=today + dt.timedelta(days=rules().pay_within_days),
        by=by,
    )


@transaction.atomic
def note_paid(due: ledger.Due, *, by: Account | None) -> None:
    """Go on with the request whose due is paid; anything else is let alone."""
    app, _, ref = due.about.partition(":")
    if app != "certification":
        return
    order = Order.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if order is None or order.state != State.TO_PAY:
        # Withdrawn meanwhile: the books show the money as paid too much.
        return
    order.state = after("pay", order.state)
    order.save(update_fields=["state"])
    audit.record(
        "certification.paid",
        by=by,
        subject=order,
        person=order.subject,
        reason=order.ref,
    )
    issue_soon(order, by=by)


def issue_soon(order: Order, *, by: Account | None) -> None:
    """Let the worker issue what a rule may issue."""
    if order.is_automatic:
        jobs.post("certification.issue", subject_ref=order.ref, by=by)


def end_declined(order: Order, *, reason: str, note: str, by: Account | None) -> None:
    """End a request without a certificate; ``order`` is locked."""
    order.state = after("decline", order.state)
    order.decline, order.decline_note = reason, note
    order.ended_at, order.ended_by = clock.now(), by
    order.save(
        update_fields=[
            "state",
            "decline",
            "decline_note",
            "ended_at",
            "ended_by",
            "is_automatic",
        ]
    )
    tell(order, by=by)


def lock(order: Order, *, by: Account | None) -> Order:
    """Return the request as it is now, locked; ``by`` is who holds it."""
    return (
        Order.objects.select_for_update(of=("self",))
        .select_related("section", "requested_by__resident", "principal")
        .get(pk=order.pk)
    )


@transaction.atomic
def examine_order(order: Order, *, by: Account | None) -> Order:
    """Examine a request that waits for it; any other stays as it is."""
    held = lock(order, by=by)
    if held.state != State.EXAMINING:
        return held
    return settle_examined(held, found=examine(held), by=by)


def _refuse_proxy(
    kind: Kind, channel: str, principal: Account | None, by: Account
) -> None:
    if principal is None:
        return
    may = kind.proxy.allowed and channel == WEB
    if not may or not may_act_for(by, principal, kind.mandate_slug):
        raise errors.ProxyRefused


def _refuse_many(by: Account) -> None:
    limit = rules().most_open
    if Order.objects.open().filter(requested_by=by).count() >= limit:
        raise errors.TooManyOpen
