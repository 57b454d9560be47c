"""審査: whether a request can be issued, and by whom; nothing is paid before.

Whatever needs a person goes to one, for many reasons that the requester cannot
tell apart (``residents.check_reasons``). Only where nothing needs a person is the
requester told at once why nothing can be issued.
"""

from dataclasses import dataclass, field

from kyoso.engines.certification.contents import Told, Wanted, contents, people_on
from kyoso.engines.certification.errors import CannotIssue
from kyoso.engines.certification.models import Order
from kyoso.engines.certification.offering import offer_of, rules
from kyoso.engines.certification.reading import may_receive
from kyoso.engines.documents import api as documents
from kyoso.engines.people.api import IdentityLevel
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock

NOT_LINKED = "カードと住民情報の照合がまだです"
MANDATE_ENDED = (
    "代理の権限を確かめられません（委任の終わり、範囲の外、または支援の対象）"
)
FREE = "手数料がかからない使い道の確認"


@dataclass
class Found:
    """What an examination found. ``holds`` is for officers of the register only."""

    person: residents.Person | None = None
    told: Told | None = None
    cannot: CannotIssue | None = None
    holds: list[str] = field(default_factory=list)

    @property
    def is_automatic(self) -> bool:
        return self.told is not None and not self.holds


def examine(order: Order) -> Found:
    """Look a request up in the register. For the worker and the office."""
    found = Found()
    try:
        found.person = _person_of(order)
    except residents.NotLinked:
        found.holds.append(NOT_LINKED)
        return found
    if not may_receive(order):
        found.holds.append(MANDATE_ENDED)
    wanted = wanted_of(order)
    reasons = [
        reason
        for member in people_on(wanted, found.person)
        for reason in residents.check_reasons(member)
    ]
    found.holds += dict.fromkeys(reasons)
    try:
        found.told = contents(wanted, person=found.person, today=clock.today())
    except CannotIssue as cannot:
        found.cannot = cannot
        return found
    found.holds += [f"枠に収まらない：{label}" for label in found.told.overflowing]
    missing = documents.unwritable_in(found.told.content)
    if missing:
        found.holds.append(f"印刷できない文字：{'　'.join(missing)}")
    purpose = rules().purposes.get(order.purpose)
    if purpose is not None and purpose.is_free:
        found.holds.append(FREE)
    return found


def _person_of(order: Order) -> residents.Person:
    if order.is_at_counter:
        return order.counter_entry.person
    assert order.subject is not None
    return residents.person_of(order.subject, level=IdentityLevel(order.level))


def wanted_of(order: Order) -> Wanted:
    return Wanted(order.kind, order.scope, tuple(order.items), order.year)


def may_issue_alone(order: Order, found: Found) -> bool:
    """Tell whether the rule of the kind allows issue without a person."""
    offer = offer_of(order.kind_slug)
    return (
        found.is_automatic
        and offer is not None
        and offer.automatic
        # Paper that an officer has to print and fold is issued by that officer.
        and not order.is_by_post
        and not order.is_at_counter
    )
