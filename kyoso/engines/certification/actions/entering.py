"""窓口での入力: a clerk enters what somebody asks for at the counter or by post."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.certification import errors, tokens
from kyoso.engines.certification.actions.asking import lock, settle_examined
from kyoso.engines.certification.examining import examine
from kyoso.engines.certification.kinds import SEAL, Kind
from kyoso.engines.certification.models import CounterEntry, Order
from kyoso.engines.certification.offering import COUNTER, Offer, offer_of, rules
from kyoso.engines.certification.refusing import refuse_copies, refuse_odd
from kyoso.engines.people.api import Account, IdentityLevel, Section
from kyoso.engines.residents import api as residents


@dataclass(frozen=True)
class Seen:
    """Who came or wrote, and what the clerk has seen of them."""

    way: str
    applicant: str
    relation: str
    document: str
    authority: str = ""


@transaction.atomic
def enter(
    kind: Kind,
    *,
    person: residents.Person,
    seen: Seen,
    delivery: str,
    purpose: str,
    token: str,
    by: Account,
    scope: str = "",
    items: Sequence[str] = (),
    year: int | None = None,
    copies: int = 1,
) -> Order:
    """Enter a request for a person of the register, once a ``token``; examined at once.

    It is issued by the clerk, after the fee. Raises ``NotOffered``, ``OptionWrong`` (also
    for a token of somebody else's), ``CopiesWrong``, ``AuthorityMissing``.
    """
    known = Order.objects.filter(token=token, requested_by=by).first()
    if known is not None:
        return tokens.same(known, COUNTER)
    offer = offer_of(kind.slug)
    scope = scope or kind.scopes[0]
    if offer is None or delivery not in offer.deliveries.get(COUNTER, ()):
        raise errors.NotOffered
    refuse_odd(offer, scope, items, year, purpose)
    refuse_copies(offer, copies, delivery)
    _refuse_unauthorised(kind, seen)
    told = _order(offer, person, delivery, purpose, token, copies, by)
    told.scope, told.year = scope, year
    told.items = [item.key for item in kind.choices if item.key in items]
    order, is_new = tokens.keep(told)
    if not is_new:
        return order
    CounterEntry.objects.create(order=order, person=person, **vars(seen))
    audit.record(
        "certification.entered",
        by=by,
        subject=order,
        person=order.subject,
        reason=order.ref,
    )
    held = lock(order, by=by)
    return settle_examined(held, found=examine(held), by=by)


def _refuse_unauthorised(kind: Kind, seen: Seen) -> None:
    """Refuse a proxy without authority, and anybody for a seal without its card."""
    needs = seen.relation == CounterEntry.Relation.PROXY or kind.form == SEAL
    if needs and not seen.authority.strip():
        raise errors.AuthorityMissing


def _order(
    offer: Offer,
    person: residents.Person,
    delivery: str,
    purpose: str,
    token: str,
    copies: int,
    by: Account,
) -> Order:
    link = residents.Link.objects.filter(person=person).first()
    free = rules().purposes[purpose].is_free
    return Order(
        token=token,
        kind_slug=offer.kind.slug,
        section=Section.objects.get(slug=offer.section),
        purpose=purpose,
        copies=copies,
        channel=COUNTER,
        delivery=delivery,
        level=IdentityLevel.COUNTER,
        fee=0 if free else offer.fees[COUNTER],
        postage=rules().deliveries[delivery].postage,
        requested_by=by,
        principal=link.account if link else None,
    )
