"""A certificate, from what for to the paper: by phone without JavaScript, and at the desk."""

import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import (
    a_holder,
    a_request,
    a_revenue_line,
    examined,
    paid,
)
from kyoso.engines.jobs.testing import drain
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def signature(settings, tmp_path, clean_media):
    """Sign with a toy key of this test alone."""
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }


def show_card(page):
    """Raise the session of this browser to a card's, as the log-in by card does."""
    kept = {one["name"]: one["value"] for one in page.context.cookies()}
    session = SessionStore(kept[django_settings.SESSION_COOKIE_NAME])
    session["people_identity_level"] = int(people.IdentityLevel.CARD)
    session.save()


def fits(page):
    """Say that nothing is wider than the phone."""
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def test_from_what_for_to_the_signed_paper_and_its_receiver(doors, paper, as_person):
    hanako = cast.hanako()
    a_holder(hanako, by=cast.shindo())
    a_revenue_line()
    as_person(paper, hanako)
    paper.goto(doors.public("/certificates"))
    assert fits(paper)
    paper.get_by_label("パスポートの申請").check()
    paper.get_by_role("button", name="次へ").click()
    assert paper.get_by_role(
        "heading", name="この証明書は要らないかもしれません"
    ).is_visible()
    assert fits(paper)
    paper.get_by_role("link", name="「住民票の写し」を申請する").click()
    assert paper.get_by_text(
        "マイナンバーカードで本人確認をしてください"
    ).first.is_visible()
    show_card(paper)
    paper.reload()
    paper.get_by_label("電子の証明書（署名つきPDF）").check()
    paper.get_by_role("button", name="確認に進む").click()
    assert fits(paper)
    assert paper.get_by_text("300円").first.is_visible()
    paper.get_by_role("button", name="申請する").click()
    assert paper.get_by_text("お出しできるかを確かめています。").is_visible()
    drain()
    paper.get_by_role("link", name="この画面を開きなおす").click()
    assert paper.get_by_role("link", name="300円を払う").is_visible()
    order = paid(certification.Order.objects.get(), by=cast.ota())
    paper.reload()
    assert fits(paper)
    with paper.expect_download() as got:
        paper.get_by_role("link", name="証明書（PDF）を受け取る").click()
    assert got.value.path().read_bytes().startswith(b"%PDF")
    made = certification.current(order)
    paper.goto(doors.public("/verify"))
    paper.get_by_label("確認番号").fill(made.code.replace("-", "").lower())
    paper.get_by_role("button", name="確かめる").click()
    assert paper.get_by_role("heading", name="この証明書は有効です").is_visible()
    assert fits(paper)
    assert "花子" not in paper.locator("main").inner_text()


def test_an_officer_issues_sends_and_revokes(doors, desk, as_person):
    hanako, shindo = cast.hanako(), cast.shindo()
    a_holder(hanako, by=shindo)
    order = paid(examined(a_request(hanako, delivery="tracked")), by=cast.ota())
    as_person(desk, shindo)
    desk.goto(doors.office("/certificates"))
    assert_accessible(desk)
    desk.locator(f'a[href$="/certificates/{order.ref}"]').click()
    assert_accessible(desk)
    desk.get_by_role("button", name="発行する", exact=True).click()
    drain()
    desk.reload()
    assert desk.get_by_text("作成済み").is_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="宛名を印刷する").click()
    assert desk.get_by_text("架空町1番1号").is_visible()
    assert_accessible(desk)
    desk.go_back()
    desk.get_by_label("追跡番号").fill("12345678901")
    desk.get_by_role("button", name="発送を記録する").click()
    assert desk.get_by_text("発送を記録しました。").is_visible()
    desk.get_by_text("失効させる").first.click()
    desk.get_by_label("理由").last.fill("書き誤り")
    desk.get_by_role("button", name="失効させる").click()
    assert desk.get_by_text("失効（書き誤り）").is_visible()


