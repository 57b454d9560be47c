"""紙の様式: a PDF with the draft's code and answers, and the paper read back."""

import io

import pytest
from pypdf import PdfReader

from kyoso.citizens.applications import entering, sheets
from kyoso.citizens.applications.models import Entry, Sheet
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.forms import testing as forms_testing
from kyoso.engines.forms.api import Draft
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media.api import File
from kyoso.kernel import clock
from tests import people as cast


@pytest.fixture
def desk(procedure):
    return cast.visiting(cast.sato())


def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def sheet_of(stranger):
    """Ask for the PDF of what the stranger typed, let the worker make it, fetch it."""
    page = stranger.client.post(f"/drafts/{stranger.ref}/paper/pdf/")
    assert page.url == f"/drafts/{stranger.ref}/paper/pdf/"
    assert "PDFを作っています" in stranger.client.get(page.url).content.decode()
    drain()
    assert "PDFを保存する" in stranger.client.get(page.url).content.decode()
    served = stranger.client.get(f"{page.url}file/")
    return b"".join(served.streaming_content)


def test_it_prints_every_question_with_code_ground_and_purpose(stranger):
    stranger.begin(paper="1")
    draft = Draft.objects.get()
    text = text_of(sheet_of(stranger))
    definition = draft.version.parsed
    for _page, question in definition.questions():
        assert str(question.label) in text
    for words in (draft.code, "情報の利用目的", "たずねる根拠", "市の記入欄"):
        assert words in text


def test_it_prints_what_was_answered_and_leaves_room_for_the_rest(stranger):
    stranger.begin()
    stranger.post("applicant_name")
    text = text_of(sheet_of(stranger))
    assert "能代 花子" in text
    assert "〒" in text


def test_an_answer_changed_since_gets_a_new_sheet_and_else_the_same(stranger):
    stranger.begin()
    sheet_of(stranger)
    stranger.client.post(f"/drafts/{stranger.ref}/paper/pdf/")
    assert Sheet.objects.count() == 1
    stranger.post("applicant_name")
    assert "能代 花子" in text_of(sheet_of(stranger))
    assert Sheet.objects.count() == 2


def test_it_prints_boxes_for_every_type_of_question_in_three_languages(db):
    form = forms_testing.small_form()
    form["pages"].append(
        {"slug": "all", "title": "全部", "questions": forms_testing.every_type()}
    )
    version = forms.load(form)
    draft = forms.start(version, by=None, about="procedure:example")
    assert {q.kind for _p, q in version.parsed.questions()} == {
        each["type"] for each in forms_testing.every_type()
    }
    for language in ("ja", "en", "ja-easy"):
        rows = [
            row
            for page in sheets.pages_of(draft, language=language)
            for row in page["rows"]
        ]
        boxes = [row for row in rows if row.get("boxes")]
        assert len(boxes) >= 4
        assert not any(box["on"] for row in boxes for box in row["boxes"])
        assert [row["label"] for row in rows if row["kind"] == "item"]


def test_a_letter_that_no_font_has_leaves_room_for_the_pen(stranger):
    stranger.begin()
    name = {"applicant_name.name": "能代 花子ا", "applicant_name.kana": "はな"}
    stranger.post("applicant_name", name)
    text = text_of(sheet_of(stranger))
    assert "能代 花子" not in text


def test_another_person_gets_neither_page_nor_file(stranger):
    stranger.begin()
    sheet_of(stranger)
    for path in ("paper/pdf/", "paper/pdf/file/"):
        page = cast.visiting().get(f"/drafts/{stranger.ref}/{path}")
        assert page.url == "/applications/resume/"
        page = cast.visiting(cast.hanako()).get(f"/drafts/{stranger.ref}/{path}")
        assert page.status_code == 404


def test_old_sheets_are_forgotten_with_their_files(stranger):
    stranger.begin()
    sheet_of(stranger)
    with clock.at(clock.now() + sheets.KEPT_FOR * 1.1):
        assert sheets.forget_old() == 1
    assert not Sheet.objects.exists()
    assert not File.objects.filter(purpose=sheets.PURPOSE).exists()


def test_the_clerk_sees_where_the_paper_says_otherwise_and_keeps_its_scan(
    stranger, desk, photo
):
    stranger.begin()
    stranger.answer_all()
    draft = Draft.objects.get()
    desk.post("/applications/", {"resume": "1", "code": draft.code, "came_by": "paper"})
    at = f"/applications/drafts/{draft.ref}"
    desk.post(f"{at}/p/flower-bed/", {"bed": "公園の2番", "has_cost": "no"})
    shown = desk.get(f"{at}/check/").content.decode()
    assert "引き継いだ内容と違う答えがあります" in shown
    assert "<del>駅前の1番</del>" in shown
    assert "<del>能代 花子" not in shown
    desk.post(f"{at}/scan/", {"scan": photo("用紙.jpg")})
    desk.post(f"{at}/scan/", {"scan": photo("用紙2.jpg")})
    day = clock.today()
    page = desk.post(
        f"{at}/submit/",
        {
            "arrived_on_year": str(day.year),
            "arrived_on_month": str(day.month),
            "arrived_on_day": str(day.day),
        },
    )
    case = Case.objects.get()
    assert page.url == f"/applications/done/{case.ref}/"
    entry = case.entry
    assert (case.channel, entry.how, entry.before) == ("paper", "paper", {})
    names = [
        a.file.name for a in case.submissions.get().attachments.all() if not a.question
    ]
    assert names == ["用紙2.jpg"]


def test_what_was_never_received_is_forgotten_with_its_scan(stranger, desk, photo):
    stranger.begin()
    draft = Draft.objects.get()
    desk.post("/applications/", {"resume": "1", "code": draft.code})
    desk.post(f"/applications/drafts/{draft.ref}/scan/", {"scan": photo()})
    with clock.at(clock.now() + forms.KEPT_FOR * 1.1):
        assert entering.forget_left() == 0
        forms.forget_expired()
        assert entering.forget_left() == 1
    assert not Entry.objects.exists()
    assert not File.objects.exists()
