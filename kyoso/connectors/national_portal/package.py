"""届いた申請の包み: a ZIP of a stranger, opened in memory and believed in nothing.

Nothing is ever unpacked to a disk, so that no name in it can lead anywhere. What is
read is bounded by what comes out, counted piece by piece, not by what the ZIP says of
itself. What the entries mean (XML or CSV with names and values) is not verified:
``portal.toml``.
"""

import fnmatch
import io
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass

from kyoso.connectors.national_portal.items import (
    MOST_ITEMS,
    REMARK,
    Item,
    Unreadable,
    items_of,
)
from kyoso.connectors.national_portal.layout import Layout
from kyoso.engines.media import api as media

MOST_ENTRIES = 200
# What comes out of one package together: photographs hardly grow in it.
MOST_BYTES = 100 * 1024 * 1024
# The list of entries is built before it can be counted: half a gigabyte of it fits
# into the largest package.
MOST_HEADERS = 20_000
_HEADER = b"PK\x01\x02"
_PIECE = 64 * 1024
_LOCKED = 0x1
_UTF8_NAME = 0x800
# The other methods unfold a whole piece at once, whatever was asked for.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
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
    """It cannot be opened; ``code``: broken, locked, strange, too_much."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


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
    has_form: bool = True


def open_package(
    content: bytes, layout: Layout, *, form: Collection[str] = ()
) -> Package:
    """Open a package; only the entries that ``form`` names are the form, by their way.

    Where nobody has said which (a procedure that no mapping knows), it is whatever
    the city's layout takes for items. Raises ``PackageRefused``.
    """
    items: list[Item] = []
    files: list[Enclosed] = []
    unreadable: list[str] = []
    has_form = False
    entries, remarks = entries_of(content)
    for entry in entries:
        if not _is_form(entry.told, form, layout):
            files.append(entry)
            continue
        has_form = True
        try:
            is_xml = entry.told.lower().endswith(".xml")
            items += items_of(entry.content, layout, is_xml=is_xml)
        except Unreadable:
            # Kept among the files too: a person may be able to read it.
            unreadable.append(entry.name)
            files.append(entry)
        if len(items) > MOST_ITEMS:
            raise PackageRefused("too_much")
    items += [Item(REMARK, remark) for remark in remarks]
    return Package(tuple(items), tuple(files), tuple(unreadable), has_form)


def entries_of(
    content: bytes, *, most: int | None = None
) -> tuple[list[Enclosed], list[str]]:
    """Return the files of a ZIP and the remarks written beside them.

    ``most`` is how many bytes may come out of it (``MOST_BYTES``). Raises ``PackageRefused``.
    """
    if content.count(_HEADER) > MOST_HEADERS:
        raise PackageRefused("too_much")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            wanted = [entry for entry in opened.infolist() if not entry.is_dir()]
            _refuse_from_outside(wanted)
            found, left = [], MOST_BYTES if most is None else most
            for entry in wanted:
                read = _read(opened, entry, left)
                left -= len(read)
                told = _name(entry)
                found.append(Enclosed(media.safe_name(told), told, read))
            return found, _remarks(opened)
    except _BROKEN:
        raise PackageRefused("broken") from None


def _refuse_from_outside(wanted: Collection[zipfile.ZipInfo]) -> None:
    """Refuse what can be seen before anything is read."""
    if len(wanted) > MOST_ENTRIES:
        raise PackageRefused("too_much")
    if any(entry.flag_bits & _LOCKED for entry in wanted):
        raise PackageRefused("locked")
    if any(entry.compress_type not in _METHODS for entry in wanted):
        raise PackageRefused("strange")


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Read one entry to its end, which checks its CRC too, or stop at the bound."""
    read = bytearray()
    with opened.open(entry) as stream:
        while piece := stream.read(_PIECE):
            read += piece
            if len(read) > left:
                raise PackageRefused("too_much")
    return bytes(read)


def _remarks(opened: zipfile.ZipFile) -> list[str]:
    told = (opened.comment, *(entry.comment for entry in opened.infolist()))
    words = (one.decode("utf-8", errors="replace").strip() for one in told if one)
    return [one for one in words if one]


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


def _is_form(told: str, form: Collection[str], layout: Layout) -> bool:
    way = told.replace("\\", "/").lower().split("/")
    if form:
        return any(_leads(way, pattern.lower().split("/")) for pattern in form)
    return any(fnmatch.fnmatchcase(way[-1], pattern) for pattern in layout.items)


def _leads(way: list[str], pattern: list[str]) -> bool:
    """Tell whether a way fits a pattern, folder by folder."""
    return len(way) == len(pattern) and all(
        fnmatch.fnmatchcase(part, wanted)
        for part, wanted in zip(way, pattern, strict=True)
    )
