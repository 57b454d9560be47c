"""Without a form in one's hand, and without a screen: the counter and the paper.

書かない窓口: the officer asks at a desk of 1366 px, the resident confirms on a
telephone of 320 px without script. On paper: printed with its code, half filled,
read back by a clerk who sees what the paper says otherwise.
"""

import re

import pytest

from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.jobs.testing import drain
from tests import applying
from tests.journeys.axe import (
    accessibility_faults,
    assert_accessible,
    sideways_faults,
)
from tests.journeys.test_one_application import PHOTO, attach, button, fill

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def desk(context, as_person, clean_media, sato):
    applying.load_procedures()
    page = context(1366, javascript=False).new_page()
    as_person(page, sato)
    return page


def enter_at_the_counter(desk, doors):
    desk.goto(doors.office("/applications/"))
    desk.locator('[name="procedure"]').first.check()
    desk.locator('[name="channel"][value="counter"]').check()
    button(desk, "入力を始める").click()
    for screen, posted in applying.typed().items():
        if f"/p/{screen}/" in desk.url:
            fill(desk, posted)
            if screen == "receipt":
                attach(desk)
            assert desk.locator("h1").count() == 1
            button(desk, "保存して次へ").click()
    assert desk.url.endswith("/check/")


def confirmation_code(desk):
    button(desk, "画面で確かめてもらう").click()
    assert_accessible(desk)
    return desk.locator(".ks-save__code").inner_text()


def open_answers(paper, doors, code):
    paper.goto(doors.public("/counter/"))
    fill(paper, {"code": code})
    button(paper, "内容を見る").click()


def test_an_officer_asks_and_the_resident_confirms(doors, desk, paper, phone):
    enter_at_the_counter(desk, doors)
    code = confirmation_code(desk)
    open_answers(phone, doors, code)
    phone.get_by_text("ちがうところがあります").click()
    assert not accessibility_faults(phone) + sideways_faults(phone)
    open_answers(paper, doors, code)
    assert "みまもり電機" in paper.locator("main").inner_text()
    paper.get_by_text("ちがうところがあります").click()
    paper.locator('[name="question"][value="device_name"]').check()
    button(paper, "職員に伝える").click()

    desk.get_by_role("link", name="確かめた結果を見る").click()
    assert "本人が「ちがう」と答えたところ" in desk.locator("main").inner_text()
    assert_accessible(desk)
    desk.locator(".ks-mend a").click()
    fill(desk, {"device_name": "架空電機 みまもりカメラ"})
    button(desk, "保存して次へ").click()

    open_answers(paper, doors, confirmation_code(desk))
    assert "架空電機" in paper.locator("main").inner_text()
    button(paper, "まちがいありません").click()
    assert "確かめました" in paper.title()

    desk.get_by_role("link", name="確かめた結果を見る").click()
    assert "本人が画面で確かめた" in desk.locator("main").inner_text()
    assert_accessible(desk)
    button(desk, "申請を受け付ける").click()
    case = Case.objects.get()
    assert case.receipt_number in desk.locator("main").inner_text()
    assert (case.channel, case.entry.how) == ("counter", "screen")
    desk.goto(doors.office(f"/cases/{case.ref}"))
    assert "本人が画面で確かめた" in desk.locator("main").inner_text()


def test_a_paper_is_printed_half_filled_and_read_back(doors, desk, paper):
    paper.goto(doors.public(f"/procedures/{applying.SLUG}/"))
    button(paper, "申請を始める").first.click()
    for screen in list(applying.typed())[:4]:
        fill(paper, applying.typed()[screen])
        button(paper, "次へ進む").click()
    paper.get_by_role("link", name="あとで続ける").click()
    paper.get_by_role("link", name="紙の様式を印刷する").click()
    paper.get_by_role("link", name=re.compile("PDFの用紙を作る")).click()
    button(paper, "PDFを作る").click()
    drain()
    paper.get_by_role("link", name="できたか見る").click()
    with paper.expect_download() as saved:
        paper.get_by_role("link", name="PDFを保存する").click(no_wait_after=True)
    assert saved.value.suggested_filename.endswith(".pdf")

    draft = Draft.objects.get()
    desk.goto(doors.office("/applications/"))
    fill(desk, {"code": draft.code, "came_by": "paper"})
    button(desk, "続きを入力する").click()
    everything = {k: v for each in applying.typed().values() for k, v in each.items()}
    everything["watched_name.name"] = "能代 菊"
    for _page in Draft.objects.get().version.parsed.pages:
        if desk.url.endswith("/check/"):
            break
        asked = {
            name: value
            for name, value in everything.items()
            if desk.locator(f'[name="{name}"]').count()
        }
        fill(desk, asked)
        if desk.locator('input[name="receipt"]').count():
            desk.locator('input[name="receipt"]').set_input_files(
                [{**PHOTO, "buffer": applying.a_receipt().read()}]
            )
        button(desk, "保存して次へ").click()
    assert desk.url.endswith("/check/"), desk.locator("main").inner_text()
    assert "前の答え" in desk.locator("main").inner_text()
    assert "能代 キク" in desk.locator("del").first.inner_text()
    scan = {**PHOTO, "name": "用紙.jpg", "buffer": applying.a_receipt().read()}
    desk.locator("#id_scan").set_input_files([scan])
    button(desk, "写しを残す").click()
    assert_accessible(desk)
    desk.get_by_role("link", name="紙の様式（PDF）を印刷する").click()
    assert_accessible(desk)
    desk.go_back()
    button(desk, "申請を受け付ける").click()
    case = Case.objects.get()
    assert (case.channel, case.entry.how) == ("paper", "paper")
    desk.goto(doors.office(f"/cases/{case.ref}"))
    assert "用紙.jpg" in desk.locator("main").inner_text()
