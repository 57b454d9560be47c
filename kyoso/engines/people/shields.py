"""差し止め: people of whom nothing is shown and done without an officer.

An engine above registers who they are (``residents``: 支援措置 and whatever else an
officer must look at)::

    people.shields.register(people.Shield("residents", held_back_publicly))

It gives accounts and no reason, and is asked with the rights of the public process.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable

from kyoso.engines.people.errors import ManualCheck
from kyoso.engines.people.models import Account, MandateQuerySet
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Shield:
    """Names the accounts that are held back, as a query to be part of others."""

    slug: str
    accounts: Callable[[], QuerySet[Account]]


shields: Registry[Shield] = Registry("shield of people")


def held_back(keys: Iterable[int]) -> set[int]:
    """Return which of these accounts are held back; no query for none."""
    asked = set(keys)
    if not asked:
        return set()
    return {
        key
        for shield in shields
        for key in shield.accounts().filter(pk__in=asked).values_list("pk", flat=True)
    }


def is_held_back(account: Account) -> bool:
    return bool(held_back([account.pk]))


def whether_held_back(account: Account) -> Combinable:
    """Ask the same as a column of another query."""
    asked = [
        Q(Exists(shield.accounts().filter(pk=account.pk).order_by()))
        for shield in shields
    ]
    if not asked:
        return Value(value=False)
    return ExpressionWrapper(reduce(or_, asked), output_field=BooleanField())


def refuse_held_back(account: Account) -> None:
    """Raise ``ManualCheck`` where an officer has to act for this person."""
    if is_held_back(account):
        raise ManualCheck


def free_to_use(mandates: MandateQuerySet) -> MandateQuerySet:
    """Leave out the mandates of people who are held back: nobody acts for them."""
    for shield in shields:
        mandates = mandates.exclude(principal__account__in=shield.accounts())
    return mandates
