"""支払い方法: the channels of this city and what each costs the payer; data, not code.

``payments.toml`` in the city's folder lists them. A cost is what the payer pays
on top, by bands or by every so many yen begun, with its source and whether
somebody has verified it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.payments import barcodes
from kyoso.kernel import words
from kyoso.kernel.words import Words

KINDS = ("card", "qr", "bank", "store", "counter")


@dataclass(frozen=True)
class Cost:
    """手数料: ``first`` yen, and ``step`` more for each further ``unit`` begun.

    The part of a unit that has begun counts whole (端数切上げ). ``unit`` 0: the
    same for every amount.
    """

    first: int
    unit: int
    step: int
    source: str
    verified: bool
    tax_percent: int = 0

    def of(self, amount: int) -> int:
        """Return the cost in yen, tax on top and its part of a yen dropped."""
        begun = -(-(amount - self.unit) // self.unit) if self.unit else 0
        net = self.first + max(0, begun) * self.step
        return net * (100 + self.tax_percent) // 100


@dataclass(frozen=True)
class Channel:
    """One way of paying. ``provider`` is empty where the city takes the money itself."""

    slug: str
    kind: str
    title: Words
    text: Words
    provider: str
    largest: int
    minutes: int
    needs_designation: bool
    cost: Cost


@dataclass(frozen=True)
class Reconciliation:
    """入金明細の様式: which columns of a provider's file are read."""

    columns: tuple[tuple[str, str], ...]
    kinds: Mapping[str, str]
    source: str
    verified: bool


@dataclass(frozen=True)
class Slip:
    """納付書のバーコード: who collects at the counters of stores, and up to how much.

    ``issuer`` is the number that the collector gave the city by contract. A
    sample is printed as one, and never in production.
    """

    issuer: str
    is_sample: bool
    channel: str
    collector: str
    title: str
    largest: int
    source: str
    verified: bool


@dataclass(frozen=True)
class El:
    """地方税お支払サイト: where a due with an eL number is paid too, and for how much."""

    url: str
    card_cost: Cost


@dataclass(frozen=True)
class Rules:
    """Everything that ``payments.toml`` says."""

    channels: Mapping[str, Channel]
    forward_days: int
    deemed_source: str
    deemed_verified: bool
    el: El | None
    slip: Slip | None
    files: Mapping[str, Reconciliation]


def rules() -> Rules:
    """Return the rules of this installation; ``ImproperlyConfigured`` names a fault."""
    return _read(Path(settings.CITY_FOLDER) / "payments.toml")


def channel_of(slug: str) -> Channel | None:
    return rules().channels.get(slug)


def title_of(slug: str) -> Words:
    """Return the words of a channel, also of one that is offered no more."""
    found = channel_of(slug)
    return found.title if found else Words({"ja": slug})


@lru_cache(maxsize=4)
def _read(file: Path) -> Rules:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        minutes = int(told["minutes"])
        channels = {one["slug"]: _channel(one, minutes) for one in told["channel"]}
        return Rules(
            channels=channels,
            forward_days=int(told["deemed"]["forward_days"]),
            deemed_source=told["deemed"]["source"],
            deemed_verified=told["deemed"]["verified"] is True,
            el=_el(told["el"]) if "el" in told else None,
            slip=_slip(told["slip"], channels) if "slip" in told else None,
            files={
                slug: Reconciliation(
                    columns=tuple((one[0], one[1]) for one in given["columns"]),
                    kinds=given["kinds"],
                    source=given["source"],
                    verified=given["verified"] is True,
                )
                for slug, given in told.get("reconciliation", {}).items()
            },
        )
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong


def _el(told: Mapping[str, Any]) -> El:
    return El(url=told["url"], card_cost=_cost(told["card_cost"]))


def _slip(told: Mapping[str, Any], channels: Mapping[str, Channel]) -> Slip:
    found = Slip(
        issuer=told["issuer"],
        is_sample=told["is_sample"] is True,
        channel=told["channel"],
        collector=told["collector"],
        title=told["title"],
        largest=int(told["largest"]),
        source=told["source"],
        verified=told["verified"] is True,
    )
    if found.channel not in channels:
        raise ValueError(f"the slip's channel {found.channel!r} is not listed")
    if len(found.issuer) != barcodes.ISSUER or not found.issuer.isdecimal():
        raise ValueError(f"the slip's issuer has {barcodes.ISSUER} figures")
    if found.largest >= 10**barcodes.AMOUNT:
        raise ValueError(f"the slip's amount has {barcodes.AMOUNT} figures at most")
    return found


def _cost(told: Mapping[str, Any]) -> Cost:
    return Cost(
        first=int(told["first"]),
        unit=int(told.get("unit", 0)),
        step=int(told.get("step", 0)),
        tax_percent=int(told.get("tax_percent", 0)),
        source=told["source"],
        verified=told["verified"] is True,
    )


def _channel(told: Mapping[str, Any], minutes: int) -> Channel:
    if told["kind"] not in KINDS:
        raise ValueError(f"kind {told['kind']!r} is not one of {', '.join(KINDS)}")
    return Channel(
        slug=told["slug"],
        kind=told["kind"],
        title=words.read(told["title"]),
        text=words.read(told["text"]),
        provider=told.get("provider", ""),
        largest=int(told["largest"]),
        minutes=int(told.get("minutes", minutes)),
        needs_designation=told["needs_designation"] is True,
        cost=_cost(told["cost"]),
    )
