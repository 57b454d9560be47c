"""文字あふれ: how large a text may be written in its place, measured by the font.

A name is never cut and never overprinted: its letters become smaller down to the
smallest that the layout allows; what then does not fit goes to a person.
"""

import math
from functools import cache

from fontTools.ttLib import TTFont

from kyoso.engines.certification.kinds import Item
from kyoso.engines.documents import api as documents

# A point is 1/72 of an inch; a step of size that a reader sees.
_MM_A_POINT = 25.4 / 72
_STEP = 0.5


def fitted(text: str, item: Item) -> float | None:
    """Return the size in points in which ``text`` fits its place, or ``None``."""
    size = item.size
    while size >= item.smallest:
        if lines_needed(text, width=item.width, size=size) <= item.lines:
            return size
        size -= _STEP
    return None


def lines_needed(text: str, *, width: float, size: float) -> int:
    """Return how many lines of ``width`` mm a text takes at ``size`` points."""
    room = width / _MM_A_POINT / size
    lines, used = 1, 0.0
    for part in documents.clusters(text):
        if part == "\n":
            lines, used = lines + 1, 0.0
            continue
        wide = _ems(part[0])
        if wide > room:
            return math.ceil(len(text) * wide / room) + 1
        if used + wide > room + 1e-9:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def _ems(letter: str) -> float:
    """Return a letter's width in ems; one that the font has not counts as full."""
    widths, names, per_em = _widths()
    name = names.get(ord(letter))
    return widths[name][0] / per_em if name in widths else 1.0


@cache
def _widths() -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    with TTFont(documents.SERIF, lazy=True) as font:
        return (
            dict(font["hmtx"].metrics),
            dict(font.getBestCmap()),
            font["head"].unitsPerEm,
        )
