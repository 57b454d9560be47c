"""集計方法: what a capability registers in its ``wiring`` so that a value is counted."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Measured:
    """What a count found on a day.

    ``value`` is ``None`` when there was nothing to count (a share of no cases);
    it then stays 未集計. ``rows`` is how many records were read, ``parts`` the
    counts that lead to the value, by part slug. ``source`` names a document
    that was counted as well.
    """

    value: Decimal | None
    rows: int
    parts: Mapping[str, int] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Measure:
    """A way of counting from the operating tables.

    ``compute(day)`` counts as of the end of ``day`` and writes nothing.
    ``explanation`` says in one sentence which records are counted;
    ``part_titles`` names the parts in Japanese for the reader.
    """

    slug: str
    title: str
    unit: str
    compute: Callable[[dt.date], Measured]
    explanation: str = ""
    part_titles: Mapping[str, str] = field(default_factory=dict)


measures: Registry[Measure] = Registry("measure")
