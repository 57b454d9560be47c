"""Getting in: a resident with a code by mail, an officer with password and TOTP."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache

from tests import people as cast
from tests.journeys.axe import accessibility_faults, assert_accessible, sideways_faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


def button(page, words):
    return page.get_by_role("button", name=words, exact=True)


def faults(page):
    return accessibility_faults(page) + sideways_faults(page)


def code_in(sent):
    return re.search(r"は (\d{6}) です", sent.body)[1]


def code_of(secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_resident_gets_in_by_mail_without_javascript(doors, paper, hanako):
    paper.goto(doors.public("/account/seen"))
    assert "/login" in paper.url
    paper.locator('[name="login"]').fill("hanako@example.jp")
    button(paper, "番号を送る").click()
    paper.locator('[name="code"]').fill("000000")
    paper.locator('main form:has([name="code"]) .ks-button').first.click()
    assert paper.title().startswith("エラー：")
    paper.locator('[name="code"]').fill(code_in(mail.outbox[0]))
    paper.locator('main form:has([name="code"]) .ks-button').first.click()
    assert paper.url.split("?")[0].endswith("/account/seen")
    assert "記録" in paper.locator("main").inner_text()


def test_the_pages_on_the_way_in_are_accessible(doors, phone, hanako):
    phone.goto(doors.public("/login"))
    phone.locator('[name="login"]').fill("だれ")
    button(phone, "番号を送る").click()
    assert phone.locator("#error-summary").count() == 1
    assert not faults(phone)
    phone.locator('[name="login"]').fill("hanako@example.jp")
    button(phone, "番号を送る").click()
    assert not faults(phone)
    phone.locator('[name="code"]').fill("12")
    phone.locator('main form:has([name="code"]) .ks-button').first.click()
    assert not faults(phone)


def test_a_new_resident_signs_up_without_javascript(doors, paper, phone):
    for page, address in ((phone, "phone@example.jp"), (paper, "new@example.jp")):
        page.goto(doors.public("/signup"))
        page.locator('[name="email"]').fill(address)
        page.locator('main form:has([name="email"]) .ks-button').first.click()
        if page is phone:
            assert not faults(page)
        page.locator('[name="code"]').fill(code_in(mail.outbox[-1]))
        page.locator('main form:has([name="code"]) .ks-button').first.click()
        assert "/account" in page.url


def test_an_officer_gets_in_with_password_and_number(doors, desk, sato):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(sato.account, secret)
    desk.goto(doors.office("/cases"))
    desk.locator('[name="login"]').fill("sato@office.example.jp")
    desk.locator('[name="password"]').fill("wrong")
    button(desk, "ログインする").click()
    assert_accessible(desk)
    desk.locator('[name="login"]').fill("sato@office.example.jp")
    desk.locator('[name="password"]').fill(cast.PASSWORD)
    button(desk, "ログインする").click()
    assert "/login/second" in desk.url
    assert_accessible(desk)
    desk.locator('[name="code"]').fill(code_of(secret))
    desk.locator('main form:has([name="code"]) .ks-button').first.click()
    assert desk.url.split("?")[0].endswith("/cases")
    desk.goto(doors.office("/account/totp/remove"))
    assert_accessible(desk)
    desk.goto(doors.office("/account/passkeys/add"))
    assert_accessible(desk)


def test_an_officer_sets_up_the_app(doors, desk, sato):
    desk.goto(doors.office("/login"))
    desk.locator('[name="login"]').fill("sato@office.example.jp")
    desk.locator('[name="password"]').fill(cast.PASSWORD)
    button(desk, "ログインする").click()
    desk.goto(doors.office("/account/totp"))
    assert_accessible(desk)
    desk.locator('[name="code"]').fill("1")
    desk.locator('main form:has([name="code"]) .ks-button').first.click()
    assert desk.locator("#error-summary").count() == 1
    assert_accessible(desk)
