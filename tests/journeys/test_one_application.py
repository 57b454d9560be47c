"""One application, all the way: 320 px without JavaScript, the desk, the notice.

A resident without an account applies; the section asks for one thing to be mended;
she mends that one thing; clerk drafts, head approves; the worker sends the notice;
the plan's indicator moves, and everybody sees it.
"""

import re

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.indicators import api as indicators
from kyoso.engines.jobs.testing import drain
from tests import applying
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PHOTO = {"name": "領収書.jpg", "mimeType": "image/jpeg"}


@pytest.fixture
def town(clean_media, settings):
    """The city's procedure and plan; mails are caught as in the demo."""
    settings.EMAIL_BACKEND = "kyoso.engines.messaging.backends.Outbox"
    applying.load_procedures()
    applying.load_plan()


def fill(page, posted):
    """Type into, tick or choose what one screen asks."""
    for name, value in posted.items():
        control = page.locator(f'[name="{name}"]')
        kind = control.first.get_attribute("type")
        if kind == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            control.check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def button(page, words):
    return page.get_by_role("button", name=words, exact=True)


def attach(page):
    photo = {**PHOTO, "buffer": applying.a_receipt().read()}
    page.locator('input[type="file"]').set_input_files([photo])


def apply(page, doors, screens=None):
    """Walk from the list of procedures to the receipt; return number and code."""
    page.goto(doors.public("/procedures/"))
    page.get_by_role("link", name="高齢者見守り対応機器の購入費助成").first.click()
    button(page, "申請を始める").first.click()
    # An empty answer gets a sentence, and stays on its screen.
    button(page, "次へ進む").click()
    assert page.title().startswith("エラー：")
    assert page.locator("#error-summary a").count() == 1
    for screen, posted in (screens or applying.typed()).items():
        assert f"/q/{screen}/" in page.url
        fill(page, posted)
        if screen == "receipt":
            attach(page)
        button(page, "次へ進む").click()
    assert page.url.endswith("/check/")
    assert "みまもり電機" in page.locator("main").inner_text()
    button(page, "申請する").click()
    assert page.url.endswith("/receipt/")
    words = page.locator("main").inner_text()
    number = re.search(r"\d{4}-\w{4}-\w{4}", words)[0]
    code = page.locator(".ks-save__code").inner_text()
    return number, code


def see_status(page, doors, number, code):
    page.goto(doors.public("/applications/status/"))
    fill(page, {"number": number, "code": code})
    button(page, "申請の状況を見る").click()
    return page.locator("main").inner_text()


def open_case(page, doors, number):
    page.goto(doors.office("/cases?view=open"))
    page.get_by_role("link", name=number).click()


def test_it_goes_all_the_way(doors, paper, context, as_person, town, sato, suzuki, db):
    number, code = apply(paper, doors)
    paper.context.clear_cookies()
    assert number in see_status(paper, doors, number, code)

    desk = context(1366, javascript=False).new_page()
    as_person(desk, sato)
    open_case(desk, doors, number)
    button(desk, "確認を始める").click()
    assert_accessible(desk)
    desk.get_by_role("link", name="補正を求める").click()
    desk.locator('[name="open_receipt"]').check()
    desk.locator('[name="comment_receipt"]').fill("品物の名前が読み取れません。")
    button(desk, "補正を求める").click()
    assert "補正の答えを待っています" in desk.locator("main").inner_text()
    drain()
    assert "直して" in outbox(desk, doors)

    mend(paper, doors, number, code)

    open_case(desk, doors, number)
    assert_accessible(desk)
    desk.get_by_role("link", name="起案する").click()
    desk.get_by_role("link", name="交付決定").first.click()
    desk.locator('[name="term_amount"]').fill("12,400")
    button(desk, "通知書を確かめる").click()
    assert_accessible(desk)
    button(desk, "起案する").click()
    assert "決裁" in desk.locator("main").inner_text()

    before = completed(paper, doors)
    head = context(1366, javascript=False).new_page()
    as_person(head, suzuki)
    open_case(head, doors, number)
    head.get_by_role("link", name="案を見て決裁する").click()
    button(head, "決裁する").click()
    drain()
    assert "結果" in outbox(head, doors)
    case = Case.objects.get(receipt_number=number)
    assert case.decision.notice.file is not None
    assert "結果" in see_status(paper, doors, number, code)

    indicators.recompute_all()
    after = completed(paper, doors)
    assert before != after
    assert re.search(r"(?<!\d)1\s*件", after)


def mend(page, doors, number, code):
    """Open the case by its slip and answer the one question that was asked."""
    assert "品物の名前が読み取れません。" in see_status(page, doors, number, code)
    button(page, "直すところだけを直す").click()
    assert "/q/receipt/" in page.url
    assert "品物の名前が読み取れません。" in page.locator("main").inner_text()
    attach(page)
    button(page, "次へ進む").click()
    assert page.url.endswith("/check/")
    changes = page.get_by_role("link", name=re.compile("変更"))
    assert changes.count() == 1
    button(page, "直した内容を送る").click()


def outbox(page, doors):
    page.goto(doors.office("/_outbox"))
    return page.locator("main").inner_text()


def completed(page, doors):
    page.goto(doors.public("/plan/indicators/cases-completed"))
    return page.locator("main").inner_text()


def test_a_notice_by_post_waits_for_its_batch(
    doors, paper, context, as_person, town, sato, suzuki
):
    screens = applying.typed(notice_way={"notice_way": "post"})
    del screens["applicant_email"]
    number, _ = apply(paper, doors, screens)
    case = Case.objects.get(receipt_number=number)
    casework.accept(case, by=sato.account)
    casework.propose(case, outcome="grant", terms={"amount": 12400}, by=sato.account)
    casework.approve(case, by=suzuki.account)
    drain()
    desk = context(1366, javascript=False).new_page()
    as_person(desk, sato)
    desk.goto(doors.office("/letters"))
    assert "能代 花子" in desk.locator("main").inner_text()
    desk.locator('main input[type="checkbox"]').first.check()
    desk.locator('main button[type="submit"], main .ks-button').last.click()
    assert "/letters/batches/" in desk.url
    assert_accessible(desk)
    desk.get_by_role("link", name=re.compile("ラベル|宛名")).first.click()
    assert "能代 花子" in desk.locator("body").inner_text()
