"""包みの形: what the entries of a package are taken for, as ``portal.toml`` says.

The official layout could not be compared, so it is the city's configuration and
carries its source; until somebody has, ``verified`` is false and the page says so.
"""

import codecs
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from kyoso.kernel.errors import Refusal


class LayoutWrong(Refusal):
    """``portal.toml`` cannot be used: a person mends it."""

    code = "portal_layout_wrong"
    sentence = "portal.tomlの[package]に直すところがあります：{what}"


@dataclass(frozen=True)
class Layout:
    """Which entries hold items, how their CSV lies, in which encodings it may come."""

    items: tuple[str, ...]
    csv: str
    encodings: tuple[str, ...]
    source: str
    verified: bool


def layout() -> Layout:
    """Return the city's layout; read at each use, so that mending it needs no restart."""
    path = Path(settings.CITY_FOLDER) / "portal.toml"
    try:
        told = tomllib.loads(path.read_text("utf-8"))["package"]
    except (OSError, ValueError, KeyError) as wrong:
        raise LayoutWrong(what=type(wrong).__name__) from None
    return _read(told)


def _read(told: Any) -> Layout:
    if not isinstance(told, dict):
        raise LayoutWrong(what="[package]")
    found = Layout(
        items=_texts(told, "items"),
        csv=str(told.get("csv", "rows")),
        encodings=_texts(told, "encodings"),
        source=str(told.get("source", "")),
        verified=told.get("verified") is True,
    )
    if found.csv not in {"rows", "columns"}:
        raise LayoutWrong(what="csv")
    for encoding in found.encodings:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise LayoutWrong(what=encoding) from None
    if not found.source:
        raise LayoutWrong(what="source")
    return found


def _texts(told: dict[str, Any], key: str) -> tuple[str, ...]:
    given = told.get(key)
    if (
        not isinstance(given, list)
        or not given
        or not all(isinstance(one, str) and one for one in given)
    ):
        raise LayoutWrong(what=key)
    return tuple(one.lower() for one in given)
