"""個人番号: found wherever a machine can read; what it cannot read waits for a person."""

import io
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from kyoso.connectors.national_portal import numbers
from kyoso.connectors.national_portal.layout import layout
from kyoso.connectors.national_portal.models import Reason, State
from kyoso.connectors.national_portal.numbers import search
from kyoso.connectors.national_portal.package import open_package
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.engines.casework.api import Case
from kyoso.engines.media.testing import a_photo

# 架空の番号: the example of a right check digit that everybody uses.
NUMBER = "123456789018"
SAID = f"My Number {NUMBER}"


def searched(files):
    content = files if isinstance(files, bytes) else examples.package(files)
    return search(open_package(content, layout(), form=("申請書.xml", "申請書.csv")))


def a_paper(words="", *, typed="", pages=1):
    """Return a PDF with words on its first page, and what was typed into a field."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode())
    page = writer.pages[0]
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("個人番号"),
            NameObject("/V"): TextStringObject(typed),
        }
    )
    form = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    writer._root_object[NameObject("/AcroForm")] = form
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def office_file(text):
    """Return a file as offices write it: a ZIP of XML, the number in two runs."""
    cut = len(text) // 2
    words = f"<w:t>{text[:cut]}</w:t><w:t>{text[cut:]}</w:t>"
    return examples.package({"word/document.xml": f"<d>{words}</d>".encode()})


@pytest.mark.parametrize(
    "files",
    [
        {"申請書.xml": f"<a><b>{NUMBER}</b></a>".encode()},
        {"申請書.xml": f'<a><b no="{NUMBER}">1</b></a>'.encode()},
        {"申請書.xml": f'<a><b name="{NUMBER}">1</b></a>'.encode()},
        {"申請書.xml": f"<a>{NUMBER}<b>1</b></a>".encode()},
        {"申請書.xml": f"<a><b>1</b>{NUMBER}</a>".encode()},
        {"申請書.xml": f"<a><!-- {NUMBER} --><b>1</b></a>".encode()},
        {
            "申請書.xml": "".join(
                ["<a>", *(f"<b>{digit}</b>" for digit in NUMBER), "</a>"]
            ).encode()
        },
        {"申請書.csv": f"氏名,花子,{NUMBER}\r\n".encode()},
        {"申請書.csv": f"{NUMBER}\r\n".encode()},
        {"申請書.csv": f"{NUMBER},1\r\n".encode()},
        {"申請書.csv": b"x,1234,5678,9018\r\n"},
        {f"写真{NUMBER}.jpg": b"\xff\xd8\xff"},
        {"マイナンバーカード.jpg": b"\xff\xd8\xff"},
        {"個人番号/1.txt": b"x"},
        {"明細.csv": f"番号,{NUMBER}\r\n".encode("cp932")},
        {"明細.xml": f'<a no="{NUMBER}"/>'.encode()},
        {"明細.txt": NUMBER.encode("utf-16")},
        {"明細.docx": office_file(NUMBER)},
        {"書類.pdf": a_paper(SAID)},
        {"記入.pdf": a_paper(typed=NUMBER)},
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_number_is_found_wherever_it_stands(files):
    assert searched(files).found


def test_a_number_in_a_remark_of_the_zip_is_found():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("a.txt", b"x")
        zipped.comment = NUMBER.encode()
    assert searched(made.getvalue()).found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("書類.pdf", b"%PDF-1.7\nbroken"),
        ("書類.bin", b"\x00\x01\x02 no text"),
        ("書類.docx", b"PK\x03\x04 broken"),
        ("書類.zip", examples.package({"a.zip": examples.package({"b": b"x"})})),
        ("書類.txt", b"x" * (10 * 1024 * 1024 + 1)),
        ("書類.tiff", b"II*\x00\x08\x00\x00\x00"),
    ],
)
def test_what_cannot_be_read_is_named(name, content):
    seen = searched({name: content})
    assert (seen.found, seen.unread) == ((), (name,))


def test_a_long_pdf_is_not_read_to_its_end_and_named():
    assert searched({"書類.pdf": a_paper("x", pages=21)}).unread == ("書類.pdf",)


def test_papers_without_end_are_not_all_read(monkeypatch):
    monkeypatch.setattr(numbers, "MOST_PAPERS", 2)
    files = {f"{n}.pdf": a_paper("x") for n in range(3)}
    files |= {"写真.jpg": a_photo().read(), "説明.txt": b"x"}
    assert searched(files).unread == ("2.pdf",)


def test_photographs_and_plain_papers_are_neither():
    files = {
        "写真.jpg": a_photo().read(),
        "説明.txt": "電話は0185000009です。".encode("cp932"),
        "表.csv": b"a,1\r\n",
        "書類.pdf": a_paper("nothing"),
        "書類.docx": office_file("nothing"),
    }
    seen = searched(files)
    assert (seen.found, seen.unread) == ((), ())


def test_a_file_that_cannot_be_read_waits_for_a_person(town):
    files = {"申請書.xml": examples.xml(examples.HOUSE), "書類.bin": b"\x00\x01\x02"}
    town.bring(files)
    town.round()
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.UNREADABLE)
    assert not Case.objects.exists()


def test_a_number_in_an_attachment_is_let_go_of(town):
    files = {"申請書.xml": examples.xml(examples.HOUSE), "明細.csv": SAID.encode()}
    town.bring(files)
    town.round()
    assert (town.arrival().state, town.arrival().sealed) == (State.NUMBERED, None)
