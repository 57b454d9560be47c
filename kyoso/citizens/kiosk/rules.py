"""端末の利用時間と待ち時間: data of the city (``kiosk.toml``), each with its source."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.certification import api as certification

# Shorter than this nobody can read the page before it is taken away.
SHORTEST_IDLE = 20


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

    hours: certification.Hours
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
            hours=certification.read_hours(told["hours"], told["closed"]),
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
