"""Hanako's certificates, told through public actions only. Everything is fictional."""

from collections.abc import Callable
from typing import Protocol

from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people

Act = Callable[[], object]


class Town(Protocol):
    """Who acts: accounts of officers and residents by short names."""

    def officer(self, name: str) -> people.Account: ...

    def resident(self, name: str) -> people.Account: ...


def tell(town: Town, *, work: Act) -> None:
    """Ask for four certificates; ``work`` lets the worker do what is posted.

    One is issued and can be received, one waits to be printed, one waits for an
    officer because its purpose may be free, one waits to be paid.
    """
    hanako, treasurer = town.resident("hanako"), town.officer("ota")
    asked = {
        "pdf": _ask(hanako, "resident-facts", "pdf", "work", items=["address"]),
        "paper": _ask(hanako, "resident-record", "tracked", "licence"),
        "free": _ask(hanako, "resident-record", "pdf", "pension", items=["relation"]),
        "open": _ask(hanako, "resident-record", "pdf", "other", scope="person"),
    }
    work()
    for name in ("pdf", "paper"):
        due = payments.dues_about(asked[name].about).get(cancelled_at=None)
        payments.take_at_counter(
            due, amount=due.missing, token=f"demo-{name}", by=treasurer
        )
    work()


def _ask(
    hanako: people.Account,
    kind: str,
    delivery: str,
    purpose: str,
    *,
    scope: str = "",
    items: list[str] | None = None,
) -> certification.Order:
    return certification.request(
        certification.kinds()[kind],
        level=people.IdentityLevel.CARD,
        delivery=delivery,
        purpose=purpose,
        token=f"demo-{kind}-{delivery}-{purpose}",
        scope=scope,
        items=items or [],
        by=hanako,
    )
