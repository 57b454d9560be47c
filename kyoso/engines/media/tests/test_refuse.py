"""Refusing: each wrong file gets one sentence that names it and the way out."""

import io
import struct
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, RectangleObject

from kyoso.engines.media import api as media
from kyoso.engines.media.content import clean
from kyoso.engines.media.models import File
from kyoso.engines.media.testing import a_pdf, a_photo, picture

BANNED = ("不正", "無効", "エラーが発生", "失敗", "禁止", "拒否")


def refused(name, content, limits=None):
    with pytest.raises(media.FileRefused) as caught:
        clean(content, name=name, limits=limits or media.Limits())
    return caught.value


def refusal_of(name, content, limits=None):
    refusal = refused(name, content, limits)
    assert f"「{name}」" in refusal.sentence
    assert refusal.sentence.endswith("。")
    assert not any(word in refusal.sentence for word in BANNED)
    return refusal


def sentence_for(content):
    """Return the refusal's sentence, or one of our own when the file is taken."""
    try:
        clean(content, name="a", limits=media.Limits())
    except media.FileRefused as refusal:
        return refusal.sentence
    return "受け取りました。"


def written(writer):
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_writer():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return writer


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00" + bytes(100),
        b"PK\x03\x04" + bytes(100),
        b"GIF89a" + bytes(100),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"just words",
        b"\x00",
    ],
)
def test_it_takes_nothing_but_photographs_and_pdf(content):
    refusal = refusal_of("請求.jpg", content)
    assert refusal.sentence == (
        "「請求.jpg」は送れない種類です。写真（JPEG、PNG）かPDFを選んでください。"
    )


def test_it_speaks_the_language_of_the_page():
    with override("en"):
        assert refused("a.gif", b"GIF89a").sentence.startswith("“a.gif” is a kind")
    with override("ja-easy"):
        assert "選（えら）んで ください" in refused("a.gif", b"GIF89a").sentence


def test_it_says_what_to_do_with_heic():
    content = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
    assert "HEIC" in refusal_of("IMG_1.HEIC", content).sentence


def test_it_takes_only_the_kinds_that_the_question_asks_for():
    limits = media.Limits(kinds=frozenset({"pdf"}))
    refusal_of("a.jpg", picture("JPEG"), limits)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_says_that_a_picture_is_cut_off(kind):
    whole = picture(kind, size=(300, 300))
    refusal = refusal_of("a", whole[: len(whole) // 2])
    assert refusal.code == "file_unreadable"


def png_that_claims(width, height):
    def chunk(name, content):
        body = name + content
        return (
            struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 15_000, 60_000])
def test_it_never_unfolds_a_decompression_bomb(side):
    assert refusal_of("a.png", png_that_claims(side, side)).code == "picture_too_large"


def test_it_says_that_a_pdf_is_locked():
    writer = a_writer()
    writer.encrypt("secret", algorithm="RC4-128")
    assert refusal_of("a.pdf", written(writer)).code == "pdf_locked"


def test_it_takes_no_pdf_that_runs_a_program():
    writer = a_writer()
    writer.add_open_action(JavaScript("app.alert('hello');"))
    assert refusal_of("a.pdf", written(writer)).code == "pdf_active"


@pytest.mark.parametrize("kind", ["/JavaScript", "/Launch", "/SubmitForm"])
def test_it_takes_no_pdf_that_runs_a_program_at_a_click(kind):
    writer = a_writer()
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    button = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): RectangleObject((0, 0, 99, 99)),
            NameObject("/A"): action,
        }
    )
    writer.add_annotation(0, button)
    assert refusal_of("a.pdf", written(writer)).code == "pdf_active"


def test_it_takes_no_pdf_that_runs_a_program_at_the_turn_of_a_page():
    writer = a_writer()
    writer.pages[0][NameObject("/AA")] = DictionaryObject()
    assert refusal_of("a.pdf", written(writer)).code == "pdf_active"


def test_it_takes_a_pdf_with_plain_links():
    writer = a_writer()
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.jp/"))
    kept = clean(written(writer), name="a.pdf", limits=media.Limits())
    assert (kept.kind, kept.pages) == ("pdf", 1)


def test_it_takes_no_pdf_with_a_file_inside():
    writer = a_writer()
    writer.add_attachment("virus.exe", b"MZ")
    assert refusal_of("a.pdf", written(writer)).code == "pdf_active"


def test_it_takes_no_more_pages_than_asked_for():
    limits = media.Limits(pages=2)
    refusal = refusal_of("a.pdf", a_pdf(pages=3).read(), limits)
    assert "2ページより多い" in refusal.sentence


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>", b"%PDF-" + bytes(500)],
)
def test_it_says_that_a_pdf_is_broken(content):
    refusal_of("a.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 obj\n" * 1_300_000,
        b"1 0 obj" + b"[" * 2_000_000,
        b"1 0 obj" + b"<</A" * 1_000_000,
        (
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>"
        ),
    ],
    ids=["objects", "arrays", "dictionaries", "loop"],
)
def test_it_answers_a_pdf_made_to_stop_the_clock_within_seconds(content):
    begun = time.monotonic()
    refusal_of("a.pdf", b"%PDF-1.7\n" + content)
    assert time.monotonic() - begun < 5


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"\x00\x00\x00\x18ftypheic",
        ]
    ),
)
def test_it_answers_any_bytes_with_a_sentence_or_takes_them(content, start):
    assert sentence_for(start + content).endswith("。")


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_it_survives_damage_anywhere_in_a_real_file(place, damage):
    for whole in (picture("JPEG"), picture("PNG"), a_pdf().read()):
        content = bytearray(whole)
        place %= len(content)
        content[place : place + len(damage)] = damage
        assert sentence_for(bytes(content)).endswith("。")


@pytest.mark.django_db
def test_it_refuses_a_file_beyond_the_limit_of_the_question(purpose):
    upload = SimpleUploadedFile("大きい.jpg", bytes(3 * 1024 * 1024))
    with pytest.raises(media.FileTooLarge) as caught:
        media.store(
            upload, purpose=purpose, by=None, limits=media.Limits(size=2 * 1024 * 1024)
        )
    assert caught.value.sentence == (
        "「大きい.jpg」は2MBより大きいため送れません。小さい写真を選んでください。"
    )
    assert not File.objects.exists()


@pytest.mark.django_db
def test_it_refuses_an_empty_file(purpose, folder):
    with pytest.raises(media.FileEmpty):
        media.store(SimpleUploadedFile("空.pdf", b""), purpose=purpose, by=None)
    assert not list(folder.rglob("*"))


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_behind(purpose, folder):
    with pytest.raises(media.FileKindRefused):
        media.store(SimpleUploadedFile("a.exe", b"MZ"), purpose=purpose, by=None)
    assert not File.objects.exists()
    assert not list(folder.rglob("*"))


def test_no_limit_is_larger_than_what_is_read():
    with pytest.raises(ValueError):
        media.Limits(size=media.LARGEST_UPLOAD + 1)


@pytest.mark.django_db
def test_it_reads_no_more_than_the_limit_even_if_the_size_lies(purpose):
    upload = a_photo()
    upload.size = 10
    with pytest.raises(media.FileTooLarge):
        media.store(upload, purpose=purpose, by=None, limits=media.Limits(size=20))
