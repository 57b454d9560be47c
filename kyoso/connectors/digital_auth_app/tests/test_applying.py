"""An application that asks for the card: away to the provider, and back to the answers."""

import pytest
from django.test import Client

from kyoso.connectors.digital_auth_app.tests.test_pages import HOST, come_back
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast

ANSWERS = {
    "applicant_name": {
        "applicant_name.name": "能代 花子",
        "applicant_name.kana": "のしろ はなこ",
    },
    "applicant_address": {
        "applicant_address.postcode": "016-0000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    "bed": {"bed": "駅前の1番"},
    "has_cost": {"has_cost": "no"},
    "plan": {},
}


@pytest.fixture
def answered(wire):
    """A browser with a whole draft, and nobody logged in."""
    cast.section()
    casework_testing.procedure(identity={"level": "card"})
    browser = Client(headers=HOST)
    begun = browser.post("/procedures/hanadan/start/", {"paper": "1"})
    ref = begun.url.split("/")[2]
    for key, posted in ANSWERS.items():
        assert browser.post(f"/drafts/{ref}/q/{key}/", posted).status_code == 302
    return browser, ref


def test_the_draft_survives_the_log_in_and_is_filed(answered, hold_card):
    browser, ref = answered
    asked = browser.post(f"/drafts/{ref}/submit/").url
    page = browser.get(asked).content.decode()
    check = f"/drafts/{ref}/check/"
    assert f"/login/card/?next={check.replace('/', '%2F')}" in page or check in page
    assert come_back(browser, hold_card, next=check)["Location"] == check
    assert "申請する</button>" in browser.get(check).content.decode()
    browser.post(f"/drafts/{ref}/submit/")
    assert Case.objects.get().account is not None


def test_a_locked_card_leads_back_to_the_draft_and_its_code(answered):
    browser, ref = answered
    check = f"/drafts/{ref}/check/"
    away = browser.post("/login/card/go", {"next": check})["Location"]
    state = dict(part.split("=") for part in away.split("?")[1].split("&"))["state"]
    refused = browser.get(
        "/login/card/callback", {"error": "access_denied", "state": state}
    )
    again = browser.get(refused.url)
    assert f'href="{check}"' in again.content.decode()
    assert browser.get(check).status_code == 200
    draft = Draft.objects.get(ref=ref)
    page = browser.get(f"/drafts/{ref}/identity/").content.decode()
    assert draft.code in page
    assert draft.typed["bed"] == "駅前の1番"
