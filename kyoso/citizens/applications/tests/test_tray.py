"""A paper with a 個人番号 is sealed on arrival: nobody here reads it, nothing of it stays."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.forms import api as forms
from kyoso.engines.media import testing as media_testing
from kyoso.engines.media.api import File
from kyoso.engines.tray import testing as keys
from kyoso.engines.tray.api import Sealed, open_sealed
from tests import people as cast

SECRET = b"%PDF-1.7 KOJIN-BANGO-" + b"8" * 4000 + b"-END"
NAME = "番号カードの写し.pdf"


@pytest.fixture(autouse=True)
def key(settings, tmp_path):
    """The numbered business's key, whose private half stays with it."""
    public, private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    media_testing.keep_in(tmp_path / "media", settings)
    return keys.read_private(private)


@pytest.fixture
def visitor(db):
    cast.section()
    content = casework_testing.content()
    for page in content["form"]["pages"]:
        for question in page["questions"]:
            if question["key"] == "plan":
                question["tray"] = True
    casework.load(casework.check(content), by=None)
    found = Visitor(cast.visiting())
    found.begin()
    for name in ("applicant_name", "applicant_address", "bed", "has_cost", "cost"):
        found.post(name)
    return found


def send(visitor, content=SECRET, name=NAME):
    upload = SimpleUploadedFile(name, content, "application/pdf")
    return visitor.post("plan", {"plan.sealed": upload})


def in_the_database(word):
    """Tell in which tables a word stands, as text or as bytes."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    kept = (
                        bytes(cell)
                        if isinstance(cell, bytes | memoryview)
                        else str(cell).encode()
                    )
                    if word in kept:
                        found.add(table)
    return found


def on_disk(folder, word):
    return [
        path
        for path in Path(folder).rglob("*")
        if path.is_file() and word in path.read_bytes()
    ]


def test_no_byte_of_it_is_anywhere_afterwards(visitor, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert send(visitor).status_code == 302
    assert visitor.submit().status_code == 302
    for word in (b"KOJIN-BANGO-", b"8" * 40, NAME.encode()):
        assert not in_the_database(word)
        assert not on_disk(tmp_path, word)
    assert not File.objects.exists()


def test_it_never_touches_a_disk_on_its_way(visitor, monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("A file was spooled to the disk.")

    monkeypatch.setattr(
        "django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse
    )
    assert send(visitor).status_code == 302
    assert Sealed.objects.count() == 1


def test_an_ordinary_file_still_takes_the_ordinary_way(procedure, photo, monkeypatch):
    """The same spy sees a photograph: it can fail."""
    seen = []
    from django.core.files import uploadedfile

    plainly = uploadedfile.tempfile.NamedTemporaryFile
    monkeypatch.setattr(
        "django.core.files.uploadedfile.tempfile.NamedTemporaryFile",
        lambda *args, **options: seen.append(1) or plainly(*args, **options),
    )
    visitor = Visitor(cast.visiting())
    visitor.begin()
    visitor.post("plan", {"plan": photo()})
    assert seen


def test_only_the_numbered_business_opens_it(visitor, key):
    send(visitor)
    sealed = Sealed.objects.get()
    opened = open_sealed(bytes(sealed.content), ref=sealed.ref, key=key)
    assert opened == (NAME, SECRET)


def test_filing_joins_it_to_the_receipt_number_and_section(visitor):
    send(visitor)
    assert Sealed.objects.get().receipt_number == ""
    visitor.submit()
    case, sealed = casework.Case.objects.get(), Sealed.objects.get()
    assert sealed.receipt_number == case.receipt_number
    assert sealed.section == case.section
    assert sealed.about == ""
    assert case.submissions.get().attachments.count() == 0


def test_the_resident_reads_that_it_is_passed_on_unopened(visitor):
    text = visitor.get("q/plan/").content.decode()
    assert "この書類は開かずに担当へ渡します" in text
    send(visitor)
    text = visitor.get("q/plan/").content.decode()
    assert "預かった書類" in text
    assert NAME not in text


def test_the_officer_of_the_case_sees_that_it_was_sent_and_no_link(visitor, sato):
    send(visitor)
    visitor.submit()
    case = casework.Case.objects.get()
    text = cast.visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "開かずに担当へ渡す書類" in text
    assert f"/cases/{case.ref}/files/" not in text
    ref = Sealed.objects.get().ref
    assert cast.visiting(sato).get(f"/cases/{case.ref}/files/{ref}").status_code == 404


def test_taking_it_away_leaves_nothing(visitor):
    send(visitor)
    visitor.post("plan", {"plan.remove": Sealed.objects.get().ref})
    assert not Sealed.objects.exists()


def test_throwing_the_draft_away_leaves_nothing(visitor):
    send(visitor)
    draft = forms.Draft.objects.get(ref=visitor.ref)
    forms.discard(draft, by=None)
    assert not Sealed.objects.exists()


def test_a_posted_file_under_the_ordinary_name_is_not_taken(visitor):
    upload = SimpleUploadedFile(NAME, SECRET, "application/pdf")
    visitor.post("plan", {"plan": upload})
    assert not Sealed.objects.exists()
    assert not File.objects.exists()


def test_any_kind_of_file_is_taken_unlooked_at(visitor):
    send(visitor, content=b"\x00\x01 no kind at all", name="x.bin")
    assert Sealed.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"x" * (11 * 1024 * 1024)])
def test_an_empty_or_huge_one_gets_a_sentence_beside_the_question(visitor, content):
    answer = send(visitor, content=content)
    assert not Sealed.objects.exists()
    text = visitor.get("q/plan/").content.decode() + answer.content.decode()
    assert "この書類" in text
    assert answer.status_code in {200, 422}


def test_sealed_files_of_one_request_fill_no_more_than_so_much_memory(
    visitor, monkeypatch
):
    monkeypatch.setattr(
        "kyoso.engines.media.upload_handler.LARGEST_SEALED", 3 * 1024 * 1024
    )
    uploads = [
        SimpleUploadedFile(f"{n}.pdf", b"x" * 2 * 1024 * 1024, "application/pdf")
        for n in range(2)
    ]
    answer = visitor.post("plan", {"plan.sealed": uploads})
    assert Sealed.objects.count() == 1
    assert "1件ずつ送ってください" in answer.content.decode()


def test_a_key_that_is_gone_gets_a_sentence(visitor, settings, tmp_path):
    settings.PRODUCTION = True
    settings.TRAY = {"public_key_file": str(tmp_path / "gone.pem")}
    answer = send(visitor)
    assert "窓口か郵便でお出しください" in answer.content.decode()
    assert not Sealed.objects.exists()


def test_a_sealed_file_that_is_gone_is_no_application(visitor):
    send(visitor)
    Sealed.objects.all().delete()
    answer = visitor.submit()
    assert "見つかりません" in answer.content.decode()
    assert not casework.Case.objects.exists()


def test_without_a_tray_nothing_is_taken_and_the_way_out_is_said(visitor, settings):
    settings.TRAY = {"public_key_file": ""}
    answer = send(visitor)
    assert "窓口か郵便でお出しください" in answer.content.decode()
    assert not Sealed.objects.exists()


def test_a_ref_of_an_ordinary_file_does_not_answer_it(visitor):
    draft = forms.Draft.objects.get(ref=visitor.ref)
    told = {"ref": "a" * 16, "name": "x.pdf", "kind": "pdf", "size": 3}
    forms.set_answer(draft, "plan", typed=[told], by=None)
    assert [fault.question for fault in forms.checked(draft).errors] == ["plan"]
