"""証明書の種類: what each certificate is made of; data of this engine, not code.

Each file of ``layouts/`` is one kind with its items. An item says how wide its
place is and how small its letters may become: what does not fit goes to a person.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kyoso.kernel import words
from kyoso.kernel.words import Words

_FOLDER = Path(__file__).with_name("layouts")
FORMS = ("household", "person", "seal", "rows")
HOUSEHOLD, PERSON, SEAL = "household", "person", "seal"


@dataclass(frozen=True)
class Item:
    """記載事項: one place on the paper. Measures: ``width`` in mm, sizes in points.

    With ``choice`` it is printed only when asked for (least disclosure); with
    ``when_there`` only for people who have it (旧氏, 通称).
    """

    key: str
    label: str
    width: float
    size: float
    smallest: float
    lines: int
    when_there: bool
    choice: Words | None


@dataclass(frozen=True)
class Proxy:
    """代理: whether another may ask by a mandate, who says so; ``text`` says what else to do."""

    allowed: bool
    text: Words | None
    source: str
    verified: bool


@dataclass(frozen=True)
class Kind:
    """One kind of certificate. ``scopes`` begins with the default."""

    slug: str
    title: Words
    about: Words
    form: str
    scopes: tuple[str, ...]
    by_year: bool
    youngest: int
    statement: str
    source: str
    verified: bool
    proxy: Proxy
    items: tuple[Item, ...]

    @property
    def mandate_slug(self) -> str:
        """The name under which a mandate may reach to this certificate."""
        return f"certificate-{self.slug}"

    @property
    def choices(self) -> tuple[Item, ...]:
        """Return the items that one asks for, in the order of the paper."""
        return tuple(item for item in self.items if item.choice)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its slug; a wrong file raises ``ValueError`` with its name."""
    found = {}
    for file in sorted(_FOLDER.glob("*.toml")):
        try:
            kind = _kind(tomllib.loads(file.read_text("utf-8")))
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{file.name}: {wrong}") from wrong
        found[kind.slug] = kind
    return found


def _kind(told: Mapping[str, Any]) -> Kind:
    if told["form"] not in FORMS:
        raise ValueError(f"form {told['form']!r} is not one of {', '.join(FORMS)}.")
    return Kind(
        slug=told["slug"],
        title=words.read(told["title"]),
        about=words.read(told["about"]),
        form=told["form"],
        scopes=tuple(told["scopes"]),
        by_year=told.get("by_year", False),
        youngest=told.get("youngest", 0),
        statement=told["statement"],
        source=told["source"],
        verified=told["verified"],
        proxy=_proxy(told["proxy"]),
        items=tuple(_item(item) for item in told["item"]),
    )


def _proxy(told: Mapping[str, Any]) -> Proxy:
    text = told.get("text")
    return Proxy(
        allowed=told["allowed"] is True,
        text=words.read(text) if text else None,
        source=told["source"],
        verified=told["verified"] is True,
    )


def _item(told: Mapping[str, Any]) -> Item:
    choice = told.get("choice")
    return Item(
        key=told["key"],
        label=told["label"],
        width=float(told["width"]),
        size=float(told["size"]),
        smallest=float(told["smallest"]),
        lines=told["lines"],
        when_there=told.get("when_there", False),
        choice=words.read(choice) if choice else None,
    )
