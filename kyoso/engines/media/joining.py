"""Photographs of one paper become one PDF, page by page, without drawing them anew."""

import io
from collections.abc import Iterable

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

# A4 in points; a page is turned as the photograph is.
_SHORT, _LONG = 595, 842
_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


def joined(parts: Iterable[tuple[bytes, str]]) -> tuple[bytes, int]:
    """Return one PDF of stored files (bytes, kind) in their order, and its pages.

    A JPEG goes in as it is; a PNG as a JPEG on white; a PDF with all its pages.
    """
    writer = PdfWriter()
    for content, kind in parts:
        if kind == "pdf":
            for page in PdfReader(io.BytesIO(content)).pages:
                writer.add_page(page)
        else:
            writer.add_page(_page(content if kind == "jpeg" else _as_jpeg(content)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue(), len(writer.pages)


def _page(jpeg: bytes) -> PageObject:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        (wide, high), colour = opened.size, _COLOURS[opened.mode]
    width, height = (_LONG, _SHORT) if wide > high else (_SHORT, _LONG)
    scale = min(width / wide, height / high)
    picture = StreamObject()
    picture.set_data(jpeg)
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(wide),
            NameObject("/Height"): NumberObject(high),
            NameObject("/ColorSpace"): NameObject(colour),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    drawn = StreamObject()
    x, y = (width - wide * scale) / 2, (height - high * scale) / 2
    drawn.set_data(
        f"q {wide * scale:.3f} 0 0 {high * scale:.3f} {x:.3f} {y:.3f} cm /P Do Q".encode()
    )
    page = PageObject.create_blank_page(width=width, height=height)
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject({NameObject("/P"): picture}),
            NameObject("/ProcSet"): ArrayObject([NameObject("/PDF")]),
        }
    )
    page[NameObject("/Contents")] = drawn
    return page


def _as_jpeg(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        drawn = opened.convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn)
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=90)
    return made.getvalue()
