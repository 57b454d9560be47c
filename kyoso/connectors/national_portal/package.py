"""届いた申請の包み: a ZIP of a stranger, opened in memory and believed in nothing.

Nothing is ever unpacked to a disk, so that no name in it can lead anywhere. What is
read is bounded by what comes out, not by what the ZIP says of itself. What the
entries mean (XML or CSV with names and values) is not verified: ``portal.toml``.
"""

import csv
import fnmatch
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from kyoso.connectors.national_portal.layout import Layout
from kyoso.engines.media import api as media

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
# Entries of names and values; a form of a thousand fields has some 100 KB.
MOST_BYTES_OF_ITEMS = 4 * 1024 * 1024
MOST_ITEMS = 5000
LONGEST_VALUE = 20_000
_LOCKED = 0x1
_UTF8_NAME = 0x800
# ElementTree expands entities; without a DOCTYPE there are none to expand.
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
# What Japanese offices write and the parser does not read by itself.
_DECLARED = re.compile(
    rb'\A<\?xml[^>]*encoding=["\'](shift[_-]jis|windows-31j|cp932|euc-jp)["\'][^>]*\?>',
    re.IGNORECASE,
)
_CODECS = {b"euc-jp": "euc_jp"}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class PackageRefused(Exception):  # noqa: N818 - says what is wrong
    """The package cannot be opened; ``code``: broken, locked, too_much."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Item:
    """項目: one name and value, exactly as they arrived."""

    name: str
    value: str


@dataclass(frozen=True)
class Enclosed:
    """One entry: ``name`` fit to be shown, ``told`` as it stood in the ZIP."""

    name: str
    told: str
    content: bytes


@dataclass(frozen=True)
class Package:
    """What a package holds: items, files, and the entries whose words are unreadable."""

    items: tuple[Item, ...]
    files: tuple[Enclosed, ...]
    unreadable: tuple[str, ...] = ()


def open_package(content: bytes, layout: Layout) -> Package:
    """Open a package. Raises ``PackageRefused``."""
    items: list[Item] = []
    files: list[Enclosed] = []
    unreadable: list[str] = []
    for entry in _entries(content):
        if not _holds_items(entry.told, layout):
            files.append(entry)
            continue
        try:
            items += _items(entry, layout)
        except _Unreadable:
            # Kept among the files too: a person may be able to read it.
            unreadable.append(entry.name)
            files.append(entry)
    if len(items) > MOST_ITEMS:
        raise PackageRefused("too_much")
    return Package(tuple(items), tuple(files), tuple(unreadable))


class _Unreadable(Exception):  # noqa: N818 - says what is wrong
    """The words of an entry cannot be read."""


def _entries(content: bytes) -> list[Enclosed]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            wanted = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(wanted) > MOST_ENTRIES:
                raise PackageRefused("too_much")
            if any(entry.flag_bits & _LOCKED for entry in wanted):
                raise PackageRefused("locked")
            found, left = [], MOST_BYTES
            for entry in wanted:
                read = _read(opened, entry, left)
                left -= len(read)
                told = _name(entry)
                found.append(Enclosed(media.safe_name(told), told, read))
            return found
    except _BROKEN:
        raise PackageRefused("broken") from None


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Read one entry to its end, which checks its CRC too, or stop at the bound."""
    with opened.open(entry) as stream:
        read = stream.read(left + 1)
    if len(read) > left:
        raise PackageRefused("too_much")
    return read


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name as its writer meant it: UTF-8, else as Windows writes it."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    for encoding in ("utf-8", "cp932"):
        try:
            return entry.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return entry.filename


def _holds_items(told: str, layout: Layout) -> bool:
    last = told.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return any(fnmatch.fnmatchcase(last, pattern) for pattern in layout.items)


def _items(entry: Enclosed, layout: Layout) -> list[Item]:
    if len(entry.content) > MOST_BYTES_OF_ITEMS:
        raise _Unreadable
    if entry.told.lower().endswith(".xml"):
        found = _of_xml(entry.content)
    else:
        found = _of_csv(_decoded(entry.content, layout), layout)
    if any(len(item.value) > LONGEST_VALUE for item in found):
        raise _Unreadable
    return [item for item in found if item.value.strip()]


def _of_xml(content: bytes) -> list[Item]:
    """Return the leaves: named by their ``name``, else by the way of tags to them."""
    head = content.replace(b"\0", b"").upper()
    if any(word in head for word in _DECLARES):
        raise _Unreadable
    try:
        root = ElementTree.fromstring(_readable(content))  # noqa: S314 - has no DTD
    except (ElementTree.ParseError, ValueError, LookupError):
        raise _Unreadable from None
    found: list[Item] = []
    waiting = [("", root)]
    while waiting:
        way, element = waiting.pop(0)
        children = list(element)
        tag = element.tag.rsplit("}", 1)[-1]
        path = f"{way}/{tag}" if way else tag
        if children:
            waiting = [(path, child) for child in children] + waiting
        elif element.text:
            found.append(Item(element.get("name") or path, element.text))
        if len(found) + len(waiting) > MOST_ITEMS * 2:
            raise PackageRefused("too_much")
    return found


def _readable(content: bytes) -> bytes | str:
    """Return an XML that the parser can read, whichever encoding it declares."""
    declared = _DECLARED.match(content)
    if declared is None:
        return content
    codec = _CODECS.get(declared[1].lower(), "cp932")
    return content[declared.end() :].decode(codec)


def _of_csv(text: str, layout: Layout) -> list[Item]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except csv.Error:
        raise _Unreadable from None
    if layout.csv == "columns":
        if len(rows) < 2:
            raise _Unreadable
        pairs = [
            (name, value)
            for row in rows[1:]
            for name, value in zip(rows[0], row, strict=False)
        ]
    else:
        pairs = [(row[0], " ".join(row[1:])) for row in rows]
    return [Item(name.strip(), value) for name, value in pairs]


def _decoded(content: bytes, layout: Layout) -> str:
    for encoding in layout.encodings:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise _Unreadable
