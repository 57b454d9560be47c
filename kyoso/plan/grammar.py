"""Kinds of entries in a plan file, and how a wrong one is told.

A table of the file is a frozen dataclass; each of its fields says its kind with
``entry(...)``. ``read_table`` turns parsed TOML into that dataclass and notes
every fault with its path, so that one run shows them all.
"""

import dataclasses
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from kyoso.kernel.toml_lines import Path

Table = TypeVar("Table")

LANGUAGES = ("ja", "easy", "en")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_LONGEST_SLUG = 60
# More than any figure of a plan, and what the database column holds.
_LARGEST = Decimal("999999999999")
_PLACES = 4


class Wrong(Exception):  # noqa: N818 - named after what is wrong
    """A value is not of its kind: what is wrong, and how to mend it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True)
class Fault:
    """One thing wrong in the file."""

    path: Path
    problem: str
    remedy: str


Kind = Callable[[Any], Any]


@dataclass(frozen=True)
class Nested:
    """A table within the table (``many`` for ``[[…]]``)."""

    table: type
    many: bool = False
    at_least: int = 0


@dataclass(frozen=True)
class Several:
    """An array of plain values of one kind."""

    kind: Kind
    at_least: int = 0


AnyKind = Kind | Nested | Several


def entry(kind: AnyKind, default: Any = dataclasses.MISSING) -> Any:
    """Declare a field of a table: its kind, and its default if it may be absent."""
    return dataclasses.field(default=default, metadata={"kind": kind})


def text(longest: int) -> Kind:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("文字列ではありません。", '"…" で囲んだ文字列にしてください。')
        cleaned = value.strip()
        if not cleaned:
            raise Wrong("空です。", "内容を書くか、この行を消してください。")
        if len(cleaned) > longest:
            raise Wrong(
                f"{longest}文字を超えています（{len(cleaned)}文字）。",
                f"{longest}文字までにしてください。",
            )
        for letter in cleaned:
            if (
                unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"}
                and letter != "\n"
            ):
                raise Wrong(
                    f"使えない文字 U+{ord(letter):04X} があります。",
                    "その文字を消してください。",
                )
        return cleaned

    return read


def words(longest: int) -> Kind:
    """Text in languages: a string is Japanese, a table has ``ja`` and translations."""
    read_text = text(longest)

    def read(value: Any) -> dict[str, str]:
        if isinstance(value, str):
            return {"ja": read_text(value)}
        if not isinstance(value, dict):
            raise Wrong(
                "文字列でも、言語ごとの表でもありません。",
                '"…" か { ja = "…", en = "…" } にしてください。',
            )
        if "ja" not in value:
            raise Wrong("日本語（ja）がありません。", 'ja = "…" を加えてください。')
        unknown = sorted(set(value) - set(LANGUAGES))
        if unknown:
            raise Wrong(
                f"知らない言語「{unknown[0]}」があります。",
                "ja、easy、en だけが使えます。",
            )
        return {
            language: read_text(value[language])
            for language in LANGUAGES
            if language in value
        }

    return read


def slug(value: Any) -> str:
    if (
        not isinstance(value, str)
        or len(value) > _LONGEST_SLUG
        or not _SLUG.fullmatch(value)
    ):
        raise Wrong(
            f"記号として使えません（{_shown(value)}）。",
            f"英小文字と数字を「-」でつないで、{_LONGEST_SLUG}文字までにしてください（例：public-wifi）。",
        )
    return value


def whole(lowest: int, highest: int) -> Kind:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(
                f"整数ではありません（{_shown(value)}）。", "整数にしてください。"
            )
        if not lowest <= value <= highest:
            raise Wrong(
                f"範囲の外です（{value}）。",
                f"{lowest}から{highest}までにしてください。",
            )
        return value

    return read


def number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong(
            f"数ではありません（{_shown(value)}）。",
            "引用符なしの数にしてください（例：34.8）。単位や「,」は付けません。",
        )
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) > _LARGEST:
        raise Wrong("数が大きすぎるか、数えられない値です。", "桁を確かめてください。")
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _PLACES:
        raise Wrong(
            f"小数点以下が{_PLACES}桁を超えています（{value}）。",
            f"小数点以下は{_PLACES}桁までにしてください。",
        )
    return exact


def day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise Wrong(
            f"日付ではありません（{_shown(value)}）。",
            "引用符なしで 2023-04-01 の形にしてください。",
        )
    return value


def month(value: Any) -> dt.date:
    """A month as the plan's cover gives it, kept as its first day."""
    matched = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if matched is None or int(matched[1]) == 0:
        raise Wrong(
            f"年月ではありません（{_shown(value)}）。", '"2023-02" の形にしてください。'
        )
    return dt.date(int(matched[1]), int(matched[2]), 1)