def test_a_clerk_enters_what_is_asked_for_at_the_counter(doors, desk, as_person):
    shindo = cast.shindo()
    person = residents_testing.a_person()
    born = person.birth.whole
    a_revenue_line()
    as_person(desk, shindo)
    desk.goto(doors.office("/certificates"))
    desk.get_by_role("link", name="窓口・郵送の請求を入力する").click()
    assert_accessible(desk)
    desk.get_by_role("link", name="住民票の写し").click()
    assert_accessible(desk)
    desk.get_by_label("宛名番号").fill(person.number)
    desk.locator('[name="born_era"]').select_option(label="西暦")
    for part, value in zip(("year", "month", "day"), born.timetuple(), strict=False):
        desk.locator(f'[name="born_{part}"]').fill(str(value))
    desk.get_by_label("窓口", exact=True).check()
    desk.get_by_label("請求した人の氏名").fill("能代　花子")
    desk.get_by_label("本人", exact=True).check()
    desk.get_by_role("button", name="入力して確かめる").click()
    assert_accessible(desk)
    desk.get_by_label("確かめた本人確認書類").fill("運転免許証")
    desk.locator('[name="purpose"]').select_option("work")
    desk.get_by_label("窓口で渡す").check()
    desk.get_by_role("button", name="入力して確かめる").click()
    assert desk.get_by_text("運転免許証").is_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="手数料を受け取った").click()
    desk.get_by_role("button", name="発行する").click()
    assert desk.get_by_text("発行しました。").first.is_visible()
    assert_accessible(desk)


def test_one_asks_for_another_by_a_mandate(doors, paper, as_person):
    hanako, taro = cast.hanako(), cast.taro()
    a_holder(hanako, by=cast.shindo())
    a_revenue_line()
    given = people.give_mandate(
        hanako,
        procedures=["certificate-resident-record"],
        expires_on=clock.today() + dt.timedelta(days=30),
        by=hanako.account,
    )
    people.accept_mandate(given.code, by=taro)
    as_person(paper, taro)
    show_card(paper)
    paper.goto(doors.public("/certificates/new/resident-record?purpose=other"))
    assert fits(paper)
    paper.get_by_label("能代 花子さんの分（代理）").check()
    paper.get_by_label("本人だけ").check()
    paper.get_by_label("電子の証明書（署名つきPDF）").check()
    paper.get_by_role("button", name="確認に進む").click()
    assert paper.get_by_text("能代 花子さん（代理の申請）").is_visible()
    paper.get_by_role("button", name="申請する").click()
    drain()
    paper.reload()
    assert paper.get_by_role("link", name="300円を払う").is_visible()
    assert fits(paper)


def test_every_state_of_a_request_is_accessible(doors, phone, as_person):
    hanako, shindo, ota = cast.hanako(), cast.shindo(), cast.ota()
    a_holder(hanako, by=shindo)
    waiting = a_request(hanako, token="w")
    by_hand = examined(a_request(hanako, purpose="pension"))
    declined = examined(a_request(hanako, "seal", delivery="tracked"))
    to_pay = examined(a_request(hanako))
    issued = paid(examined(a_request(hanako)), by=ota)
    sent = paid(examined(a_request(hanako, delivery="tracked")), by=ota)
    made = certification.issue(sent, by=shindo.account)
    certification.dispatch(sent, tracking="12345678901", by=shindo.account)
    certification.revoke(made, reason="書き誤り", by=shindo.account)
    as_person(phone, hanako)
    for order in (waiting, by_hand, declined, to_pay, issued, sent):
        phone.goto(doors.public(f"/certificates/requests/{order.ref}"))
        assert_accessible(phone)
    for path in (f"/verify/{made.code}", "/verify/AAAA-AAAA-AAAA", "/verify?code=x"):
        phone.goto(doors.public(path))
        assert_accessible(phone)
    show_card(phone)
    phone.goto(doors.public("/certificates/new/resident-record"))
    phone.get_by_role("button", name="確認に進む").click()
    assert_accessible(phone)
