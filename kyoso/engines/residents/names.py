"""氏名: kept exactly; measured and searched in forms of its own.

The register's own characters stay as they are, also 外字 in the private use area
(行政事務標準文字 has some that Unicode has not). Only what cannot be a character at
all is refused.
"""

import unicodedata
from dataclasses import dataclass

from kyoso.kernel import text

_IMPOSSIBLE = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
# Ideographs are still being added here; a younger one must not cost a name.
_IDEOGRAPHS_TO_COME = range(0x20000, 0x3FFFE)


@dataclass(frozen=True)
class Lengths:
    """How long a name is, for each system that counts differently (文字溢れ)."""

    code_points: int
    utf16: int
    utf8: int
    sequences: int


def lengths(name: str) -> Lengths:
    """Measure a name: code points, UTF-16 units, bytes, and IVS as one each."""
    return Lengths(
        code_points=len(name),
        utf16=len(name.encode("utf-16-le")) // 2,
        utf8=len(name.encode()),
        sequences=len(text.without_selectors(name)),
    )


def first_impossible(name: str) -> str | None:
    """Return the first character that no register can hold."""
    for letter in name:
        if (
            unicodedata.category(letter) in _IMPOSSIBLE
            and ord(letter) not in _IDEOGRAPHS_TO_COME
        ):
            return letter
    return None


def has_private_character(name: str) -> bool:
    """Tell whether a name has a 外字 whose glyph no common font knows."""
    return any(unicodedata.category(letter) == "Co" for letter in name)


def searchable(*names: str) -> str:
    """Return names as one searches them: no variants, widths, spaces or katakana."""
    return " ".join(filter(None, map(_folded, names)))


def _folded(name: str) -> str:
    plain = text.fold(text.without_selectors(name))
    return text.fold("".join(text.hiragana(plain).split()).lower())
