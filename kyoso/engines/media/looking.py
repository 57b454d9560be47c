"""文書の下見: what a machine can see of a stored file without knowing what it is.

Said to the person while the form is filled in; it decides nothing. Of photographs
no words are read: only whether there is anything on them, and whether it is large,
bright and sharp enough to be read by people.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageChops
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
# The longer side at which light and sharpness are looked at.
_LOOKED_AT = 1000
# Of 255: what even the brightest dots of a dark picture do not reach, and its middle.
_DIM, _DARK = 110, 70
# Less than this in the dark is the noise of the camera.
_LEAST_DARK_CONTRAST = 15
_NEARLY_ALL, _STEEPEST = 0.995, 0.998
# A step of brightness is sharp from this share of the contrast on (measured: letters
# of ten dots smeared over three have 0.12 to 0.15, over four 0.10 to 0.13).
_SHARP = 0.12
_LEAST_CONTRAST = 30
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
    is_dark: bool = False
    is_blurred: bool = False
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
        opened.draft("L", (_LOOKED_AT, _LOOKED_AT))
        grey = opened.convert("L")
    grey.thumbnail((_LOOKED_AT, _LOOKED_AT))
    is_dark = _is_dark(grey)
    is_empty = not is_dark and _is_empty(grey)
    return Look(
        1,
        (1,) if is_empty else (),
        is_small=is_small,
        is_dark=is_dark,
        is_blurred=not (is_empty or is_small or is_dark) and _is_blurred(grey),
    )


def _is_empty(grey: Image.Image) -> bool:
    """Tell whether a picture shows one surface and nothing on it."""
    small = grey.copy()
    small.thumbnail((_THUMBNAIL, _THUMBNAIL))
    counts = small.histogram()
    median = _below(counts, 0.5)
    ink = sum(count for value, count in enumerate(counts) if abs(value - median) > _INK)
    return ink < sum(counts) * _LEAST_INK


def _is_dark(grey: Image.Image) -> bool:
    """Tell whether something is there, but even its brightest dots are dim."""
    counts = grey.histogram()
    brightest = _below(counts, _NEARLY_ALL)
    is_something = brightest - _below(counts, 1 - _NEARLY_ALL) >= _LEAST_DARK_CONTRAST
    return is_something and brightest < _DIM and _below(counts, 0.5) < _DARK


def _is_blurred(grey: Image.Image) -> bool:
    """Tell whether nowhere in a picture brightness changes as quickly as at a letter.

    The steepest step from one dot to the next is compared with the whole contrast:
    print photographed sharply has steps of a third of it and more, and lines of
    some ten dots that are smeared over three and more have less than an eighth.
    """
    counts = grey.histogram()
    contrast = _below(counts, _NEARLY_ALL) - _below(counts, 1 - _NEARLY_ALL)
    if contrast < _LEAST_CONTRAST:
        return False
    steepest = max(
        _below(ImageChops.difference(grey, moved).histogram(), _STEEPEST)
        for moved in (ImageChops.offset(grey, 1, 0), ImageChops.offset(grey, 0, 1))
    )
    return steepest < contrast * _SHARP


def _below(counts: list[int], share: float) -> int:
    """Return the value below or at which this share of all dots lies."""
    seen, wanted = 0, sum(counts) * share
    for value, count in enumerate(counts):
        seen += count
        if seen >= wanted:
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
