"""関所: what may be shown of a person, and whether an issue needs an officer.

Everything above asks here and nowhere else. The answers give no reason: a
requester who is told ``ManualCheck`` cannot know whether it is 支援措置, an unknown
date of birth or a 外字. Functions named ``..._publicly`` work with the rights of the
public process, which reads one small table; the others need the office's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from kyoso.engines.people import api as people
from kyoso.engines.residents import names
from kyoso.engines.residents.dates import PartialDate
from kyoso.engines.residents.errors import CardNeeded, NotLinked
from kyoso.engines.residents.models import Link, Person, Standing
from kyoso.engines.residents.rules import reasons_for

# What stands where an address would, on every surface alike.
HIDDEN = "（職員が確認します）"
CARD = people.IdentityLevel.CARD


@dataclass(frozen=True)
class Member:
    """One of a household, as a form may be filled from it.

    ``account`` is theirs, if they have one: they read who used what is told of them.
    """

    name: str
    kana: str
    birth: PartialDate
    relation: str
    account: people.Account | None = None


@dataclass(frozen=True)
class Named:
    """書かれた人: somebody as a case, a letter or a list names them.

    With the account that stands behind it, where one does.
    """

    account_id: int | None
    name: str = ""
    kana: str = ""


def person_of(account: people.Account, *, level: people.IdentityLevel) -> Person:
    """Return the person of the register behind an account, for a card's session only.

    ``level`` is how the session proved itself (``people.level_of``), or was when a
    request was made. Raises ``CardNeeded`` for a log-in by mail or passkey,
    ``NotLinked`` until an officer has compared the card with the register.
    """
    if level < CARD:
        raise CardNeeded
    link = Link.objects.select_related("person").filter(account=account).first()
    if link is None:
        raise NotLinked
    return link.person


def may_issue_automatically(person: Person) -> bool:
    """Tell whether a rule may issue to this person without an officer."""
    return not reasons_for(person, is_shielded=is_shielded(person))


def check_reasons(person: Person) -> list[str]:
    """Tell officers of the register, and nobody else, why one of them has to look."""
    return [
        reason.value for reason in reasons_for(person, is_shielded=is_shielded(person))
    ]


def household_for_prefill(
    account: people.Account, *, level: people.IdentityLevel
) -> list[Member]:
    """Return the household to fill a form from, the person first.

    Raises what ``person_of`` raises, and ``ManualCheck`` where anything about
    anybody of the household needs an officer.
    """
    person = person_of(account, level=level)
    members = list(Person.objects.of_household(person.household_number).order_by("id"))
    shielded = is_shielded(person)
    if person not in members or any(
        reasons_for(member, is_shielded=shielded) for member in members
    ):
        raise people.ManualCheck
    members.sort(key=lambda member: member != person)
    links = Link.objects.select_related("account").filter(person__in=members)
    accounts = {link.person_id: link.account for link in links}
    return [
        Member(
            member.preferred_name,
            member.preferred_kana,
            member.birth,
            member.relation_words,
            accounts.get(member.pk),
        )
        for member in members
    ]


def may_show_address(person: Person, *, to: people.Account | None) -> bool:
    """Tell whether this address may stand on a page, a label or a list for ``to``.

    Of a shielded person only officers of the register see it.
    """
    return not is_shielded(person) or _keeps_the_register(to)


def shown_address(person: Person, *, to: people.Account | None) -> str:
    """Return the address as it may be shown to ``to``."""
    return person.address if may_show_address(person, to=to) else HIDDEN


def to_hide(named: Iterable[Named], *, to: people.Account | None) -> set[Named]:
    """Return whose addresses no page, list or label shows to ``to``; a query, or two.

    An account that an officer has joined to the register is who the register says.
    Anybody else (on paper, by telephone, from another system) may be the protected
    person whose name or reading they bear: of two of one name both are hidden, since
    the other error cannot be undone.
    """
    asked = set(named)
    if not asked or _keeps_the_register(to):
        return set()
    accounts: set[int | None] = set()
    words: set[str] = set()
    shielded = Person.objects.in_register().shielded()
    for called, account in shielded.values_list("search_name", "link__account"):
        words.update(called.split())
        accounts.add(account)
    known = {one for one in asked if one.account_id and one.account_id in accounts}
    alike = {one for one in asked - known if words & _called(one)}
    return known | (alike - _joined_to_another(alike))


def _called(one: Named) -> set[str]:
    return set(names.searchable(one.name, one.kana).split())


def _joined_to_another(alike: set[Named]) -> set[Named]:
    """Return those whose account is joined to a person of the name that they bear."""
    keys = {one.account_id for one in alike if one.account_id}
    if not keys:
        return set()
    links = Link.objects.filter(account__in=keys)
    own = {
        account: set(called.split())
        for account, called in links.values_list("account_id", "person__search_name")
    }
    return {one for one in alike if _called(one) & own.get(one.account_id or 0, set())}


def may_show_address_of(*named: Named, to: people.Account | None) -> bool:
    """Do as ``may_show_address`` for what somebody typed, wrote or said."""
    return not to_hide(named, to=to)


def held_back_publicly() -> QuerySet[people.Account]:
    """Return the accounts that go by an officer; for the public process."""
    return people.Account.objects.filter(register_standing__is_by_hand=True)


def is_linked_publicly(account: people.Account) -> bool:
    """Tell whether an officer has joined the account to a person of the register."""
    return Standing.objects.filter(account=account).exists()


def is_shielded(person: Person) -> bool:
    """Tell officers' pages whether 支援措置 covers a person; never a requester."""
    return Person.objects.shielded().filter(pk=person.pk).exists()


def _keeps_the_register(account: people.Account | None) -> bool:
    if account is None or account.kind != people.Account.Kind.OFFICER:
        return False
    return people.may(account.officer, people.Permission.READ_REGISTER)
