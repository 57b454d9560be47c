"""A program shows a token; nothing else opens the HTTP API."""

import datetime as dt

import pytest
from django.test import RequestFactory

from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(hanako):
    _token, shown = people.create_token(
        hanako.account, name="t", scopes=["read"], days=10, by=hanako.account
    )
    return shown


def request_with(header):
    return RequestFactory().get("/", headers={"authorization": header})


def test_it_names_the_account(shown, hanako):
    request = request_with(f"Bearer {shown}")
    assert people.token_account(request) == hanako.account
    assert people.token_account(request, "read") == hanako.account
    assert people.token_account(request, "apply") is None
    assert hanako.account.tokens.get().last_used_on == clock.today()


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic {}", "Bearer {}x", "{}"]
)
def test_anything_else_names_nobody(shown, header):
    assert people.token_account(request_with(header.format(shown))) is None


def test_it_stops_when_revoked_expired_or_closed(shown, hanako, operator, clock_at):
    token = hanako.account.tokens.get()
    request = request_with(f"Bearer {shown}")
    with clock.at(clock.now() + dt.timedelta(days=11)):
        assert people.token_account(request) is None
    people.revoke_token(token, by=hanako.account)
    assert people.token_account(request) is None
    _other, second = people.create_token(
        hanako.account, name="t", scopes=["read"], days=10, by=hanako.account
    )
    people.close_account(hanako.account, by=operator.account)
    assert people.token_account(request_with(f"Bearer {second}")) is None


def test_it_has_known_scopes_only(hanako):
    with pytest.raises(errors.TokenScopeUnknown):
        people.create_token(
            hanako.account, name="t", scopes=["all"], days=1, by=hanako.account
        )
