"""A grant from its decision to the payment order, reported from a phone without script.

The officers meet it at the desk: one accepts the report and drafts the amount, the
other confirms it; then the money is ordered, and the applicant reads so.
"""

import pytest

from kyoso.kernel import clock
from kyoso.region.grants import testing
from kyoso.region.grants.models import Grant
from kyoso.region.grants.stages import Stage
from tests import applying
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def granted(clean_media):
    """A grant of Hanako's, decided by the section's clerk and head."""
    clerk, head = cast.sato(), cast.suzuki()
    testing.programme()
    return testing.granted(
        by=clerk.account, approver=head.account, account=cast.hanako().account
    )


def fill_report(page):
    today = clock.today()
    for part, value in zip(
        ("year", "month", "day"), (today.year, today.month, today.day), strict=True
    ):
        page.locator(f'[name="finished_on_{part}"]').fill(str(value))
    page.get_by_label("かかった費用（税込み）").fill("９，５００円")
    page.get_by_label("実施した内容").fill("花壇を作り、花を植えました。")
    page.get_by_label("植えた花の数（株）").fill("40")
    photo = applying.a_receipt()
    page.get_by_label("領収書の写真など（1つ目）").set_input_files(
        {"name": photo.name, "mimeType": "image/jpeg", "buffer": photo.read()}
    )


def test_from_the_report_on_a_phone_to_the_payment_order(
    doors, granted, paper, desk, as_person
):
    as_person(paper, cast.hanako())
    paper.goto(doors.public("/my-grants"))
    paper.get_by_role("link", name="花壇の補助金").click()
    paper.get_by_role("link", name="実績報告をする").click()
    assert paper.evaluate("document.documentElement.scrollWidth") <= 320
    paper.get_by_role("button", name="実績報告を出す").click()
    assert paper.get_by_text(
        "かかった費用（税込み）を入力してください。"
    ).first.is_visible()
    fill_report(paper)
    paper.get_by_role("button", name="実績報告を出す").click()
    assert Grant.objects.get(pk=granted.pk).stage == Stage.REPORTED

    as_person(desk, cast.sato())
    desk.goto(doors.office("/grants"))
    desk.get_by_role("link", name=granted.case.receipt_number).click()
    assert desk.get_by_role("link", name="領収書.jpg").is_visible()
    assert_accessible(desk)
    desk.get_by_label("花壇がある").check()
    desk.get_by_label("認める費用").fill("9500")
    desk.get_by_role("button", name="実績報告を認める").click()
    desk.get_by_role("button", name="額の確定を起案する").click()

    as_person(desk, cast.suzuki())
    desk.reload()
    desk.get_by_role("button", name="この起案を決裁する").click()
    assert Grant.objects.get(pk=granted.pk).settled == 9_500

    as_person(desk, cast.sato())
    desk.reload()
    desk.get_by_role("button", name="支出命令を出す").click()
    assert_accessible(desk)

    paper.goto(doors.public(f"/my-grants/{granted.ref}"))
    assert paper.get_by_text("支払いの手続中").first.is_visible()
    assert paper.get_by_text("9,500円").first.is_visible()


def test_a_report_is_refused_to_everybody_else(doors, granted, phone, as_person):
    as_person(phone, cast.taro())
    answer = phone.goto(doors.public(f"/my-grants/{granted.ref}/report"))
    assert answer is not None
    assert answer.status == 404
