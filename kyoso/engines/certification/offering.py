"""この市の証明書: fees, postage, sections and purposes; data of the city, not code.

``certificates.toml`` in the city's folder. Each group carries its source and
whether somebody has verified it; what nobody has is shown as 確認中.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.certification.hours import Hours, read_hours
from kyoso.engines.certification.kinds import Kind, kinds
from kyoso.kernel import clock, words
from kyoso.kernel.words import Words

WEB, KIOSK, STORE, COUNTER = CHANNELS = ("web", "kiosk", "store", "counter")
PDF, POST, TRACKED, PRINT, HAND, REPLY = DELIVERIES = (
    "pdf",
    "post",
    "tracked",
    "print",
    "hand",
    "reply",
)
BY_POST = (POST, TRACKED, REPLY)


@dataclass(frozen=True)
class Delivery:
    """受け取り方, with what it adds to the fee in yen."""

    slug: str
    title: Words
    text: Words
    postage: int
    source: str
    verified: bool


@dataclass(frozen=True)
class Offer:
    """How the city gives one kind: its section's slug, fees by channel in yen."""

    kind: Kind
    section: str
    automatic: bool
    copies: int
    fees: Mapping[str, int]
    deliveries: Mapping[str, tuple[str, ...]]
    source: str
    verified: bool


@dataclass(frozen=True)
class Purpose:
    """使い道: what for; ``unneeded`` says why no certificate may be needed."""

    slug: str
    title: Words
    unneeded: Words | None
    certificate: str
    items: tuple[str, ...]
    is_free: bool
    source: str
    verified: bool


@dataclass(frozen=True)
class Store:
    """コンビニ交付: whether the city has introduced it, since when, and who says so.

    What it gives there is each certificate's own (``deliveries.store``). ``as_of`` is
    the day on which ``source`` was read. Whoever is younger than ``youngest`` is for
    the counter.
    """

    is_introduced: bool
    since: dt.date | None
    source: str
    verified: bool
    as_of: dt.date | None = None
    hours: Hours | None = None
    youngest: int = 0

    def is_running(self, day: dt.date) -> bool:
        """Tell whether certificates are given at stores on ``day``."""
        return self.is_introduced and (self.since is None or self.since <= day)

    def is_too_young(self, born: dt.date, day: dt.date) -> bool:
        """Tell whether somebody born on ``born`` is younger than stores serve."""
        return clock.age_on(born, day) < self.youngest


@dataclass(frozen=True)
class Rules:
    """Everything of ``certificates.toml``; tables by slug in the file's order."""

    issuer: str
    seal: str
    revenue: str
    pay_within_days: int
    most_open: int
    offers: Mapping[str, Offer]
    deliveries: Mapping[str, Delivery]
    purposes: Mapping[str, Purpose]
    store: Store = Store(is_introduced=False, since=None, source="", verified=False)


def rules() -> Rules:
    """Return the city's rules; raises ``ImproperlyConfigured`` naming file and fault."""
    return _read(Path(settings.CITY_FOLDER) / "certificates.toml")


def offer_of(slug: str) -> Offer | None:
    """Return how this city gives a kind, if it does."""
    return rules().offers.get(slug)


@lru_cache(maxsize=4)
def _read(file: Path) -> Rules:
    if not file.is_file():
        return Rules("", "", "", 0, 0, {}, {}, {})
    try:
        text = file.read_text("utf-8")
        told = tomllib.loads(text)
        deliveries = [_delivery(one) for one in told["delivery"]]
        offers = [_offer(one) for one in told["certificate"]]
        purposes = [_purpose(one) for one in told["purpose"]]
        found = Rules(
            issuer=told["issuer"],
            seal=told["seal"],
            revenue=told["revenue"],
            pay_within_days=told["pay_within_days"],
            most_open=told["most_open"],
            offers={one.kind.slug: one for one in offers},
            deliveries={one.slug: one for one in deliveries},
            purposes={one.slug: one for one in purposes},
            store=_store(told["store"], text) if "store" in told else Rules.store,
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong
    _refuse_unknown(found, file)
    return found


def _refuse_unknown(found: Rules, file: Path) -> None:
    """Refuse a way of receiving, an item or a certificate that does not exist."""
    for offer in found.offers.values():
        for channel, ways in offer.deliveries.items():
            if channel not in CHANNELS or set(ways) - found.deliveries.keys():
                raise ImproperlyConfigured(
                    f"{file}: {offer.kind.slug} names an unknown delivery."
                )
            if ways and channel not in offer.fees:
                raise ImproperlyConfigured(
                    f"{file}: {offer.kind.slug} has no fee for {channel!r}."
                )
    for purpose in found.purposes.values():
        offer_ = found.offers.get(purpose.certificate)
        known = {item.key for item in offer_.kind.choices} if offer_ else set()
        if offer_ is None or set(purpose.items) - known:
            raise ImproperlyConfigured(
                f"{file}: purpose {purpose.slug} names an unknown certificate or item."
            )


def _store(told: Mapping[str, Any], text: str) -> Store:
    since, as_of = told.get("since"), told["as_of"]
    if since is not None and not isinstance(since, dt.date):
        raise ValueError("store: 'since' is a day")
    if not isinstance(as_of, dt.date):
        raise ValueError("store: 'as_of' is the day on which the source was read")
    return Store(
        is_introduced=told["introduced"] is True,
        since=since,
        source=told["source"],
        verified=told["verified"] is True,
        as_of=as_of,
        hours=read_hours(told, text, under=("store",)),
        youngest=int(told["youngest"]),
    )


def _delivery(told: Mapping[str, Any]) -> Delivery:
    if told["slug"] not in DELIVERIES:
        raise ValueError(f"delivery {told['slug']!r} is unknown.")
    return Delivery(
        slug=told["slug"],
        title=words.read(told["title"]),
        text=words.read(told["text"]),
        postage=told["postage"],
        source=told["source"],
        verified=told["verified"],
    )


def _offer(told: Mapping[str, Any]) -> Offer:
    return Offer(
        kind=kinds()[told["slug"]],
        section=told["section"],
        automatic=told["automatic"],
        copies=told["copies"],
        fees=dict(told["fees"]),
        deliveries={
            channel: tuple(ways) for channel, ways in told["deliveries"].items()
        },
        source=told["source"],
        verified=told["verified"],
    )


def _purpose(told: Mapping[str, Any]) -> Purpose:
    unneeded = told.get("unneeded")
    return Purpose(
        slug=told["slug"],
        title=words.read(told["title"]),
        unneeded=words.read(unneeded) if unneeded else None,
        certificate=told["certificate"],
        items=tuple(told["items"]),
        is_free=told["free"],
        source=told["source"],
        verified=told["verified"],
    )
