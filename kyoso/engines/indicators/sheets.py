"""取り込む表: values in a CSV file, read line by line, pure.

The first line names the columns 記号, 時点, 値, 出典 and 備考 in any order; days
may be written in either calendar; UTF-8 and Shift_JIS are understood.
"""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kyoso.engines.indicators.errors import (
    ColumnMissing,
    SheetEmpty,
    SheetTooLong,
    SheetUnreadable,
)
from kyoso.kernel import text

COLUMNS = ("記号", "時点", "値", "出典", "備考")
_NEEDED = COLUMNS[:4]
# More than every section of the city enters in a year.
MOST_ROWS = 500


@dataclass(frozen=True)
class Line:
    """One line as it was typed; ``number`` counts from 1 as a spreadsheet does."""

    number: int
    slug: str
    day: str
    value: str
    source: str
    note: str


def read(content: bytes, *, name: str) -> list[Line]:
    """Return the lines of a sheet, leaving out empty ones.

    Raises ``SheetUnreadable``, ``ColumnMissing``, ``SheetEmpty``, ``SheetTooLong``.
    """
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content, name)), strict=True))
    except csv.Error:
        raise SheetUnreadable(name=name) from None
    if not rows:
        raise SheetEmpty(name=name)
    head = [text.fold(cell) for cell in rows[0]]
    for column in _NEEDED:
        if column not in head:
            raise ColumnMissing(column=column)
    lines = [
        _line(number, dict(zip(head, row, strict=False)))
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        raise SheetEmpty(name=name)
    if len(lines) > MOST_ROWS:
        raise SheetTooLong(most=MOST_ROWS, rows=len(lines))
    return lines


def number_in(typed: str) -> Decimal | None:
    """Read a number as people type it (full width, commas, %); else ``None``."""
    plain = text.fold(typed).replace(",", "").replace("−", "-").rstrip("%").strip()
    if not plain or not plain.lstrip("-").replace(".", "", 1).isdecimal():
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            decoded = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in decoded:
            return decoded
    raise SheetUnreadable(name=name)


def _line(number: int, cells: dict[str, str]) -> Line:
    def cell(column: str) -> str:
        return cells.get(column, "").strip()

    return Line(
        number,
        text.fold(cell("記号")),
        cell("時点"),
        cell("値"),
        cell("出典"),
        cell("備考"),
    )
