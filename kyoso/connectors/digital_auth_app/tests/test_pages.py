"""A resident logs in with a card, from the log-in page to the account page."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from kyoso.engines.people import api as people

HOST = {"host": "testserver"}


@pytest.fixture
def browser():
    return Client(headers=HOST)


def go_to_provider(browser, **posted):
    return browser.post("/login/card/go", posted)["Location"]


def come_back(browser, hold_card, holder="hanako", **posted):
    given = hold_card(holder, address=go_to_provider(browser, **posted))
    return browser.get("/login/card/callback", given)


def test_it_logs_a_new_person_in_and_knows_the_card(wire, browser, hold_card):
    got = come_back(browser, hold_card)
    assert got.status_code == 302
    resident = people.Resident.objects.get(name="能代 花子")
    assert resident.level == people.IdentityLevel.CARD
    assert browser.session["_auth_user_id"] == str(resident.account.pk)


def test_the_same_card_finds_the_same_person(wire, browser, hold_card):
    come_back(browser, hold_card)
    come_back(Client(headers=HOST), hold_card)
    assert people.Resident.objects.count() == 1


def test_it_returns_to_where_the_person_wanted_to_go(wire, browser, hold_card):
    assert (
        come_back(browser, hold_card, next="/account/seen")["Location"]
        == "/account/seen"
    )


@pytest.mark.parametrize(
    "address", ["https://thief.example/", "//thief.example", "javascript:x"]
)
def test_it_never_leads_to_another_site(wire, browser, hold_card, address):
    got = come_back(browser, hold_card, next=address)
    assert urlsplit(got["Location"]).netloc == ""
    assert "thief" not in got["Location"]


def test_a_replayed_answer_logs_nobody_in(wire, browser, hold_card):
    given = hold_card(address=go_to_provider(browser))
    browser.get("/login/card/callback", given)
    thief = Client(headers=HOST)
    got = thief.get("/login/card/callback", given, follow=True)
    assert "_auth_user_id" not in thief.session
    assert "確認できませんでした" in got.content.decode()


def test_it_asks_for_nothing_where_the_city_has_no_registration(
    wire, browser, settings
):
    settings.DIGITAL_AUTH_APP = {**settings.DIGITAL_AUTH_APP, "issuer": ""}
    assert browser.get("/login/card").status_code == 404
    assert "login/card" not in browser.get("/login").content.decode()


def test_the_log_in_page_offers_the_card(wire, browser):
    assert "/login/card" in browser.get("/login").content.decode()
