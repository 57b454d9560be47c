"""下見: what a machine sees of a file, and several photographs as one PDF."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader

from kyoso.engines.media import api as media
from kyoso.engines.media.content import clean
from kyoso.engines.media.joining import joined
from kyoso.engines.media.limits import Limits
from kyoso.engines.media.models import File
from kyoso.engines.media.testing import a_pdf, a_photo, a_png, a_purpose, picture

LIMITS = Limits()
# A small picture of the tests of pi-heif (BSD-3-Clause), encoded as telephones do.
HEIC = Path(__file__).with_name("telephone.heic")


def drawn(kind="JPEG", *, size=(1200, 900), words="", colour="white"):
    page = Image.new("RGB", size, colour)
    if words:
        ImageDraw.Draw(page).text((40, 40), words, fill="black", font_size=60)
    made = io.BytesIO()
    page.save(made, kind)
    return made.getvalue()


def test_a_photograph_with_words_is_neither_empty_nor_small():
    seen = media.look(drawn(words="Receipt 24,800"), "jpeg")
    assert (seen.pages, seen.blank, seen.is_small) == (1, (), False)


@pytest.mark.parametrize("colour", ["white", "black", "grey"])
def test_a_photograph_of_nothing_is_told(colour):
    assert media.look(drawn(colour=colour), "jpeg").blank == (1,)


def test_a_photograph_too_small_to_read_is_told():
    assert media.look(picture("JPEG"), "jpeg").is_small


def photographed(*, size=(1600, 2000), light=1.0, smeared=0):
    """Return a sheet with some lines of print, as a telephone takes it."""
    sheet = Image.new("L", size, int(250 * light))
    pen = ImageDraw.Draw(sheet)
    for line in range(20):
        at = (120, 100 + line * 70)
        pen.text(
            at, "Receipt 24,800 yen for one device", fill=int(20 * light), font_size=40
        )
    if smeared:
        sheet = sheet.filter(ImageFilter.GaussianBlur(smeared))
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=85)
    return made.getvalue()


@pytest.mark.parametrize("smeared", [0, 1, 2])
def test_a_sheet_that_can_be_read_is_not_called_blurred(smeared):
    seen = media.look(photographed(smeared=smeared), "jpeg")
    assert (seen.is_blurred, seen.is_dark, seen.blank) == (False, False, ())


@pytest.mark.parametrize("smeared", [10, 14])
def test_a_smeared_sheet_is_told(smeared):
    assert media.look(photographed(smeared=smeared), "jpeg").is_blurred


def test_a_pale_print_is_not_called_blurred():
    pale = Image.new("L", (1600, 2000), 170)
    ImageDraw.Draw(pale).text((100, 100), "Receipt 24,800", fill=110, font_size=60)
    made = io.BytesIO()
    pale.save(made, "PNG")
    assert not media.look(made.getvalue(), "png").is_blurred


def test_a_sheet_in_the_dark_is_told_and_nothing_else_of_it():
    seen = media.look(photographed(light=0.2), "jpeg")
    assert (seen.is_dark, seen.is_blurred, seen.blank) == (True, False, ())


def test_white_words_on_black_are_not_dark():
    sheet = Image.new("L", (1600, 2000), 5)
    for line in range(10):
        at = (100, 100 + line * 90)
        ImageDraw.Draw(sheet).text(at, "Receipt", fill=250, font_size=60)
    made = io.BytesIO()
    sheet.save(made, "PNG")
    assert not media.look(made.getvalue(), "png").is_dark


def test_empty_pages_of_a_pdf_are_told_by_number():
    content, pages = joined(
        [(drawn(words="one"), "jpeg"), (a_pdf(pages=2).read(), "pdf")]
    )
    seen = media.look(content, "pdf")
    assert (pages, seen.pages, seen.blank) == (3, 3, (2, 3))


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=400), kind=st.sampled_from(["pdf", "jpeg", "png"]))
def test_looking_never_breaks(content, kind):
    head = {"pdf": b"%PDF-1.7\n", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n"}
    assert media.look(head[kind] + content, kind).pages == 1


def test_webp_becomes_a_jpeg_without_what_was_hidden_in_it():
    page = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    hidden = Image.Exif()
    hidden[0x010E] = "place"
    made = io.BytesIO()
    page.save(made, "WEBP", exif=hidden)
    assert b"place" in made.getvalue()
    kept = clean(made.getvalue(), name="a.webp", limits=LIMITS)
    assert kept.kind == "jpeg"
    assert b"place" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert opened.getpixel((10, 10)) == (255, 255, 255)


def test_a_telephones_heic_becomes_a_jpeg():
    kept = clean(HEIC.read_bytes(), name="IMG_1.HEIC", limits=LIMITS)
    assert kept.kind == "jpeg"
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (29, 100))
        assert not opened.getexif()


@settings(max_examples=60, deadline=None)
@given(at=st.integers(20, 3400), cut=st.integers(1, 60), put=st.binary(max_size=20))
def test_a_broken_heic_is_a_sentence_or_a_picture(at, cut, put):
    whole = HEIC.read_bytes()
    kept = None
    with contextlib.suppress(media.FileRefused):
        kept = clean(whole[:at] + put + whole[at + cut :], name="a", limits=LIMITS)
    assert kept is None or kept.kind == "jpeg"


def test_a_webp_that_is_only_asked_for_as_pdf_is_refused():
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, "WEBP")
    limits = Limits(kinds=frozenset({"pdf"}))
    with pytest.raises(media.FileKindRefused):
        clean(made.getvalue(), name="a.webp", limits=limits)


def test_photographs_are_joined_as_they_are_upright_or_lying(db):
    with a_purpose() as purpose:
        files = [
            media.store(each, purpose=purpose.slug, by=None, about="d1")
            for each in (a_photo(size=(60, 90)), a_png(), a_pdf())
        ]
        first = media.read(files[0])
        made = media.join(
            files, name="領収書.pdf", purpose=purpose.slug, by=None, about="d1"
        )
        assert list(File.objects.all()) == [made]
        assert (made.kind, made.pages, made.name) == ("pdf", 3, "領収書.pdf")
        content = media.read(made)
    assert first in content
    upright, lying, _blank = PdfReader(io.BytesIO(content)).pages
    assert upright.mediabox.height > upright.mediabox.width
    assert lying.mediabox.width > lying.mediabox.height
    assert len(upright.images) == 1
