"""文字の置き場所: words beside points that never cover one another, pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Ascent and descent of a line of Japanese text, as shares of its size.
_ABOVE, _BELOW = 0.88, 0.24
_NARROW = 0.56


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def covers(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """Words at a place: ``x`` and ``y`` are the ends of the base line."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    slug: str


@dataclass(frozen=True)
class Wish:
    """Words that belong to a point and shall stand near it."""

    text: str
    x: float
    y: float
    size: float
    slug: str
    clear: float = 10
    below: bool = False


def width_of(text: str, size: float) -> float:
    """Return about how wide a line of text is."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text)
    return size * (wide + (len(text) - wide) * _NARROW)


def box_of(label: Label) -> Box:
    width = width_of(label.text, label.size)
    left = {
        "start": label.x,
        "middle": label.x - width / 2,
        "end": label.x - width,
    }[label.anchor]
    return Box(
        left,
        label.y - label.size * _ABOVE,
        left + width,
        label.y + label.size * _BELOW,
    )


def place(
    wishes: Iterable[Wish],
    *,
    within: Box,
    taken: Iterable[Box] = (),
    crossed: Iterable[Box] = (),
) -> list[Label]:
    """Find a place for each text in order; what finds none stays in the table only.

    Nothing covers what is ``taken``; a text that finds no other place may cross
    what is ``crossed``.
    """
    boxes, soft = list(taken), list(crossed)
    placed = []
    for wish in wishes:
        found = _free(wish, within, boxes + soft) or _free(wish, within, boxes)
        if found is not None:
            boxes.append(box_of(found))
            placed.append(found)
    return placed


def _free(wish: Wish, within: Box, boxes: list[Box]) -> Label | None:
    for candidate in _candidates(wish):
        box = box_of(candidate)
        if within.holds(box) and not any(box.covers(other) for other in boxes):
            return candidate
    return None


def _candidates(wish: Wish) -> Iterable[Label]:
    """Right, left, above, below, then the same further away (``below``: that first)."""
    if wish.below:
        under = wish.y + wish.clear + wish.size * _ABOVE
        for anchor in ("end", "middle", "start"):
            yield _at(wish, wish.x, under, anchor)
    middle = wish.y + wish.size * 0.35
    for away in (0.0, 1.0, 2.0):
        step = away * wish.size * 1.1
        for shift in (0.0,) if away == 0 else (-step, step):
            yield _at(wish, wish.x + wish.clear, middle + shift, "start")
            yield _at(wish, wish.x - wish.clear, middle + shift, "end")
        above = wish.y - wish.clear - step
        below = wish.y + wish.clear + wish.size * _ABOVE + step
        for y in (above, below):
            for anchor in ("middle", "end", "start"):
                yield _at(wish, wish.x, y, anchor)


def _at(wish: Wish, x: float, y: float, anchor: str) -> Label:
    return Label(wish.text, round(x, 1), round(y, 1), anchor, wish.size, wish.slug)
