"""What officers do at 1366 px: many at once, a filter kept, others asked, handed over, reviewed."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.api import Case
from tests import people as cast
from tests.journeys.axe import accessibility_faults, sideways_faults

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def button(page, words):
    return page.get_by_role("button", name=words, exact=True)


def look(page):
    faults = accessibility_faults(page) + sideways_faults(page)
    assert not faults, f"{page.url}:\n" + "\n".join(faults)


def words(page):
    return page.locator("main").inner_text()


@pytest.fixture
def procedure(db):
    cast.section()
    return testing.procedure()


def test_a_clerk_handles_many_and_keeps_a_filter(
    doors, context, as_person, procedure, sato
):
    cases = [testing.case(procedure, name=f"架空 {n}子") for n in range(3)]
    casework.accept(cases[2], by=sato.account)
    page = context(1366, javascript=False).new_page()
    as_person(page, sato)
    page.goto(doors.office("/cases"))
    look(page)
    for box in page.locator('input[name="case"]').all():
        box.check()
    button(page, "確認を始める").click()
    look(page)
    button(page, "確認を始める").click()
    assert "2件を終えました。1件は、できませんでした。" in words(page)
    look(page)
    page.goto(doors.office("/cases?view=mine"))
    page.get_by_text("条件に名前を付けて保存する").click()
    page.locator("#filter-title").fill("毎朝見る")
    look(page)
    button(page, "保存する").click()
    page.goto(doors.office("/cases"))
    page.get_by_role("link", name="毎朝見る").click()
    assert page.url.endswith("?view=mine")
    page.get_by_role("link", name="CSVで保存する").click()
    look(page)


def test_a_draft_goes_round_and_a_review_is_entered(
    doors, context, as_person, procedure, sato, suzuki, goto
):
    case = testing.reviewing(by=sato.account, of=procedure)
    page = context(1366, javascript=False).new_page()
    as_person(page, sato)
    page.goto(doors.office(f"/cases/{case.ref}"))
    page.locator("#note-text").fill("@鈴木 確認をお願いします。")
    button(page, "メモを残す").click()
    page.get_by_role("link", name="起案する").click()
    page.get_by_role("link", name="承認").first.click()
    page.locator('[name="term_amount"]').fill("12,000")
    page.get_by_text("決裁を加える・合議を求める").click()
    page.locator('[name="consult_1"]').select_option(cast.TAX)
    look(page)
    button(page, "通知書を確かめる").click()
    look(page)
    button(page, "起案する").click()

    other = context(1366, javascript=False).new_page()
    as_person(other, goto)
    other.goto(doors.office("/cases?view=asked"))
    other.get_by_role("link", name=case.receipt_number).click()
    other.get_by_role("link", name="合議に答える").click()
    look(other)
    other.get_by_label("不同意", exact=True).check()
    other.locator('[name="reason"]').fill("滞納があります。")
    button(other, "合議に答える").click()

    head = context(1366, javascript=False).new_page()
    as_person(head, suzuki)
    head.goto(doors.office(f"/cases/{case.ref}"))
    look(head)
    head.get_by_role("link", name="案を見て決裁する").click()
    button(head, "決裁する").click()
    assert "不同意があります" in head.locator("body").inner_text()
    head.get_by_role("link", name="案を見て決裁する").click()
    head.locator('[name="reason"]').fill("納付の約束を確かめた。")
    button(head, "決裁する").click()
    assert Case.objects.get(pk=case.pk).state == casework.State.COMPLETED

    page.goto(doors.office(f"/cases/{case.ref}"))
    page.get_by_role("link", name="審査請求を記録する・見る").click()
    look(page)
    page.locator('[name="purport"]').fill("取消しを求める。")
    for part in ("year", "month", "day"):
        given = page.locator(f'[name="received_on_{part}"]').input_value()
        typed = page.locator(f'[name="known_on_{part}"]')
        if typed.evaluate("one => one.tagName") == "SELECT":
            typed.select_option(given)
        else:
            typed.fill(given)
    button(page, "審査請求を登録する").click()
    assert "審査請求が出ている申請です" in words(page)
    look(page)
    page.get_by_role("link", name="関連する申請を見る").click()
    look(page)


def test_a_case_goes_to_another_section(
    doors, context, as_person, procedure, sato, tanaka
):
    case = testing.reviewing(by=sato.account, of=procedure)
    page = context(1366, javascript=False).new_page()
    as_person(page, sato)
    page.goto(doors.office(f"/cases/{case.ref}"))
    page.get_by_role("link", name="ほかの課に引き継ぐ").click()
    button(page, "引継ぎを申し出る").click()
    look(page)
    page.locator('[name="section"]').select_option(cast.TAX)
    page.locator('[name="reason"]').fill("課税の申請だったため。")
    button(page, "引継ぎを申し出る").click()
    look(page)

    other = context(1366, javascript=False).new_page()
    as_person(other, tanaka)
    other.goto(doors.office("/cases?view=asked"))
    other.get_by_role("link", name=case.receipt_number).click()
    other.get_by_role("link", name="引継ぎに答える").click()
    look(other)
    other.get_by_label("引き受ける", exact=True).check()
    button(other, "答える").click()
    assert Case.objects.get(pk=case.pk).section.slug == cast.TAX
    look(other)
