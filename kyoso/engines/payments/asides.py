"""Beside a bill: what a capability adds to the page on which a due is paid."""

from collections.abc import Callable
from dataclasses import dataclass

from kyoso.engines.ledger.api import Due
from kyoso.engines.people.api import Account
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Way:
    """What is shown: a heading, a sentence, and a link with its words."""

    title: str
    text: str
    label: str
    href: str


@dataclass(frozen=True)
class Aside:
    """``way`` is what this payer of this due is shown, ``desk`` what its officers are."""

    slug: str
    way: Callable[[Due, Account | None], Way | None]
    desk: Callable[[Due], list[Way]]


asides: Registry[Aside] = Registry("way beside a bill")


def ways_beside(due: Due, payer: Account | None) -> list[Way]:
    """Return what stands beside this bill, in the order of registration."""
    found = (one.way(due, payer) for one in asides)
    return [way for way in found if way is not None]


def ways_on_the_desk(due: Due) -> list[Way]:
    """Return what officers see beside this bill."""
    return [way for one in asides for way in one.desk(due)]
