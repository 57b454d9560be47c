"""利用時間: when terminals give certificates; data of the city, with its source."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kyoso.kernel.calendar import ClosedDay


@dataclass(frozen=True)
class Hours:
    """From ``opens`` until before ``closes``, and the days of every year without."""

    opens: dt.time
    closes: dt.time
    closed: tuple[ClosedDay, ...]
    source: str
    verified: bool

    def is_open(self, moment: dt.datetime) -> bool:
        """Tell whether one may begin at ``moment``, a time in the city."""
        if any(day.covers(moment.date()) for day in self.closed):
            return False
        return self.opens <= moment.time() < self.closes

    @property
    def spans(self) -> list[str]:
        """Return the closed days as everybody reads them: 12/29–1/3."""
        return [
            "–".join(dict.fromkeys(_short(end) for end in (day.first, day.last)))
            for day in self.closed
        ]

    @property
    def is_verified(self) -> bool:
        return self.verified and all(day.verified for day in self.closed)


def read_hours(told: Mapping[str, Any], closed: Sequence[Mapping[str, Any]]) -> Hours:
    """Return the hours of a city's file; what cannot be is a ``ValueError`` or the like."""
    opens, closes = (dt.time.fromisoformat(told[name]) for name in ("opens", "closes"))
    if opens >= closes:
        raise ValueError("hours: 'opens' is before 'closes'")
    return Hours(
        opens=opens,
        closes=closes,
        closed=tuple(
            ClosedDay(
                name=day["name"],
                first=day["from"],
                last=day["to"],
                source=day["source"],
                verified=day["verified"] is True,
            )
            for day in closed
        ),
        source=told["source"],
        verified=told["verified"] is True,
    )


def _short(day: str) -> str:
    """Return ``12-29`` or ``2027-12-29`` as 12/29 or 2027/12/29."""
    return "/".join(part.lstrip("0") for part in day.split("-"))
