"""A paper with a 個人番号, by phone without JavaScript, and at the desk of who answers for it."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.tray import keys
from kyoso.engines.tray.api import Sealed
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def procedure(settings, tmp_path, clean_media):
    public, _private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    cast.section()
    content = casework_testing.content()
    for page in content["form"]["pages"]:
        for question in page["questions"]:
            if question["key"] == "plan":
                question |= {"tray": True, "label": "個人番号を確かめる書類"}
    return casework.load(casework.check(content), by=None)


def fits(page):
    """Say that nothing is wider than the phone."""
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_resident_sends_it_and_reads_that_nobody_opens_it(
    procedure, doors, context, paper, as_person
):
    page = paper
    page.goto(doors.public(f"/procedures/{procedure.slug}/"))
    page.get_by_role("button", name="申請を始める").first.click()
    ref = page.url.split("/drafts/")[1].split("/")[0]
    page.goto(doors.public(f"/drafts/{ref}/q/plan/"))
    assert page.get_by_text("この書類は開かずに担当へ渡します").is_visible()
    assert fits(page)
    page.set_input_files(
        "input[type=file]",
        {"name": "番号.pdf", "mimeType": "application/pdf", "buffer": b"%PDF number"},
    )
    page.get_by_role("button", name="もう1件送る").click()
    assert page.get_by_text("預かった書類", exact=True).is_visible()
    assert not page.get_by_text("番号.pdf").is_visible()
    assert fits(page)
    assert Sealed.objects.count() == 1


def test_who_answers_for_numbers_takes_it_out_and_closes_it(
    procedure, doors, desk, as_person
):
    from kyoso.engines.tray import api as tray

    for number in ("2026-7K3M-QW2T", "2026-8K3M-QW2T"):
        sealed = tray.put(b"number", name="番号.pdf", by=None)
        tray.hand_in(
            [sealed.ref], receipt_number=number, section=cast.section(), by=None
        )
    as_person(desk, cast.watabe())
    desk.goto(doors.office("/tray"))
    assert desk.get_by_text("2026-7K3M-QW2T").is_visible()
    assert_accessible(desk)
    with desk.expect_download() as download:
        desk.get_by_role("button", name="取り出す", exact=True).first.click()
    assert download.value.suggested_filename == "tray.zip"
    desk.reload()
    assert desk.get_by_text("取り出し済み").first.is_visible()
    assert_accessible(desk)
    desk.get_by_text("取込みを確かめた").first.click()
    assert_accessible(desk)
    desk.get_by_label("番号を扱う端末で開き").first.check()
    desk.get_by_role("button", name="取込みを記録して消す").first.click()
    assert desk.get_by_text("封をした書類を消しました").is_visible()
    assert Sealed.objects.filter(content=None).count() == 1
