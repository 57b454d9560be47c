"""ファイルを調べる: a register file is looked at as a whole before a row is taken in."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kyoso.engines.residents.layout import Layout, layouts, role_of
from kyoso.engines.residents.numbers import (
    has_individual_number,
    is_individual_number_column,
)
from kyoso.engines.residents.reading import (
    Fault,
    Source,
    Values,
    open_source,
    values_of,
)

# More are not read by anybody in one go.
MOST_SHOWN = 100
# Nothing that a cell may hold: parts cells when a whole line is looked through.
_BETWEEN = "\0"
_NUMBER_FOUND = (
    "個人番号（マイナンバー）とみられる12けたの数字があります。"
    "このファイルは受け取れません。個人番号を除いて作りなおしてください。"
)


@dataclass
class Reading:
    """What looking at a file found: its layout, its rows, every fault."""

    source: Source
    layout: Layout | None = None
    header: list[str] = field(default_factory=list)
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def fault(self, line: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(line, column, remedy))


def check(path: Path, *, is_full: bool) -> Reading:
    """Look at a whole file; nothing is kept. Costs a few seconds for 48,000 people.

    Individual numbers are looked for first, in every cell: with one, nothing else
    of the file is told.
    """
    reading = Reading(open_source(path))
    try:
        for number, cells in reading.source.rows():
            if not reading.header:
                _take_header(reading, number, cells)
            elif _holds_number(reading, number, cells):
                break
            elif reading.layout is not None:
                _take_row(reading, number, cells)
    except UnicodeDecodeError:
        reading.fault(0, "", "UTF-8のCSVにしてください。")
    except csv.Error:
        reading.fault(reading.rows + 1, "", "CSVの引用符を確かめてください。")
    if not reading.header and not reading.faults:
        reading.fault(0, "", "見出しの行を書いてください。")
    elif reading.layout is not None and not reading.rows and not reading.faults:
        reading.fault(0, "", "データの行がありません。")
    if reading.layout is not None and not reading.faults:
        _check_as_a_whole(reading, is_full=is_full)
    return reading


def _take_header(reading: Reading, line: int, cells: Sequence[str]) -> None:
    reading.header = list(cells)
    numbers = [name for name in cells if is_individual_number_column(name)]
    for name in numbers:
        reading.fault(
            line,
            name,
            "個人番号（マイナンバー）の列があります。"
            "このファイルは受け取れません。この列を除いて作りなおしてください。",
        )
    if numbers:
        return
    reading.layout = _layout_for(cells)
    if reading.layout is None:
        reading.fault(
            line,
            "",
            "どのレイアウトの見出しでもありません。列の名前を確かめてください。",
        )
        return
    known = {*reading.layout.names, *reading.layout.ignored}
    for name, times in Counter(cells).items():
        if name not in known:
            reading.fault(
                line, name, "この列はレイアウトにありません。名前を確かめてください。"
            )
        elif times > 1:
            reading.fault(line, name, "同じ列が二つあります。一つにしてください。")
    for column in reading.layout.columns:
        if column.required and column.name not in cells:
            reading.fault(line, column.name, "この列がありません。加えてください。")


def _layout_for(cells: Sequence[str]) -> Layout | None:
    """Return the layout whose required columns the header has most of, whole first."""
    best: Layout | None = None
    most = 0
    for layout in layouts().values():
        named = {column.name for column in layout.columns} - {"宛名番号"}
        shared = len(named & set(cells))
        if shared > most:
            best, most = layout, shared
    return best


def _holds_number(reading: Reading, line: int, cells: Sequence[str]) -> bool:
    if not has_individual_number(_BETWEEN.join(cells)):
        return False
    column = next(
        name
        for name, cell in zip(
            [*reading.header, *[""] * len(cells)], cells, strict=False
        )
        if has_individual_number(cell)
    )
    reading.faults = [Fault(line, column, _NUMBER_FOUND)]
    return True


def _take_row(reading: Reading, line: int, cells: Sequence[str]) -> None:
    assert reading.layout is not None
    reading.rows += 1
    if len(cells) != len(reading.header):
        reading.fault(
            line,
            "",
            f"列の数が見出しと違います。{len(reading.header)}列にしてください。",
        )
        return
    given = dict(zip(reading.header, cells, strict=True))
    read = values_of(reading.layout, given, reading.source.path.parent)
    for column, remedy in read.faults:
        reading.fault(line, column, remedy)
    if not read.faults:
        _CENSUS[reading.layout.target](reading, line, read)


def _count_person(reading: Reading, line: int, read: Values) -> None:
    values = read.fields
    if not values.get("is_latest", True):
        reading.counts["履歴"] += 1
        return
    if not _is_first(reading, line, values["number"]):
        return
    role = role_of("住民状態", values["state"])
    reading.counts["現存者" if role == "current" else "除票"] += 1
    if role == "current":
        is_head = role_of("続柄", values["relation_1"]) == "head" and not values.get(
            "relation_2"
        )
        reading.counts[f"head:{values['household_number']}"] += is_head
        reading.counts["外国人住民"] += role_of("住民種別", values["kind"]) == "foreign"


def _count_by_person(reading: Reading, line: int, read: Values) -> None:
    key = ":".join(
        str(read.fields.get(name, "")) for name in ("person", "fiscal_year", "tax")
    )
    _is_first(reading, line, key)


def _count_year(reading: Reading, line: int, read: Values) -> None:
    _count_by_person(reading, line, read)
    for name, amount in read.other.items():
        reading.counts[f"{name}の合計"] += amount


def _count_tax(reading: Reading, line: int, read: Values) -> None:
    _count_by_person(reading, line, read)
    for field_, name in (
        ("charged", "課税額"),
        ("paid", "納付額"),
        ("unpaid", "未納額"),
    ):
        reading.counts[f"{name}の合計"] += read.fields[field_]


def _is_first(reading: Reading, line: int, key: str) -> bool:
    reading.counts[f"key:{key}"] += 1
    if reading.counts[f"key:{key}"] > 1:
        reading.fault(
            line, "宛名番号", "同じ宛名番号の行が二つあります。一つにしてください。"
        )
        return False
    return True


_CENSUS = {
    "person": _count_person,
    "protection": _count_by_person,
    "seal": _count_by_person,
    "income": _count_year,
    "tax_payment": _count_tax,
}


def _check_as_a_whole(reading: Reading, *, is_full: bool) -> None:
    """Look at what only the whole tells: each household has one head."""
    heads = {
        key.removeprefix("head:"): count
        for key, count in reading.counts.items()
        if key.startswith("head:")
    }
    if heads:
        reading.counts["世帯"] = len(heads)
    for key in [key for key in reading.counts if key.startswith(("head:", "key:"))]:
        del reading.counts[key]
    wrong = [number for number, count in heads.items() if count != 1]
    if wrong and is_full:
        reading.fault(
            0,
            "続柄コード1",
            f"世帯主が一人でない世帯が{len(wrong)}あります"
            f"（はじめの世帯番号は{wrong[0]}）。続柄を確かめてください。",
        )
