"""開庁日: on which days the city office is open.

Closed are Saturdays and Sundays, the national holidays (国民の祝日に関する法律, by
jpholiday: equinox days beyond the next year are forecasts), the turn of the
year, and the city's own days of ``calendar.toml`` in the city's folder
(地方自治法第4条の2).
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import jpholiday
from django.conf import settings

from kyoso.kernel.toml_lines import lines_of

DAY = dt.timedelta(days=1)
# The longest stretch to look through: no office is closed for a year.
LONGEST_CLOSURE = 366
# What most cities' ordinances say; calendar.toml replaces it.
USUAL_YEAR_END = ("12-29", "01-03", "年末年始")


class CalendarWrong(ValueError):  # noqa: N818 - named after what is wrong
    """A calendar file says something that cannot be; the sentence says where."""


@dataclass(frozen=True)
class ClosedDay:
    """A day or a stretch of days, of one year or of every year.

    ``first`` and ``last`` are ``YYYY-MM-DD`` or ``MM-DD``; a stretch of every
    year may run over the turn of the year. ``verified`` is false until someone
    has read ``source``.
    """

    name: str
    first: str
    last: str
    source: str = ""
    verified: bool = False

    def covers(self, day: dt.date) -> bool:
        text = day.isoformat()
        text = text if len(self.first) == len(text) else text[5:]
        if self.first <= self.last:
            return self.first <= text <= self.last
        return text >= self.first or text <= self.last


@dataclass(frozen=True)
class OpenDays:
    """The open days of one city."""

    closed: tuple[ClosedDay, ...] = (
        ClosedDay(USUAL_YEAR_END[2], USUAL_YEAR_END[0], USUAL_YEAR_END[1]),
    )
    _known: dict[dt.date, str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_open(self, day: dt.date) -> bool:
        return not self.why_closed(day)

    def why_closed(self, day: dt.date) -> str:
        """Return the Japanese name of the reason, empty on an open day."""
        if day not in self._known:
            self._known[day] = self._reason(day)
        return self._known[day]

    def next_open(self, day: dt.date) -> dt.date:
        """Return ``day`` itself if open, else the first open day after it."""
        for _ in range(LONGEST_CLOSURE):
            if self.is_open(day):
                return day
            day += DAY
        raise CalendarWrong("The calendar closes the office for more than a year.")

    def add_open_days(self, day: dt.date, n: int) -> dt.date:
        """Return the ``n``-th open day after ``day`` (初日不算入: day itself is not counted).

        ``n=0`` is ``next_open(day)``; a negative ``n`` raises ``ValueError``.
        """
        if n < 0:
            raise ValueError("Open days are counted forwards only.")
        found = day if n else self.next_open(day)
        for _ in range(n):
            found = self.next_open(found + DAY)
        return found

    def open_days_between(self, a: dt.date, b: dt.date) -> int:
        """Count the open days after ``a``, up to and including ``b``.

        Negative when ``b`` is before ``a``, so that
        ``open_days_between(day, add_open_days(day, n)) == n``.
        """
        if b < a:
            return -self.open_days_between(b, a)
        return sum(self.is_open(a + DAY * n) for n in range(1, (b - a).days + 1))

    def _reason(self, day: dt.date) -> str:
        for closed in self.closed:
            if closed.covers(day):
                return closed.name
        holiday: str | None = jpholiday.is_holiday_name(day)
        if holiday:
            return holiday
        return {5: "土曜日", 6: "日曜日"}.get(day.weekday(), "")


def city() -> OpenDays:
    """Return the open days of this installation's city (read once a folder)."""
    return load(Path(settings.CITY_FOLDER))


@lru_cache(maxsize=8)
def load(folder: Path) -> OpenDays:
    """Read ``calendar.toml`` of a city's folder; without the file the usual days hold.

    Raises ``CalendarWrong`` naming the file, the line and the entry.
    """
    path = folder / "calendar.toml"
    if not path.exists():
        return OpenDays()
    try:
        text = path.read_text("utf-8")
        return OpenDays(closed=tuple(_closed_days(tomllib.loads(text), text)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, CalendarWrong) as error:
        raise CalendarWrong(f"{path}: {error}") from error


def _closed_days(content: Mapping[str, Any], text: str) -> Iterator[ClosedDay]:
    lines = lines_of(text)
    for key in content:
        if key not in {"year_end", "closed"}:
            raise CalendarWrong(f"line {lines[key,]}: {key!r} is not known here.")
    if not isinstance(content.get("year_end", {}), dict):
        raise CalendarWrong(f"line {lines['year_end',]}: write [year_end] as a table.")
    closed = content.get("closed", [])
    if not isinstance(closed, list) or not all(isinstance(raw, dict) for raw in closed):
        raise CalendarWrong(f"line {lines['closed',]}: write each day as [[closed]].")
    first, last, name = USUAL_YEAR_END
    year_end = {"from": first, "to": last, "name": name} | content.get("year_end", {})
    where = f"line {lines.get(('year_end',), 1)}: year_end"
    yield _entry(where, year_end, ("from", "to"))
    for index, raw in enumerate(closed):
        where = f"line {lines['closed', index]}: closed"
        if ("on" in raw) == ("every" in raw):
            raise CalendarWrong(f"{where}: give either 'on' or 'every'.")
        yield _entry(where, raw, ("on",) if "on" in raw else ("every",))


def _entry(where: str, raw: Mapping[str, Any], days: tuple[str, ...]) -> ClosedDay:
    """Check one table of the file; ``days`` are its keys that hold a day."""
    for key in raw:
        if key not in {*days, "name", "source", "verified"}:
            raise CalendarWrong(f"{where}: {key!r} is not known here.")
    if not isinstance(raw.get("name"), str) or not raw["name"]:
        raise CalendarWrong(f"{where}: 'name' is missing.")
    if not isinstance(raw.get("verified", False), bool):
        raise CalendarWrong(f"{where}: 'verified' is true or false.")
    found = [_day(where, key, raw[key]) for key in days]
    return ClosedDay(
        name=raw["name"],
        first=found[0],
        last=found[-1],
        source=str(raw.get("source", "")),
        verified=raw.get("verified", False),
    )


def _day(where: str, key: str, given: object) -> str:
    """Return ``YYYY-MM-DD`` for the key ``on``, ``MM-DD`` for the others."""
    text = str(given)
    shape = r"\d{4}-\d\d-\d\d" if key == "on" else r"\d\d-\d\d"
    try:
        if not re.fullmatch(shape, text, re.ASCII):
            raise ValueError(text)
        # A leap year, so that 02-29 passes.
        dt.date.fromisoformat(text if key == "on" else f"2000-{text}")
    except ValueError:
        raise CalendarWrong(f"{where}: {text!r} is not a day for {key!r}.") from None
    return text
