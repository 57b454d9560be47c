"""ファイルを読む: lines of a register file become values, or faults with their place."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kyoso.engines.residents import names
from kyoso.engines.residents.dates import DateWrong, read_date, read_partial
from kyoso.engines.residents.layout import Column, Layout, code_lists
from kyoso.engines.residents.seals import SealUnreadable, imprint
from kyoso.kernel import text

FICTION = "架空"
_YES, _NO = {"1", "true", "TRUE"}, {"0", "false", "FALSE", ""}
# The largest amount and count that fit both databases' columns.
_MOST = 9_999_999_999_999


@dataclass(frozen=True)
class Fault:
    """What is wrong where, and what to do; never with the value, which is personal."""

    line: int
    column: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.line}行目" if self.line else "ファイル"
        column = f"「{self.column}」" if self.column else ""
        return f"{place}{column}：{self.remedy}"


class CellWrong(Exception):  # noqa: N818 - says what is wrong
    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


@dataclass
class Source:
    """A file in memory as bytes, whose lines are read as often as needed."""

    path: Path
    content: bytes
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_fictional(self) -> bool:
        """Whether the notes above the header say that its people do not exist."""
        return any(FICTION in note for note in self.notes)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield line numbers and cells, the header first; ``UnicodeDecodeError``.

        Lines that begin with ``#`` above the header are notes.
        """
        lines = io.StringIO(self.content.decode("utf-8-sig"), newline="")
        number = 0
        self.notes.clear()
        while True:
            begin = lines.tell()
            first = lines.readline()
            if not first.startswith("#"):
                break
            self.notes.append(first.strip())
            number += 1
        lines.seek(begin)
        reader = csv.reader(lines, strict=True)
        for cells in reader:
            yield number + reader.line_num, cells


def open_source(path: Path) -> Source:
    return Source(path, path.read_bytes())


@dataclass
class Values:
    """The values of one line; those without a field of their own in ``other``."""

    fields: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def take(self, column: Column, cells: Mapping[str, str], folder: Path) -> None:
        written = cells.get(column.name, "")
        if column.kind == "partial":
            self._take_partial(column, written, cells)
            return
        if not written:
            if column.required:
                raise CellWrong("空にできません。値を書いてください。")
            return
        if column.length and len(written) > column.length:
            raise CellWrong(f"{column.length}文字までで書いてください。")
        value = (
            _imprint(folder, written)
            if column.kind == "image"
            else _READ[column.kind](column, written)
        )
        if column.field:
            self.fields[column.field] = value
        else:
            self.other[column.name] = value

    def _take_partial(
        self, column: Column, written: str, cells: Mapping[str, str]
    ) -> None:
        unknown = _flag(column, cells.get(column.unknown_flag, ""))
        words = _text(column, cells.get(column.unknown_words, ""))
        try:
            read = read_partial(written, unknown=unknown, words=words)
        except DateWrong as wrong:
            raise CellWrong(wrong.remedy) from None
        if column.required and not read:
            raise CellWrong("空にできません。日付を書いてください。")
        if read:
            self.fields[column.field] = read.written
            self.fields[f"{column.field}_unknown"] = read.is_unknown
            self.fields[f"{column.field}_words"] = read.words


def values_of(layout: Layout, cells: Mapping[str, str], folder: Path) -> Values:
    """Read one line: its values by field, and what is wrong with it."""
    found = Values()
    for column in layout.columns:
        try:
            found.take(column, cells, folder)
        except CellWrong as wrong:
            found.faults.append((column.name, wrong.remedy))
    return found


def _text(column: Column, written: str) -> str:
    wrong = names.first_impossible(written)
    if wrong is not None:
        raise CellWrong(
            f"使えない文字「{text.shown(wrong)}」があります。取り除いてください。"
        )
    return written


def _digits(column: Column, written: str) -> str:
    if not (written.isascii() and written.isdigit()):
        raise CellWrong("半角の数字だけで書いてください。")
    return written


def _number(column: Column, written: str) -> int:
    number = int(_digits(column, written)) if len(written) <= len(str(_MOST)) else _MOST
    if number >= _MOST:
        raise CellWrong("数が大きすぎます。確かめてください。")
    return number


def _flag(column: Column, written: str) -> bool:
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise CellWrong("1か0で書いてください。")


def _code(column: Column, written: str) -> str:
    if written not in code_lists()[column.list].codes:
        raise CellWrong(f"「{column.list}」の一覧にあるコードを書いてください。")
    return written


def _date(column: Column, written: str) -> str:
    try:
        return read_date(written).isoformat()
    except DateWrong as wrong:
        raise CellWrong(wrong.remedy) from None


def _imprint(folder: Path, written: str) -> str:
    try:
        return imprint(folder, written)
    except SealUnreadable as wrong:
        raise CellWrong(wrong.remedy) from None


_READ = {
    "text": _text,
    "name": _text,
    "digits": _digits,
    "integer": _number,
    "yen": _number,
    "flag": _flag,
    "code": _code,
    "date": _date,
}
