"""文書の下見: what a machine can see of a stored file without knowing what it is.

Said to the person while the form is filled in; it decides nothing. Of photographs
no words are read: only whether there is anything on them, and whether it is large
enough to be read by people.
"""

import io
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from kyoso.engines.media.content import BROKEN
from kyoso.engines.media.limits import MOST_OBJECTS

# A4 at 75 dots an inch: below it, small print is not readable.
SMALLEST_SIDE = 800
# Pages of a PDF that are looked at, and words of it that are kept to look through.
MOST_PAGES = 20
MOST_LETTERS = 50_000
# A content stream longer than this paints something.
_LONGEST_EMPTY = 4_000
_THUMBNAIL = 400
# How far a dot differs from its surroundings to be writing, and the share of such
# dots on a sheet with one short line.
_INK = 40
_LEAST_INK = 0.0004
_PAINTS = (b"Tj", b"TJ", b"'", b'"', b" f", b" S", b" B", b" b", b"sh", b"Do", b"BI")


@dataclass(frozen=True)
class Look:
    """What was seen: pages, which of them seem empty, the words (PDF only)."""

    pages: int
    blank: tuple[int, ...] = ()
    text: str = ""
    is_small: bool = False
    # False: there is more in it than was read.
    is_whole: bool = True


def look(content: bytes, kind: str) -> Look:
    """Look at the bytes of a stored file; whatever cannot be seen is not claimed."""
    try:
        return _pdf(content) if kind == "pdf" else _picture(content)
    except (PyPdfError, RecursionError, AttributeError, *BROKEN):
        return Look(1, is_whole=False)


def _picture(content: bytes) -> Look:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as opened:
        is_small = max(opened.size) < SMALLEST_SIDE
        return Look(1, (1,) if _is_empty(opened) else (), is_small=is_small)


def _is_empty(picture: Image.Image) -> bool:
    """Tell whether a picture shows one surface and nothing on it."""
    picture.draft("L", (_THUMBNAIL, _THUMBNAIL))
    grey = picture.convert("L")
    grey.thumbnail((_THUMBNAIL, _THUMBNAIL))
    counts = grey.histogram()
    total = sum(counts)
    median = _median(counts, total)
    ink = sum(count for value, count in enumerate(counts) if abs(value - median) > _INK)
    return ink < total * _LEAST_INK


def _median(counts: list[int], total: int) -> int:
    seen = 0
    for value, count in enumerate(counts):
        seen += count
        if seen * 2 >= total:
            return value
    return 0


def _pdf(content: bytes) -> Look:
    if content.count(b"obj") > 2 * MOST_OBJECTS:
        return Look(1, is_whole=False)
    reader = PdfReader(io.BytesIO(content))
    blank, texts = [], []
    for number, page in enumerate(reader.pages[:MOST_PAGES], start=1):
        text = page.extract_text()[: MOST_LETTERS + 1]
        texts.append(text)
        if not text.strip() and not _is_painted(page):
            blank.append(number)
    typed, pages = _typed(reader), len(reader.pages)
    words = "\n".join([*texts, typed or ""])
    is_whole = pages <= MOST_PAGES and len(words) <= MOST_LETTERS and typed is not None
    return Look(pages, tuple(blank), words[:MOST_LETTERS], is_whole=is_whole)


def _typed(reader: PdfReader) -> str | None:
    """Return what was typed into the fields of a form, which stands on no page."""
    try:
        fields = reader.get_fields() or {}
        return "\n".join(f"{name} {one.get('/V', '')}" for name, one in fields.items())
    except (PyPdfError, RecursionError, AttributeError, *BROKEN):
        return None


def _is_painted(page: object) -> bool:
    """Tell whether a page without words draws anything: a scan, a line, a picture."""
    contents = page.get_contents()  # type: ignore[attr-defined] # pypdf's PageObject
    if contents is None:
        return False
    drawn = contents.get_data()
    return len(drawn) > _LONGEST_EMPTY or any(mark in drawn for mark in _PAINTS)