def choice(*allowed: str) -> Kind:
    def read(value: Any) -> str:
        if value not in allowed or not isinstance(value, str):
            raise Wrong(
                f"選べない値です（{_shown(value)}）。",
                f"{'、'.join(allowed)} のどれかにしてください。",
            )
        return value

    return read


def read_table(table: type[Table], raw: Any, path: Path, faults: list[Fault]) -> Table:
    """Return ``raw`` as a ``table`` and note every fault.

    An entry at fault is None (an empty tuple for repeated tables), so that the
    rest of the file can still be checked: use the table only if no fault was noted.
    """
    if not isinstance(raw, dict):
        faults.append(
            Fault(
                path, "表ではありません。", "見出し [ … ] か { … } の形にしてください。"
            )
        )
        return table(**{known.name: _blank(known) for known in _fields(table)})
    _note_unknown(raw, [known.name for known in _fields(table)], path, faults)
    values: dict[str, Any] = {}
    for known in _fields(table):
        kind = known.metadata["kind"]
        here = (*path, known.name)
        if known.name in raw:
            values[known.name] = _read(kind, raw[known.name], here, faults)
        elif known.default is dataclasses.MISSING:
            values[known.name] = _blank(known)
            faults.append(
                Fault(
                    here,
                    f"「{known.name}」がありません。",
                    f"{_example(known.name, kind)} を加えてください。",
                )
            )
    return table(**values)


def _fields(table: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(table)


def _blank(known: dataclasses.Field[Any]) -> Any:
    kind = known.metadata["kind"]
    repeated = isinstance(kind, Several) or (isinstance(kind, Nested) and kind.many)
    return () if repeated else None


def _read(kind: AnyKind, value: Any, path: Path, faults: list[Fault]) -> Any:
    if isinstance(kind, Several):
        return _read_several(kind, value, path, faults)
    if isinstance(kind, Nested):
        if kind.many:
            return _read_many(kind, value, path, faults)
        return read_table(kind.table, value, path, faults)
    try:
        return kind(value)
    except Wrong as wrong:
        faults.append(Fault(path, wrong.problem, wrong.remedy))
        return None


def _read_several(
    kind: Several, value: Any, path: Path, faults: list[Fault]
) -> tuple[Any, ...]:
    if not isinstance(value, list):
        faults.append(
            Fault(path, "配列ではありません。", '["…", "…"] の形にしてください。')
        )
        return ()
    if len(value) < kind.at_least:
        faults.append(
            Fault(path, "数が足りません。", f"{kind.at_least}つ以上書いてください。")
        )
    return tuple(
        _read(kind.kind, one, (*path, position), faults)
        for position, one in enumerate(value)
    )


def _read_many(
    kind: Nested, value: Any, path: Path, faults: list[Fault]
) -> tuple[Any, ...]:
    if not isinstance(value, list):
        faults.append(
            Fault(
                path,
                "くり返しの表ではありません。",
                f"見出しを [[{'.'.join(str(part) for part in path if isinstance(part, str))}]] にしてください。",
            )
        )
        return ()
    if len(value) < kind.at_least:
        faults.append(Fault(path, "ひとつもありません。", "ひとつ以上書いてください。"))
    return tuple(
        read_table(kind.table, one, (*path, number), faults)
        for number, one in enumerate(value)
    )


def _note_unknown(
    raw: dict[str, Any], fields: list[str], path: Path, faults: list[Fault]
) -> None:
    for name in raw:
        if name in fields:
            continue
        near = difflib.get_close_matches(name, fields, n=1)
        remedy = (
            f"「{near[0]}」の書きまちがいではありませんか。"
            if near
            else f"消すか、次のどれかにしてください：{'、'.join(fields)}。"
        )
        faults.append(Fault((*path, name), f"知らない項目「{name}」です。", remedy))


def _example(name: str, kind: AnyKind) -> str:
    if isinstance(kind, Nested):
        return f"見出し [[…{name}]]" if kind.many else f"見出し […{name}]"
    return f"{name} = …"


def _shown(value: Any) -> str:
    written = str(value)
    return f"{written[:30]}…" if len(written) > 30 else written
