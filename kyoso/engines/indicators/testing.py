"""For the tests of others: measures and indicators without ceremony."""

import datetime as dt
from decimal import Decimal
from typing import Any

from kyoso.engines.indicators import actions
from kyoso.engines.indicators.access import EVIDENCE
from kyoso.engines.indicators.measures import Measure, Measured
from kyoso.engines.indicators.models import Indicator, Value
from kyoso.engines.media import api as media
from kyoso.engines.media import testing as media_testing
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account, Officer, Section

__all__ = ["FIRST_DAY", "counting", "enter_value", "make_evidence", "make_indicator"]

FIRST_DAY = dt.date(2020, 4, 1)


def counting(slug: str, value: int | None, **parts: int) -> Measure:
    """Return a measure that always finds the same (register it temporarily)."""
    return Measure(
        slug=slug,
        title=f"試験用の集計 {slug}",
        unit="件",
        compute=lambda day: Measured(
            None if value is None else Decimal(value),
            sum(parts.values()) or (value or 0),
            parts,
        ),
        explanation="試験のために、いつも同じ数を返します。",
    )


def make_evidence(by: Account) -> File:
    """Store a small page as the evidence of a value."""
    page: Any = media_testing.a_pdf("根拠.pdf")
    return media.store(page, purpose=EVIDENCE, by=by)


def enter_value(indicator: Indicator, officer: Officer, **changes: Any) -> Value:
    """Let an officer enter 54.2 as of 30 September 2026, or what ``changes`` say."""
    facts: dict[str, Any] = {
        "as_of": dt.date(2026, 9, 30),
        "value": Decimal("54.2"),
        "source": "市民意識調査",
        "evidence": make_evidence(officer.account),
    }
    return actions.enter(indicator, **(facts | changes), by=officer.account)


def make_indicator(
    slug: str = "card-rate",
    *,
    title: str = "カードの保有率",
    unit: str = "%",
    owner: Section | None = None,
    measure: str = "",
    direction: str = Indicator.Direction.UP,
    frequency: str = Indicator.Frequency.YEARLY,
    decimals: int = 1,
    valid_from: dt.date = FIRST_DAY,
    by: Account | None = None,
) -> Indicator:
    """Define an indicator with its first definition version."""
    return actions.define(
        slug=slug,
        title=title,
        unit=unit,
        direction=direction,
        frequency=frequency,
        decimals=decimals,
        owner=owner,
        measure=measure,
        definition=actions.Definition(
            name=title,
            text=f"{title}の定義です。",
            valid_from=valid_from,
            source="試験用の出典",
        ),
        by=by,
    )
