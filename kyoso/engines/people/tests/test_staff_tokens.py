"""An officer makes, sees and revokes tokens at the office door."""

import re

import pytest

from kyoso.engines.people.models import ApiToken
from kyoso.kernel import clock
from tests.people import visiting

pytestmark = pytest.mark.django_db


def test_it_is_shown_once_and_listed_without_its_text(sato):
    client = visiting(sato)
    made = client.post("/account/tokens", {"name": "集計"})
    shown = re.search(r"kyoso_[\w-]{43}", made.text)
    assert shown is not None
    token = ApiToken.objects.get(account=sato.account)
    assert token.scopes == ["work"]
    assert (token.expires_on - clock.today()).days == 90
    listed = client.get("/account/tokens").text
    assert "集計" in listed
    assert shown[0] not in listed


def test_without_a_name_nothing_is_made(sato):
    page = visiting(sato).post("/account/tokens", {"name": " "})
    assert page.status_code == 422
    assert "名前" in page.text
    assert not ApiToken.objects.exists()


def test_it_is_revoked_by_its_officer_alone(sato, tanaka):
    client = visiting(sato)
    client.post("/account/tokens", {"name": "集計"})
    token = ApiToken.objects.get()
    address = f"/account/tokens/{token.ref}/revoke"
    assert visiting(tanaka).post(address).status_code == 404
    assert client.post(address).status_code == 302
    token.refresh_from_db()
    assert token.revoked_by == sato.account


def test_a_resident_is_not_offered_what_officers_do(hanako):
    shown = visiting(hanako).get("/account/tokens").text
    assert "申請する" in shown
    assert "受付簿" not in shown
