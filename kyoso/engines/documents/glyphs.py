"""Which characters the fonts of the papers can really write.

Typst draws the default glyph, without a word, where a font lacks the variant
that a selector asks for. So each pair of base and selector is looked up in the
font (cmap format 14) before anything is printed.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from kyoso.engines.documents.fonts import SANS, SERIF

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Format 14 of the cmap table: Unicode variation sequences.
_VARIATIONS = 14
# Line ends, tabs and format marks draw nothing and miss nothing.
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def is_selector(letter: str) -> bool:
    """Tell whether ``letter`` chooses a variant of the letter before it (IVS, SVS)."""
    return any(ord(letter) in block for block in _SELECTORS)


def clusters(text: str) -> Iterator[str]:
    """Yield each character with the selector that follows it."""
    pending = ""
    for letter in text:
        if pending and is_selector(letter):
            yield pending + letter
            pending = ""
            continue
        if pending:
            yield pending
        pending = letter
    if pending:
        yield pending


def unwritable(text: str) -> list[str]:
    """Return the characters of ``text`` that no paper can print, each once, in order."""
    return list(dict.fromkeys(part for part in clusters(text) if not _can_write(part)))


def unwritable_in(content: Any) -> list[str]:
    """Return ``unwritable`` of every text inside a JSON document."""
    return unwritable("\n".join(texts_in(content)))


def replaced_in(content: Any, replacements: Mapping[str, str]) -> Any:
    """Return the JSON document with each unwritable character replaced."""
    if isinstance(content, str):
        return "".join(replacements.get(part, part) for part in clusters(content))
    if isinstance(content, dict):
        return {key: replaced_in(value, replacements) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [replaced_in(value, replacements) for value in content]
    return content


def texts_in(content: Any) -> Iterator[str]:
    """Yield every text value of a JSON document."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts_in(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from texts_in(value)


def _can_write(part: str) -> bool:
    if unicodedata.category(part[0]) in _INVISIBLE and len(part) == 1:
        return True
    return all(
        part in variations if len(part) > 1 else ord(part) in letters
        for letters, variations in (_coverage(SERIF), _coverage(SANS))
    )


@cache
def _coverage(font: Path) -> tuple[frozenset[int], frozenset[str]]:
    """Return the code points and the variation sequences of one font (read once)."""
    with TTFont(font, lazy=True) as opened:
        table = opened["cmap"]
        letters = frozenset(table.getBestCmap())
        variations = frozenset(
            chr(base) + chr(selector)
            for subtable in table.tables
            if subtable.format == _VARIATIONS
            for selector, pairs in subtable.uvsDict.items()
            for base, _ in pairs
        )
    return letters, variations
