"""項目: the names and values of a form's own file, read in memory, within bounds.

Nothing that stands in the file is left out: values, words between the tags, attributes,
remarks and cells without a heading are all items, so that the officer sees them and
the search for a 個人番号 meets them.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kyoso.connectors.national_portal.layout import Layout

# Names and values; a form of a thousand fields has some 100 KB.
MOST_BYTES = 4 * 1024 * 1024
MOST_ITEMS = 5000
LONGEST_NAME = 1000
LONGEST_VALUE = 20_000
# No form is nested so deep; each level lengthens the names of what is in it.
DEEPEST = 100
# What lies under no heading; the officer reads it like any other item.
HEADLESS, REMARK = "（見出しのない欄）", "（注記）"
# What Japanese offices write and the parser does not read by itself.
_DECLARED = re.compile(
    rb'\A<\?xml[^>]*encoding=["\'](shift[_-]jis|windows-31j|cp932|euc-jp)["\'][^>]*\?>',
    re.IGNORECASE,
)
_CODECS = {b"euc-jp": "euc_jp"}


class Unreadable(Exception):  # noqa: N818 - says what is wrong
    """The words of a file cannot be read, or it is no form's file."""


@dataclass(frozen=True)
class Item:
    """項目: one name and value, exactly as they arrived."""

    name: str
    value: str


def items_of(content: bytes, layout: Layout, *, is_xml: bool) -> list[Item]:
    """Return what a form's file says, in its order. Raises ``Unreadable``."""
    if len(content) > MOST_BYTES:
        raise Unreadable
    found = []
    said = _of_xml(content) if is_xml else _of_csv(_decoded(content, layout), layout)
    for item in said:
        if not item.value.strip():
            continue
        found.append(item)
        if (
            len(item.name) > LONGEST_NAME
            or len(item.value) > LONGEST_VALUE
            or len(found) > MOST_ITEMS
        ):
            raise Unreadable
    return found


@dataclass
class _Element:
    """One element that is open: the way to it, its given name, its own words."""

    path: str
    given: str
    words: list[str] = field(default_factory=list)
    has_children: bool = False


class _Reader:
    """Hears an XML from its beginning; stops at the first thing out of bounds."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._open: list[_Element] = []
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.CommentHandler = self._remark
        parser.ProcessingInstructionHandler = self._remark
        # Without a DOCTYPE no entity can be declared, and none is expanded.
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        self._parser = parser

    def read(self, content: bytes | str) -> list[Item]:
        """Return what was heard. Raises ``Unreadable``."""
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 - takes no keyword
        except (expat.ExpatError, ValueError, LookupError):
            raise Unreadable from None
        return self.items

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rsplit("}", 1)[-1]
        path = tag
        if self._open:
            self._open[-1].has_children = True
            path = f"{self._open[-1].path}/{tag}"
        if len(self._open) >= DEEPEST or len(path) > LONGEST_NAME:
            raise Unreadable
        self._open.append(_Element(path, given.get("name", "")))
        for attribute, value in given.items():
            if attribute != "name":
                self._tell(f"{path}/@{attribute.rsplit('}', 1)[-1]}", value)

    def _end(self, name: str) -> None:
        ended = self._open.pop()
        words = "".join(ended.words)
        if not ended.has_children:
            self._tell(ended.given or ended.path, words)
            return
        self._tell(f"{ended.path}/@name", ended.given)
        self._tell(ended.path, words.strip())

    def _say(self, words: str) -> None:
        self._open[-1].words.append(words)

    def _remark(self, *words: str) -> None:
        self._tell(REMARK, " ".join(words))

    def _tell(self, name: str, value: str) -> None:
        if value.strip():
            self.items.append(Item(name, value))
        if len(self.items) > MOST_ITEMS:
            raise Unreadable

    def _refuse(self, *told: object) -> None:
        raise Unreadable


def _of_xml(content: bytes) -> list[Item]:
    """Return the leaves, named by their ``name``, else by the way of tags to them."""
    return _Reader().read(_readable(content))


def _readable(content: bytes) -> bytes | str:
    """Return an XML that the parser can read, whichever encoding it declares."""
    declared = _DECLARED.match(content)
    if declared is None:
        return content
    codec = _CODECS.get(declared[1].lower(), "cp932")
    try:
        return content[declared.end() :].decode(codec)
    except UnicodeError:
        raise Unreadable from None


def _of_csv(text: str, layout: Layout) -> Iterator[Item]:
    """Yield names and values as they lie, in rows or in columns."""
    try:
        rows = (row for row in csv.reader(io.StringIO(text, newline="")) if any(row))
        if layout.csv == "columns":
            yield from _of_columns(rows)
        else:
            for row in rows:
                yield Item(row[0].strip() or HEADLESS, " ".join(row[1:]))
                if not any(row[1:]):
                    # A cell alone is no name without a value: it is a remark.
                    yield Item(REMARK, row[0])
    except csv.Error:
        raise Unreadable from None


def _of_columns(rows: Iterator[list[str]]) -> Iterator[Item]:
    heads = next(rows, [])
    count = 0
    for row in rows:
        count += 1
        for place, value in enumerate(row):
            head = heads[place].strip() if place < len(heads) else ""
            yield Item(head or HEADLESS, value)
    if not count:
        raise Unreadable


def _decoded(content: bytes, layout: Layout) -> str:
    for encoding in layout.encodings:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise Unreadable
