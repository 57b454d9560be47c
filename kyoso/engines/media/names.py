"""File names: what a person may be shown and may save, whatever was sent."""

import re
import unicodedata

# Linux and most archives stop at 255 bytes; the ending and a counter must fit.
MOST_BYTES = 200
NAMELESS = "ファイル"
ENDINGS = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}

# Windows refuses these; full-width ones look the same and do no harm.
_HARMLESS = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_name(name: str, kind: str | None = None) -> str:
    """Return a name without folders, control or direction characters.

    The result is never empty, has no leading dot, is at most ``MOST_BYTES``
    bytes of UTF-8, and ends as the content says (``kind``), not as the sender
    said. Japanese names, also with 異体字, stay as they are.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem = "".join(_shown(letter) for letter in last)
    stem = " ".join(stem.split()).translate(_HARMLESS).strip(". ")
    ending = ""
    if kind is not None:
        stem = _ENDING.sub("", stem).strip(". ")
        ending = f".{ENDINGS[kind]}"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return (_cut(stem, MOST_BYTES - len(ending)).strip(". ") or NAMELESS) + ending


def _shown(letter: str) -> str:
    """Return a visible letter, a space for white space, and nothing for the rest.

    Drops controls, direction marks and zero-width letters (Cf), lone surrogates
    (Cs), private and unassigned code points; keeps variation selectors (Mn).
    """
    if letter.isspace():
        return " "
    return (
        "" if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} else letter
    )


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
