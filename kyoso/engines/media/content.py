"""What the bytes are, and the cleaned copy of them that is kept."""

import io
import logging
import struct
from dataclasses import dataclass

import pi_heif
import puremagic
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from kyoso.engines.media.errors import (
    FileKindRefused,
    FileUnreadable,
    HeicRefused,
    PdfActive,
    PdfLocked,
    PictureTooLarge,
    TooManyPages,
)
from kyoso.engines.media.limits import (
    LARGEST_PIXELS,
    LONGEST_SIDE,
    MOST_OBJECTS,
    Limits,
)

# Telephones' photographs (HEIC) become readable for Pillow; nothing is written in it.
pi_heif.register_heif_opener(thumbnails=False)
# pypdf quotes the words of a broken file in its warnings; logs hold no such words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

TYPES = {"jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}

_KINDS = {"image/jpeg": "jpeg", "image/png": "png", "application/pdf": "pdf"}
# What a telephone sends and no office opens: kept as JPEG, by Pillow's name of it.
_TURNED_TO_JPEG = {"heic": "HEIF", "webp": "WEBP"}
_FORMATS = {"jpeg": "JPEG", "png": "PNG", **_TURNED_TO_JPEG}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Pillow's decoders report a broken picture in these ways.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
)
# Modes that JPEG and PNG both hold; everything else (CMYK, 16 bit) is turned to RGB.
_PLAIN_MODES = {"L", "RGB"}
_ACTIVE_KEYS = ("/JavaScript", "/EmbeddedFiles")
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
# More notes and links than this stand on no form; each costs a look.
_MOST_ANNOTATIONS = 5_000


@dataclass(frozen=True)
class Cleaned:
    """What is kept: the kind by content, the bytes, and how many pages."""

    kind: str
    content: bytes
    pages: int


def clean(content: bytes, *, name: str, limits: Limits) -> Cleaned:
    """Return the copy to keep, or raise a ``FileRefused`` that names the file."""
    kind = kind_of(content)
    if kind in _TURNED_TO_JPEG and "jpeg" in limits.kinds:
        return Cleaned("jpeg", _redrawn(content, kind, name=name), 1)
    if kind not in limits.kinds:
        raise FileKindRefused(name=name)
    if kind == "pdf":
        return Cleaned(kind, content, _pages(content, name=name, limits=limits))
    return Cleaned(kind, _redrawn(content, kind, name=name), 1)


def kind_of(content: bytes) -> str:
    """Return jpeg, png, pdf, heic or webp by the first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "heic"
    try:
        mime = puremagic.from_string(content[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        return ""
    kind = _KINDS.get(mime, "")
    # A PDF may begin with rubbish; readers then disagree on what it is.
    return "" if kind == "pdf" and not content.startswith(b"%PDF-") else kind


def _redrawn(content: bytes, kind: str, *, name: str) -> bytes:
    """Return the picture upright, of bounded size, with nothing but its pixels."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise PictureTooLarge(name=name)
            # A large JPEG decodes at half its size, in a quarter of the memory:
            # three quarters of the longest side are asked for, because half of 50
            # megapixels is just below it.
            part = 0.75 * LONGEST_SIDE / max(opened.size)
            width, height = (max(1, int(side * part)) for side in opened.size)
            opened.draft(None, (width, height))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=None)
            return _written(ImageOps.exif_transpose(opened), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge(name=name) from None
    except BROKEN:
        # An encoding that the reader does not know; a telephone can choose another.
        refusal = HeicRefused if kind == "heic" else FileUnreadable
        raise refusal(name=name) from None


def _written(picture: Image.Image, kind: str) -> bytes:
    """Return the pixels in a new file; EXIF, XMP, comments and trailers stay behind."""
    transparent = kind == "png" and picture.has_transparency_data
    if transparent:
        picture = picture.convert("RGBA")
    elif picture.has_transparency_data:
        # What is seen through in a WebP is paper, not night.
        paper = Image.new("RGB", picture.size, "white")
        drawn = picture.convert("RGBA")
        paper.paste(drawn, mask=drawn)
        picture = paper
    elif picture.mode not in _PLAIN_MODES:
        picture = picture.convert("RGB")
    picture.info = {}
    kept = io.BytesIO()
    if kind == "png":
        picture.save(kept, "PNG")
    else:
        picture.save(kept, "JPEG", quality=90)
    return kept.getvalue()


def _pages(content: bytes, *, name: str, limits: Limits) -> int:
    """Return how many pages the PDF has; refuses locked, active and broken ones.

    The bytes are kept as they came: rewriting would break a signature in them.
    """
    if content.count(b"obj") > 2 * MOST_OBJECTS:
        raise FileUnreadable(name=name)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise PdfLocked(name=name)
        pages = len(reader.pages)
        if pages > limits.pages:
            raise TooManyPages(name=name, max=limits.pages)
        if _is_active(reader):
            raise PdfActive(name=name)
    except (PyPdfError, RecursionError, AttributeError, *BROKEN):
        raise FileUnreadable(name=name) from None
    if not pages:
        raise FileUnreadable(name=name)
    return pages


def _is_active(reader: PdfReader) -> bool:
    """Tell whether opening the PDF, or a click, could start a program or unpack a file."""
    root = reader.root_object
    names = root.get("/Names")
    names = names.get_object() if names is not None else None
    if isinstance(names, DictionaryObject) and any(
        key in names for key in _ACTIVE_KEYS
    ):
        return True
    return "/AA" in root or _acts(root, "/OpenAction") or _has_active_page(reader)


def _has_active_page(reader: PdfReader) -> bool:
    seen = 0
    for page in reader.pages:
        if "/AA" in page:
            return True
        for annotation in page.annotations or ():
            seen += 1
            if seen > _MOST_ANNOTATIONS:
                raise ValueError("The PDF has too many annotations.")
            noted = annotation.get_object()
            if not isinstance(noted, DictionaryObject):
                continue
            if noted.get("/Subtype") == "/FileAttachment" or _acts(noted, "/A"):
                return True
    return False


def _acts(thing: DictionaryObject, key: str) -> bool:
    """Tell whether what stands under ``key`` is an action that runs or sends."""
    action = thing.get(key)
    action = action.get_object() if action is not None else None
    return isinstance(action, DictionaryObject) and action.get("/S") in _ACTIVE_ACTIONS
