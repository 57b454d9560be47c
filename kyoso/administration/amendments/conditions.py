"""Conditions as rows: groups of tests, of which one group must hold whole. Pure.

Every condition of the file can be said so (選言標準形), and every set of rows is
a condition. A row's test is one word of a list, such as ``is:notice_way:post``;
a number stands beside it.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.administration.amendments.content import Place, computed, questions
from kyoso.administration.amendments.saying import Known, Vocabulary

ROWS = 12
GROUPS = 6
Test = Mapping[str, Any]
_NUMBERS = {"yen", "number", "group"}
_TRUTHS = {"yes_no", "consent"}
_INSIDE = 6


class TooTangled(Exception):  # noqa: N818 - says what it is
    """The condition would need more rows than the page has."""


@dataclass(frozen=True)
class Row:
    """One test as it is chosen: its word, its number, its group."""

    test: str
    number: int | None
    group: int


def rows_of(data: Any) -> list[Row]:
    """Return the rows of a condition as a file says it.

    Raises ``TooTangled`` where they are too many, or where the file says
    something that the check refuses anyway.
    """
    groups = list(_groups(data, is_held=True))
    rows = [
        _row(test, number)
        for number, group in enumerate(groups, start=1)
        for test in group
    ]
    if len(rows) > ROWS or len(groups) > GROUPS:
        raise TooTangled
    return rows


def condition_of(rows: list[Row], words: Vocabulary) -> dict[str, Any] | None:
    """Return the condition that rows say; ``None`` without a row."""
    numbers = sorted({row.group for row in rows})
    said: list[dict[str, Any]] = []
    for number in numbers:
        tests = [_test(row, words) for row in rows if row.group == number]
        said.append(tests[0] if len(tests) == 1 else {"all": tests})
    if not said:
        return None
    return said[0] if len(said) == 1 else {"any": said}


def choices(
    content: Mapping[str, Any], place: Place
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the tests that the condition at ``place`` may make, by question.

    Only what stands before may be looked at; what is wrong all the same is told
    by the check.
    """
    words = Vocabulary.of(content)
    return [
        (one.label, list(_tests_of(one)))
        for key in _before(content, place)
        if (one := words.known.get(key)) is not None
    ]


def _before(content: Mapping[str, Any], place: Place) -> list[str]:
    """Return the keys of what stands before a place, and what is computed."""
    all_of_them = place[:2] != ("form", "pages")
    found: list[str] = []
    for known, question in questions(content):
        is_after = not all_of_them and known >= _comparable(place)
        is_inside_another = len(known) > _INSIDE and known[:5] != place[:5]
        if is_after or is_inside_another:
            continue
        if not all_of_them and known == place[: len(known)]:
            # The group around, whose items are being asked.
            continue
        found.append(str(question.get("key", "")))
    return found + [str(each.get("key", "")) for _place, each in computed(content)]


def _comparable(place: Place) -> Place:
    """Return the place of the question or page that a condition belongs to.

    ``("form", "pages", 1, "when")`` comes before every question of page 1.
    """
    owner = place[:-1]
    return (*owner, "") if isinstance(owner[-1], int) and len(owner) == 3 else owner


def _tests_of(one: Known) -> Iterator[tuple[str, str]]:
    key, said = one.key, f"「{one.label}」"
    if one.kind == "choice":
        for option, label in one.options.items():
            yield f"is:{key}:{option}", f"{said}が「{label}」"
            yield f"not-is:{key}:{option}", f"{said}が「{label}」ではない"
    elif one.kind in _TRUTHS:
        yield f"is:{key}:true", f"{said}が「はい」"
        if one.kind == "yes_no":
            yield f"is:{key}:false", f"{said}が「いいえ」"
    elif one.kind == "choices":
        for option, label in one.options.items():
            yield f"has:{key}:{option}", f"{said}に「{label}」が入っている"
            yield f"not-has:{key}:{option}", f"{said}に「{label}」が入っていない"
    elif one.kind in _NUMBERS:
        of = "の数" if one.kind == "group" else ""
        yield f"at_least:{key}", f"{said}{of}が右の数以上"
        yield f"less_than:{key}", f"{said}{of}が右の数未満"
    yield f"answered:{key}:true", f"{said}に答えがある"
    yield f"answered:{key}:false", f"{said}に答えがない"


def _groups(data: Any, *, is_held: bool) -> Iterator[list[Test]]:
    """Yield groups of tests: the condition holds when one group holds whole."""
    if not isinstance(data, Mapping):
        raise TooTangled
    if "question" in data:
        yield from _leaf(data, is_held=is_held)
        return
    if "not" in data:
        yield from _groups(data["not"], is_held=not is_held)
        return
    name = next((name for name in ("all", "any") if name in data), "")
    parts = data.get(name)
    if not isinstance(parts, list) or len(parts) > ROWS:
        raise TooTangled
    inner = [list(_groups(part, is_held=is_held)) for part in parts]
    if (name == "any") == is_held:
        yield from itertools.chain.from_iterable(inner)
        return
    for count, chosen in enumerate(itertools.product(*inner)):
        if count > GROUPS:
            raise TooTangled
        yield [test for group in chosen for test in group]


def _leaf(data: Test, *, is_held: bool) -> Iterator[list[Test]]:
    options = data.get("in")
    if not isinstance(options, list):
        yield [data if is_held else {"not": data}]
        return
    single = [{"question": data["question"], "is": option} for option in options]
    if is_held:
        for one in single:
            yield [one]
    else:
        yield [{"not": one} for one in single]


def _row(test: Test, group: int) -> Row:
    prefix, inner = ("not-", test["not"]) if "not" in test else ("", test)
    key = inner.get("question")
    if "answered" in inner:
        is_there = bool(inner["answered"]) != bool(prefix)
        return Row(f"answered:{key}:{str(is_there).lower()}", None, group)
    for name in ("is", "has"):
        if name in inner:
            value = inner[name]
            said = str(value).lower() if isinstance(value, bool) else str(value)
            return Row(f"{prefix}{name}:{key}:{said}", None, group)
    for name in ("at_least", "less_than"):
        if isinstance(inner.get(name), int):
            return Row(f"{prefix}{name}:{key}", inner[name], group)
    raise TooTangled


def _test(row: Row, words: Vocabulary) -> dict[str, Any]:
    name, _colon, rest = row.test.partition(":")
    is_held = not name.startswith("not-")
    name = name.removeprefix("not-")
    key, _colon, said = rest.partition(":")
    value: Any = said
    if name in {"at_least", "less_than"}:
        value = row.number
    elif name == "answered" or _is_truth(words.known.get(key)):
        value = said == "true"
    test = {"question": key, name: value}
    return test if is_held else {"not": test}


def _is_truth(one: Known | None) -> bool:
    return one is not None and one.kind in _TRUTHS


def words_of(row: Row, words: Vocabulary) -> str:
    """Return a row in words, for what the list does not offer."""
    return words.condition(_test(row, words))
