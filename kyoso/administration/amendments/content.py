"""Places in a procedure's content: finding, writing, adding, moving, taking away.

A place is a way through tables and lists: ``("form", "pages", 0, "title")``;
in addresses ``form.pages.0.title``. Every function returns a new content and
leaves the given one as it was. Pure.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kyoso.administration.amendments.errors import NoSuchPlace

Content = dict[str, Any]
Place = tuple[str | int, ...]
MOST_ITEMS = 200


def place_of(text: str) -> Place:
    """Return the place that an address names; it need not exist."""
    return tuple(
        int(part) if part.isascii() and part.isdigit() and len(part) < 5 else part
        for part in text.split(".")
        if part
    )


def address_of(place: Place) -> str:
    """Return a place as an address names it."""
    return ".".join(str(part) for part in place)


def pattern_of(place: Place) -> tuple[str, ...]:
    """Return a place without its numbers: which kind of thing stands there."""
    return tuple(part for part in place if isinstance(part, str))


def at(content: Any, place: Place) -> Any:
    """Return what stands at a place, or raise ``NoSuchPlace``."""
    found = content
    for part in place:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            raise NoSuchPlace from None
    return found


def has(content: Any, place: Place) -> bool:
    """Tell whether anything stands at a place."""
    try:
        at(content, place)
    except NoSuchPlace:
        return False
    return True


def put(content: Content, place: Place, value: Any) -> Content:
    """Write ``value`` at a place whose parent exists; ``None`` takes it away."""
    made = copy.deepcopy(content)
    parent = at(made, place[:-1])
    name = place[-1]
    if isinstance(parent, dict) and isinstance(name, str):
        if value is None:
            parent.pop(name, None)
        else:
            parent[name] = copy.deepcopy(value)
    elif isinstance(parent, list) and isinstance(name, int) and name < len(parent):
        if value is None:
            del parent[name]
        else:
            parent[name] = copy.deepcopy(value)
    else:
        raise NoSuchPlace
    return made


def add(content: Content, place: Place, item: Any) -> Content:
    """Add an item to the list at a place, making the list where there is none."""
    made = copy.deepcopy(content)
    parent = at(made, place[:-1])
    if not isinstance(parent, dict) or not isinstance(place[-1], str):
        raise NoSuchPlace
    items = parent.setdefault(place[-1], [])
    if not isinstance(items, list) or len(items) >= MOST_ITEMS:
        raise NoSuchPlace
    items.append(copy.deepcopy(item))
    return made


def move(content: Content, place: Place, *, by: int) -> Content:
    """Move an item of a list one place up (-1) or down (1); at the end it stays."""
    items, number = _item(content, place)
    target = number + by
    if not 0 <= target < len(items):
        return content
    made = copy.deepcopy(content)
    moved = at(made, place[:-1])
    moved[number], moved[target] = moved[target], moved[number]
    return made


def remove(content: Content, place: Place) -> Content:
    """Take an item out of a list; a list without items is taken away as well."""
    _items, _number = _item(content, place)
    made = put(content, place, None)
    if not at(made, place[:-1]) and place[:-1] != ("form", "pages"):
        made = put(made, place[:-1], None)
        if place[:2] == ("form", "fee") and not at(made, ("form", "fee")):
            made = put(made, ("form", "fee"), None)
    return made


def _item(content: Content, place: Place) -> tuple[list[Any], int]:
    if not place:
        raise NoSuchPlace
    items, number = at(content, place[:-1]), place[-1]
    if not isinstance(items, list) or not isinstance(number, int):
        raise NoSuchPlace
    if not 0 <= number < len(items):
        raise NoSuchPlace
    return items, number


def questions(content: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Yield every question with its place, those inside groups after their group."""
    for page, table in enumerate(_list(_table(content.get("form")).get("pages"))):
        way: Place = ("form", "pages", page, "questions")
        for number, question in enumerate(_list(table.get("questions"))):
            yield (*way, number), question
            for inner, each in enumerate(_list(question.get("questions"))):
                yield (*way, number, "questions", inner), each


def computed(content: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Yield every computed value with its place."""
    for number, each in enumerate(_list(_table(content.get("form")).get("computed"))):
        yield ("form", "computed", number), each


def japanese(text: Any) -> str:
    """Return the Japanese of a text in one or three languages; "" without one."""
    if isinstance(text, Mapping):
        text = text.get("ja", "")
    return text if isinstance(text, str) else ""


def free_key(taken: set[str], stem: str, joint: str = "_") -> str:
    """Return a key that nothing has yet: ``text_3``."""
    stem = re.sub(r"[^a-z0-9]+", joint, stem.lower()).strip(joint) or "item"
    numbers = range(1, len(taken) + 2)
    return next(key for n in numbers if (key := f"{stem}{joint}{n}") not in taken)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Mapping[str, Any]]:
    items = value if isinstance(value, list) else []
    return [each for each in items if isinstance(each, Mapping)]
