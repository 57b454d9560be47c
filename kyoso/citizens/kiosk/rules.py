"""端末の利用時間と待ち時間: data of the city (``kiosk.toml``), each with its source."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.certification import api as certification
from kyoso.kernel.toml_lines import lines_of

# Shorter than this nobody can read the page before it is taken away.
SHORTEST_IDLE = 20
# What is heard of a printer is written down twice a minute at most.
SHORTEST_SILENCE = 60


@dataclass(frozen=True)
class Idle:
    """無操作: seconds until the warning, then until all is cleared.

    ``away`` is how long the card's app or the payment company may keep a person,
    ``waiting`` how long a page may wait for its result without being touched.
    """

    seconds: int
    warning: int
    away: int
    waiting: int


@dataclass(frozen=True)
class Left:
    """置いていかれた申請: after how long what is not paid ends, and who paid is called for.

    ``counter`` is for requests that a person has to take to the counter.
    """

    unpaid: dt.timedelta
    counter: dt.timedelta
    unfetched: dt.timedelta


@dataclass(frozen=True)
class Rules:
    """Everything of ``kiosk.toml``.

    ``patience``: seconds after which a paper in a printer's hands is lost;
    ``silence``: seconds after which a printer that does not ask is not there.
    """

    hours: certification.Hours
    idle: Idle
    patience: int
    silence: int
    left: Left


def rules() -> Rules:
    """Return the city's rules; raises ``ImproperlyConfigured`` naming file and fault."""
    return _read(Path(settings.CITY_FOLDER) / "kiosk.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> Rules:
    try:
        text = file.read_text("utf-8")
        told = tomllib.loads(text)
        number = _Numbers(told, text)
        found = Rules(
            hours=certification.read_hours(told, text),
            idle=Idle(
                seconds=number("idle", "seconds", SHORTEST_IDLE),
                warning=number("idle", "warning_seconds", 1),
                away=number("idle", "away_seconds", SHORTEST_IDLE),
                waiting=number("idle", "waiting_seconds", SHORTEST_IDLE),
            ),
            patience=number("printing", "patience_seconds", 1),
            silence=number("printing", "silence_seconds", SHORTEST_SILENCE),
            left=Left(
                unpaid=dt.timedelta(minutes=number("left", "unpaid_minutes", 1)),
                counter=dt.timedelta(days=number("left", "counter_days", 1)),
                unfetched=dt.timedelta(days=number("left", "unfetched_days", 1)),
            ),
        )
    except (OSError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong
    return found


class _Numbers:
    """The whole numbers of the file; what is none is told by line, field and remedy."""

    def __init__(self, told: Mapping[str, Any], text: str) -> None:
        self.told, self.lines = told, lines_of(text)

    def __call__(self, table: str, field: str, least: int) -> int:
        group = self.told.get(table)
        found = group.get(field) if isinstance(group, Mapping) else None
        if type(found) is not int or found < least:
            line = self.lines.get((table, field)) or self.lines.get((table,)) or 1
            raise ValueError(
                f"line {line}: {table}.{field}: write a whole number of {least} or more."
            )
        return found
