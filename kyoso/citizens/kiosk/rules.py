"""端末の利用時間と待ち時間: data of the city (``kiosk.toml``), each with its source."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.kernel.calendar import ClosedDay

# Shorter than this nobody can read the page before it is taken away.
SHORTEST_IDLE = 20


@dataclass(frozen=True)
class Hours:
    """利用時間: from ``opens`` until before ``closes``, and the days of every year without."""

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


@dataclass(frozen=True)
class Idle:
    """無操作: seconds until the warning, then until all is cleared.

    ``away`` is how long the card's app or the payment company may keep a person.
    """

    seconds: int
    warning: int
    away: int


@dataclass(frozen=True)
class Rules:
    """Everything of ``kiosk.toml``. ``patience``: seconds after which a printer is lost."""

    hours: Hours
    idle: Idle
    patience: int


def rules() -> Rules:
    """Return the city's rules; raises ``ImproperlyConfigured`` naming file and fault."""
    return _read(Path(settings.CITY_FOLDER) / "kiosk.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> Rules:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        found = Rules(
            hours=_hours(told["hours"], told["closed"]),
            idle=Idle(
                seconds=int(told["idle"]["seconds"]),
                warning=int(told["idle"]["warning_seconds"]),
                away=int(told["idle"]["away_seconds"]),
            ),
            patience=int(told["printing"]["patience_seconds"]),
        )
        if min(found.idle.seconds, found.idle.away) < SHORTEST_IDLE:
            raise ValueError(f"idle times are {SHORTEST_IDLE} seconds or more")
        if min(found.idle.warning, found.patience) < 1:
            raise ValueError("waiting times are longer than nothing")
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong
    return found


def _short(day: str) -> str:
    """Return ``12-29`` or ``2027-12-29`` as 12/29 or 2027/12/29."""
    return "/".join(part.lstrip("0") for part in day.split("-"))


def _hours(told: dict[str, Any], closed: list[dict[str, Any]]) -> Hours:
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
