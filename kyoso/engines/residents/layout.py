"""レイアウト: the columns and codes of register files, which are data with a source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("layouts")
KINDS = (
    "text",
    "name",
    "digits",
    "integer",
    "yen",
    "flag",
    "code",
    "date",
    "partial",
    "image",
)


@dataclass(frozen=True)
class Column:
    """One column: what it is called, where its value goes, what it may hold.

    Without ``field`` the value is kept under the column's own name. A ``partial``
    date has two more columns for the unknown.
    """

    name: str
    kind: str = "text"
    field: str = ""
    length: int = 0
    required: bool = False
    list: str = ""
    unknown_flag: str = ""
    unknown_words: str = ""
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file that belong to this one."""
        return tuple(
            name for name in (self.name, self.unknown_flag, self.unknown_words) if name
        )


@dataclass(frozen=True)
class Layout:
    """A kind of file: what it is about and its columns, with where that is from."""

    slug: str
    title: str
    target: str
    source: str
    verified: bool
    ignored: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Every column of a whole file, in order."""
        return [name for column in self.columns for name in column.names]


@dataclass(frozen=True)
class Code:
    """One code: its words, and what part it plays for the rules (``role``)."""

    code: str
    title: str
    role: str = ""


@dataclass(frozen=True)
class CodeList:
    """コード一覧, by code."""

    name: str
    source: str
    verified: bool
    codes: Mapping[str, Code] = field(default_factory=dict)

    def title(self, code: str) -> str:
        """Return the words of a code, or the code itself where it is unknown."""
        known = self.codes.get(code)
        return known.title if known else code

    def with_role(self, role: str) -> str:
        """Return the code that plays ``role``; ``KeyError`` if none does."""
        for code in self.codes.values():
            if code.role == role:
                return code.code
        raise KeyError(role)

    def role(self, code: str) -> str:
        known = self.codes.get(code)
        return known.role if known else ""


@cache
def layouts() -> dict[str, Layout]:
    """Return the known layouts by slug, the register itself first."""
    order = ("juki", "shien", "inkan", "shotoku", "nozei")
    return {slug: _layout(FOLDER / f"{slug}.toml") for slug in order}


@cache
def code_lists() -> dict[str, CodeList]:
    content = tomllib.loads((FOLDER / "codes.toml").read_text("utf-8"))
    return {
        row["name"]: CodeList(
            row["name"],
            row["source"],
            row["verified"],
            {code["code"]: Code(**code) for code in row["code"]},
        )
        for row in content["list"]
    }


def role_of(list_name: str, code: str) -> str:
    """Return the part that a code plays, "" for none."""
    return code_lists()[list_name].role(code)


def title_of(list_name: str, code: str) -> str:
    return code_lists()[list_name].title(code)


def income_columns() -> list[str]:
    """Return the amounts and counts of 所得・課税, in the order of the file."""
    kept = (column for column in layouts()["shotoku"].columns if not column.field)
    return [column.name for column in kept]


def _layout(path: Path) -> Layout:
    content = tomllib.loads(path.read_text("utf-8"))
    columns = tuple(Column(**row) for row in content.pop("column"))
    return Layout(columns=columns, ignored=tuple(content.pop("ignored")), **content)
