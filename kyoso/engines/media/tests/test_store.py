"""Storing: what is kept is what the bytes are, cleaned."""

import hashlib
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kyoso.engines.audit.api import Entry
from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_pdf, a_photo, a_png, picture

pytestmark = pytest.mark.django_db


def test_it_keeps_a_photograph_with_its_size_and_digest(purpose, hanako):
    file = media.store(a_photo(), purpose=purpose, by=hanako.account, about="case1")
    content = media.read(file)
    assert (file.kind, file.name, file.pages) == ("jpeg", "領収書.jpg", 1)
    assert file.size == len(content)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.about, file.stored_by) == ("case1", hanako.account)


def test_it_counts_the_pages_of_a_pdf_and_keeps_its_bytes(purpose):
    upload = a_pdf(pages=3)
    sent = upload.read()
    file = media.store(upload, purpose=purpose, by=None)
    assert (file.kind, file.pages) == ("pdf", 3)
    assert media.read(file) == sent


def test_nobody_else_on_the_machine_may_read_it(purpose, folder):
    before = os.umask(0)
    try:
        file = media.store(a_png("写真.png"), purpose=purpose, by=None)
    finally:
        os.umask(before)
    kept = folder / file.key
    assert kept.stat().st_mode & 0o777 == 0o640
    assert kept.parent.stat().st_mode & 0o777 == 0o750


def test_it_goes_by_the_content_and_not_by_the_name(purpose):
    file = media.store(a_png("写真.jpg"), purpose=purpose, by=None)
    assert (file.kind, file.name) == ("png", "写真.png")


def test_it_turns_a_photograph_upright_and_forgets_where_it_was_taken(purpose):
    drawn = Image.open(io.BytesIO(picture("JPEG", size=(60, 40))))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Camera of Hanako"
    exif.get_ifd(0x8825)[2] = (40.0, 12.0, 0.0)
    made = io.BytesIO()
    drawn.save(made, "JPEG", exif=exif, comment=b"home")
    upload = SimpleUploadedFile("a.jpg", made.getvalue() + b"<script>trailer</script>")

    kept = media.read(media.store(upload, purpose=purpose, by=None))

    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.size == (40, 60)
        assert not dict(seen.getexif())
        assert "comment" not in seen.info
    assert b"Hanako" not in kept
    assert b"<script>" not in kept


def test_it_keeps_a_transparent_picture_transparent(purpose):
    made = io.BytesIO()
    Image.new("RGBA", (9, 9), (255, 0, 0, 0)).save(made, "PNG")
    upload = SimpleUploadedFile("a.png", made.getvalue())
    kept = media.read(media.store(upload, purpose=purpose, by=None))
    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.mode == "RGBA"
        assert seen.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_it_keeps_pictures_of_every_colour_mode(purpose, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = io.BytesIO()
    Image.new(mode, (9, 9)).save(made, kind)
    upload = SimpleUploadedFile("a", made.getvalue())
    assert media.store(upload, purpose=purpose, by=None).size > 0


def test_it_makes_a_huge_photograph_smaller(purpose):
    upload = a_photo(size=(6000, 3000))
    kept = media.read(media.store(upload, purpose=purpose, by=None))
    with Image.open(io.BytesIO(kept)) as seen:
        assert max(seen.size) <= 4096
        assert seen.size[0] == 2 * seen.size[1]


@pytest.mark.parametrize("size", [(1, 1), (9000, 1), (1, 9000), (8160, 6120)])
def test_it_keeps_photographs_of_every_shape(purpose, size):
    file = media.store(a_photo(size=size), purpose=purpose, by=None)
    with Image.open(io.BytesIO(media.read(file))) as seen:
        assert max(seen.size) <= 4096
        assert (seen.width >= seen.height) == (size[0] >= size[1])


def test_it_writes_down_who_stored_what(purpose, hanako):
    file = media.store(a_photo(), purpose=purpose, by=hanako.account, about="case1")
    entry = Entry.objects.get(event="media.stored")
    assert entry.subject.endswith(file.ref)
    assert entry.reason == "case1"
    assert "領収書" not in str(entry.details)


def test_it_knows_no_unregistered_purpose():
    with pytest.raises(KeyError):
        media.store(a_photo(), purpose="nobody.knows", by=None)


def test_it_keeps_two_uploads_of_one_name_apart(purpose):
    first = media.store(a_photo(), purpose=purpose, by=None)
    second = media.store(a_photo(), purpose=purpose, by=None)
    assert first.key != second.key
    assert "領収書" not in first.key
