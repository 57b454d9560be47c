"""個人番号: looked for in everything that a package holds and a machine can read.

番号法20条: it is neither filed nor shown; who has the duty takes it elsewhere. What no
machine can read waits for a person. Photographs are no words: as on the pages of the
house, nobody looks for a number in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kyoso.connectors.national_portal.items import Item
from kyoso.connectors.national_portal.package import (
    Enclosed,
    Package,
    PackageRefused,
    entries_of,
)
from kyoso.engines.forms import api as forms
from kyoso.engines.media import api as media
from kyoso.engines.residents import api as residents

# Of one file; a longer one is not read to its end and waits for a person.
MOST_BYTES = 10 * 1024 * 1024
# Of one package; each costs up to a second, and more stand in no application.
MOST_PAPERS = 20
_PICTURES = {"jpeg", "png", "heic", "webp"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What is opened to be read: a PDF, the file of an office.
_COSTLY = (b"%PDF-", *_ZIP)
_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What no text holds: then it is something else that happens to decode.
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Searched:
    """Where a number seems to be, and which files could not be searched."""

    found: tuple[str, ...]
    unread: tuple[str, ...]


def search(package: Package) -> Searched:
    """Look for individual numbers in the items, the files and their names."""
    found = [item.name for item in package.items if _is_one(item)]
    found += _in_boxes(package.items)
    unread: list[str] = []
    papers = 0
    for enclosed in package.files:
        is_costly = enclosed.content.startswith(_COSTLY)
        papers += is_costly
        has_one: bool | None = _in_name(enclosed.told)
        if not has_one and is_costly and papers > MOST_PAPERS:
            has_one = None
        elif not has_one:
            has_one = _in_file(enclosed.content)
        if has_one:
            found.append(enclosed.name)
        elif has_one is None:
            unread.append(enclosed.name)
    return Searched(tuple(dict.fromkeys(found)), tuple(unread))


def _is_one(item: Item) -> bool:
    return (
        residents.has_individual_number(item.value)
        or residents.has_individual_number(item.name)
        or residents.is_individual_number_column(item.name)
    )


def _in_boxes(items: tuple[Item, ...]) -> Iterator[str]:
    """Yield the first name of twelve boxes of one digit each that make a number."""
    for is_box, run in groupby(items, key=_is_box):
        boxes = list(run)
        digits = "".join(box.value.strip() for box in boxes)
        if is_box and residents.has_individual_number(digits):
            yield boxes[0].name


def _is_box(item: Item) -> bool:
    value = item.value.strip()
    return len(value) == 1 and value.isdecimal()


def _in_name(told: str) -> bool:
    return residents.has_individual_number(
        told
    ) or residents.is_individual_number_column(told)


def _in_file(content: bytes, *, is_inside: bool = False) -> bool | None:
    """Tell whether a file holds a number; nothing where it cannot be read."""
    kind = media.kind_of(content)
    if kind in _PICTURES or not content:
        return False
    if len(content) > MOST_BYTES:
        return None
    if kind == "pdf":
        return _in_pdf(content)
    if content.startswith(_ZIP):
        return None if is_inside else _in_zip(content)
    text = _text(content)
    return None if text is None else _in_text(text)


def _in_pdf(content: bytes) -> bool | None:
    seen = media.look(content, "pdf")
    if forms.is_on_paper(seen.text):
        return True
    return False if seen.is_whole else None


def _in_zip(content: bytes) -> bool | None:
    """Tell it of what is inside a ZIP, as the files of offices are."""
    try:
        entries, remarks = entries_of(content, most=MOST_BYTES)
    except PackageRefused:
        return None
    seen = [_within(entry) for entry in entries]
    if any(seen) or any(residents.has_individual_number(one) for one in remarks):
        return True
    return None if None in seen else False


def _within(entry: Enclosed) -> bool | None:
    return _in_name(entry.told) or _in_file(entry.content, is_inside=True)


def _in_text(text: str) -> bool:
    """Look at the words with their tags, without them, and where tags part them."""
    if residents.has_individual_number(text):
        return True
    if "<" not in text:
        return False
    return any(
        residents.has_individual_number(_TAG.sub(between, text))
        for between in ("", "\n")
    )


def _text(content: bytes) -> str | None:
    encodings: tuple[str, ...] = _ENCODINGS
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            encodings = (encoding,)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return None if _NO_TEXT.search(text) else text
    return None
