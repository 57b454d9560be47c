"""利用時間: when terminals give certificates; data of the city, with its source."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel.calendar import ClosedDay
from kyoso.kernel.toml_lines import Path, lines_of

# A leap year, so that 02-29 passes.
_SOME_YEAR = "2000-"


class HoursWrong(ValueError):  # noqa: N818 - named after what is wrong
    """A city's file says something of its hours that cannot be; the sentence says where."""


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
        """Tell whether somebody has confirmed the hours and every closed day."""
        return self.verified and all(day.verified for day in self.closed)


def read_hours(told: Mapping[str, Any], text: str, *, under: Path = ()) -> Hours:
    """Return the hours of ``told``, a table of a city's file with ``hours`` and ``closed``.

    ``text`` is the whole file and ``under`` the way to the table in it. Raises
    ``HoursWrong`` naming the line, the field and what to write instead.
    """
    whole = _Table(told, under, lines_of(text))
    hours = whole.table("hours")
    opens, closes = hours.time("opens"), hours.time("closes")
    if opens >= closes:
        raise hours.wrong("opens", "write a time before 'closes'.")
    return Hours(
        opens=opens,
        closes=closes,
        closed=tuple(_closed_day(one) for one in whole.tables("closed")),
        source=hours.words("source"),
        verified=hours.truth("verified"),
    )


@dataclass(frozen=True)
class _Table:
    """One table of the file and where it stands, for the sentence about a fault."""

    told: Mapping[str, Any]
    path: Path
    lines: Mapping[Path, int]

    def wrong(self, field: str, remedy: str) -> HoursWrong:
        path = (*self.path, field)
        line = self.lines.get(path) or self.lines.get(self.path) or 1
        where = ".".join(str(part) for part in path)
        return HoursWrong(f"line {line}: {where}: {remedy}")

    def table(self, field: str) -> "_Table":
        found = self.told.get(field)
        if not isinstance(found, Mapping):
            raise self.wrong(field, f"write it as a table, [{field}].")
        return _Table(found, (*self.path, field), self.lines)

    def tables(self, field: str) -> "Iterator[_Table]":
        found = self.told.get(field)
        is_list = isinstance(found, list)
        if not is_list or not all(isinstance(one, Mapping) for one in found or ()):
            raise self.wrong(
                field, f"write each as a table, [[{field}]], or {field} = [] for none."
            )
        for number, one in enumerate(found or ()):
            yield _Table(one, (*self.path, field, number), self.lines)

    def words(self, field: str) -> str:
        found = self.told.get(field)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(field, "write it in words, in quotation marks.")
        return found

    def truth(self, field: str) -> bool:
        found = self.told.get(field)
        if not isinstance(found, bool):
            raise self.wrong(field, "write true or false.")
        return found

    def time(self, field: str) -> dt.time:
        try:
            found = dt.time.fromisoformat(str(self.told.get(field)))
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None:
            raise self.wrong(field, 'write a time of the day such as "06:30".')
        return found

    def day(self, field: str) -> str:
        found = str(self.told.get(field))
        try:
            if not re.fullmatch(r"(\d{4}-)?\d\d-\d\d", found, re.ASCII):
                raise ValueError(found)
            dt.date.fromisoformat(found if found.count("-") > 1 else _SOME_YEAR + found)
        except ValueError:
            raise self.wrong(
                field, 'write a day such as "12-29", or "2027-01-04" for one year.'
            ) from None
        return found


def _closed_day(table: _Table) -> ClosedDay:
    first, last = table.day("from"), table.day("to")
    if len(first) != len(last):
        raise table.wrong("to", "write both ends with a year, or both without.")
    if first.count("-") > 1 and last < first:
        raise table.wrong("to", "write a day that is not before 'from'.")
    return ClosedDay(
        name=table.words("name"),
        first=first,
        last=last,
        source=table.words("source"),
        verified=table.truth("verified"),
    )


def _short(day: str) -> str:
    """Return ``12-29`` or ``2027-12-29`` as 12/29 or 2027/12/29."""
    return "/".join(part.lstrip("0") for part in day.split("-"))
