"""A due, paid on a phone without JavaScript: declined, paid again, "支払い済み".

The connector, the company's page and its notices run over real HTTP: the server of
the test opens all three doors, and the company posts its notices to the public one.
"""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.jobs.testing import drain
from kyoso.engines.payments import api as payments
from kyoso.engines.payments.testing import a_designation, make_due
from kyoso.engines.people import api as people
from tests import dogs
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def company(doors, settings, tmp_path):
    """Open the sandbox door of the running server and point the connector there."""
    base = f"http://sandbox.localhost:{doors.port}"
    settings.VAR = tmp_path
    settings.DOORS = {
        **settings.DOORS,
        "sandbox": {"urlconf": "kyoso.config.urls_sandbox", "base": base},
    }
    settings.PAYMENT_PAGE = {**settings.PAYMENT_PAGE, "base": base}
    return base


@pytest.fixture
def due(company):
    a_designation()
    return make_due(cast.section(), debtor=cast.hanako().account)


def pay(page, doors, due, button):
    """Choose the card, go to the company, press a button there."""
    page.goto(doors.public(f"/pay/{due.ref}"))
    page.get_by_label("クレジットカード").check()
    page.get_by_role("button", name="支払いに進む").click()
    page.get_by_role("link", name="支払い画面へ進む").click()
    page.get_by_role("button", name=button).click()
    page.get_by_role("link", name="市の画面に戻る").click()


def test_declined_then_paid_reads_paid_and_goes_back_when_it_came_twice(
    doors, company, due, paper, desk, as_person, clean_media
):
    as_person(paper, cast.hanako())
    paper.goto(doors.public(f"/pay/{due.ref}"))
    assert_narrow(paper)
    assert paper.get_by_text("手数料110円がかかり、合わせて410円です。").is_visible()

    pay(paper, doors, due, "支払いを断られる（残高不足）")
    assert paper.get_by_text(
        "支払えませんでした。お金は払われていません。"
    ).is_visible()
    assert_narrow(paper)
    paper.get_by_role("link", name="もう一度払う").click()
    pay(paper, doors, due, "支払う（成功）")
    assert paper.get_by_text("支払いが終わりました。").is_visible()
    paper.get_by_role("link", name="請求の画面に戻る").click()
    assert paper.get_by_text("支払い済み").is_visible()
    assert payments.Due.objects.get(pk=due.pk).collected == 300

    paper.get_by_role("button", name="納付確認書を作る").click()
    drain()
    paper.goto(doors.public(f"/pay/{due.ref}"))
    paper.get_by_role("link", name="納付確認書を開く").click()
    assert paper.get_by_role("link", name="PDFを保存する").is_visible()

    as_person(desk, cast.ota())
    desk.goto(doors.office(f"/dues/{due.ref}"))
    assert desk.get_by_text("支払えなかった").is_visible()
    assert desk.get_by_text("会社からの通知").first.is_visible()


def test_a_fee_is_paid_from_the_receipt_and_then_the_desk_may_grant(
    doors, company, paper, desktop, as_person, clean_media
):
    a_designation()
    section = dogs.load_procedure().section
    hanako, sato = cast.hanako(), cast.sato()
    people.post_officer(sato, section=section, role="clerk", title="", by=None)
    draft = dogs.a_draft(hanako)
    as_person(paper, hanako)
    paper.goto(doors.public(f"/drafts/{draft.ref}/check/"))
    assert paper.get_by_text("3,000円").first.is_visible()
    paper.get_by_role("button", name="申請する").click()
    assert paper.get_by_role("heading", name="手数料").is_visible()
    assert_narrow(paper)

    case = casework.Case.objects.get()
    as_person(desktop, sato)
    desktop.goto(doors.office(f"/cases/{case.ref}"))
    desktop.get_by_role("button", name="確認を始める").click()
    assert desktop.get_by_text(
        "納められるまで、認める決定は起案できません。"
    ).is_visible()

    pay(paper, doors, casework.fee_due(case), "支払う（成功）")
    paper.get_by_role("link", name="請求の画面に戻る").click()
    paper.get_by_role("link", name="この申請の状況を見る").click()
    assert paper.get_by_text("支払い済み").is_visible()
    assert paper.get_by_role("link", name="納めた記録を見る").is_visible()
    assert_narrow(paper)

    desktop.reload()
    assert desktop.get_by_text("支払い済み").is_visible()
    assert not desktop.get_by_text(
        "納められるまで、認める決定は起案できません。"
    ).is_visible()


def test_pages_are_accessible_in_every_state(doors, company, due, phone, as_person):
    as_person(phone, cast.hanako())
    phone.goto(doors.public(f"/pay/{due.ref}"))
    assert_accessible(phone)
    phone.get_by_role("button", name="支払いに進む").click()
    assert_accessible(phone)
    phone.get_by_label("クレジットカード").check()
    phone.get_by_role("button", name="支払いに進む").click()
    assert_accessible(phone)
    phone.get_by_role("link", name="支払い画面へ進む").click()
    phone.get_by_role("button", name="あとから成功する（30秒後）").click()
    phone.get_by_role("link", name="市の画面に戻る").click()
    assert phone.get_by_text("支払いの結果を待っています。").is_visible()
    assert_accessible(phone)
    phone.get_by_role("button", name="やめて、別の方法を選ぶ").click()
    assert_accessible(phone)


def assert_narrow(page):
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_slip_on_paper_is_narrow_readable_and_says_once(
    doors, company, due, paper, phone, as_person
):
    as_person(paper, cast.hanako())
    paper.goto(doors.public(f"/pay/{due.ref}"))
    paper.get_by_role("link", name="納付書を開く").click()
    assert paper.get_by_text(due.code).first.is_visible()
    assert paper.get_by_text("一つの方法で、一度だけ払ってください。").is_visible()
    assert_narrow(paper)
    as_person(phone, cast.hanako())
    phone.goto(doors.public(f"/pay/{due.ref}/slip"))
    assert_accessible(phone)
