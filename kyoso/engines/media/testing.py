"""For tests of other parts: small real files, and a purpose that lets one read."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from kyoso.engines.media.models import File
from kyoso.engines.media.purposes import Purpose, purposes
from kyoso.engines.people.api import Account


def a_photo(
    name: str = "領収書.jpg", *, size: tuple[int, int] = (60, 40)
) -> SimpleUploadedFile:
    """Return a small JPEG as an upload."""
    return SimpleUploadedFile(name, picture("JPEG", size=size), "image/jpeg")


def a_png(name: str = "図.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG"), "image/png")


def a_pdf(name: str = "見積書.pdf", *, pages: int = 1) -> SimpleUploadedFile:
    """Return a PDF of empty A4 pages as an upload."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    made = io.BytesIO()
    writer.write(made)
    return SimpleUploadedFile(name, made.getvalue(), "application/pdf")


def picture(format_name: str, *, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return the bytes of a picture whose left half is red."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    made = io.BytesIO()
    drawn.save(made, format_name)
    return made.getvalue()


def keep_in(folder: Path, settings: Any) -> None:
    """Let what is uploaded or made lie in this folder, for one test (``settings``)."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": folder}}
    settings.STORAGES = stores


@contextmanager
def a_purpose(
    slug: str = "testing.file",
    *,
    may_read: Callable[[Account, File], bool] = lambda account, file: True,
) -> Iterator[Purpose]:
    """Register a purpose for a test; by default everyone who is logged in may read."""
    with purposes.temporarily(Purpose(slug, "テスト", may_read)) as purpose:
        yield purpose
