"""What the provider says is believed only when every check holds."""

import dataclasses
import json

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from kyoso.connectors.digital_auth_app.protocol import (
    CardLogInRefused,
    ProviderUnreachable,
    answer,
)
from kyoso.connectors.digital_auth_app.sandbox import registration
from kyoso.connectors.digital_auth_app.views import attributes_of
from kyoso.kernel import outbound


def reworded(**changes):
    """Return a change of the token answer that rewrites and re-signs the ID token."""

    def change(got):
        told = got.json()
        key = registration.token_key()
        claims = jwt.decode(told["id_token"], key, algorithms=["ES256"]).claims
        told["id_token"] = jwt.encode({"alg": "ES256"}, {**claims, **changes}, key)
        return httpx.Response(200, json=told)

    return change


def test_it_learns_who_holds_the_card(registered, begun, hold_card):
    person = answer(registered, begun, hold_card("hanako"))
    assert person.issuer == registered.issuer
    assert person.attributes["name"] == "能代　花子"
    assert person.attributes["birthdate"] == "1954-04-03"
    assert person.acr == "aal3"


def test_the_sex_on_the_card_becomes_the_registers_code(registered, begun, hold_card):
    person = answer(registered, begun, hold_card("hanako"))
    assert attributes_of(person).sex == "2"


def test_it_gets_the_attributes_that_it_asked_for_and_no_others(
    registered, begun, hold_card
):
    asks_less = dataclasses.replace(registered, scope="openid name")
    given = hold_card(address=begun.address(asks_less))
    assert set(answer(asks_less, begun, given).attributes) == {"name"}


def test_the_same_card_is_the_same_person_and_another_card_is_not(
    registered, begun, hold_card
):
    first = answer(registered, begun, hold_card("hanako"))
    again = answer(registered, begun, hold_card("hanako"))
    other = answer(registered, begun, hold_card("taro"))
    assert first.subject == again.subject != other.subject


@pytest.mark.parametrize("state", ["somebody-elses", "", "他人", "\udc83"])
def test_it_refuses_an_answer_that_nobody_began(registered, begun, hold_card, state):
    given = hold_card()
    given["state"] = state
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, given)
    assert refused.value.reason == "state"


def test_it_says_so_when_the_person_stops_at_the_provider(registered, begun, hold_card):
    given = hold_card(cancel="1")
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, given)
    assert refused.value.reason == "provider:access_denied"


def test_a_browser_cannot_ask_for_less_than_the_city_does(registered, begun, hold_card):
    asks_less = dataclasses.replace(registered, acr_values="")
    given = hold_card(address=begun.address(asks_less))
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, given)
    assert refused.value.reason == "acr"


def test_a_code_works_once(registered, begun, hold_card):
    given = hold_card()
    answer(registered, begun, given)
    with pytest.raises(CardLogInRefused):
        answer(registered, begun, given)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(
    registered, begun, hold_card
):
    thief = dataclasses.replace(begun, verifier="x" * 64)
    with pytest.raises(CardLogInRefused):
        answer(registered, thief, hold_card())


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, "issuer"),
        ({"aud": "RP999999"}, "audience"),
        ({"aud": ["RP000000", "RP999999"]}, "audience"),
        ({"exp": 1}, "expiry"),
        ({"exp": "soon"}, "expiry"),
        ({"iat": 9_999_999_999}, "issued"),
        ({"nonce": "another"}, "nonce"),
        ({"at_hash": "another"}, "at_hash"),
        ({"sub": ""}, "subject"),
        ({"acr": "aal2"}, "acr"),
        ({"acr": ["aal3"]}, "acr"),
        ({"sub": "another"}, "userinfo_subject"),
    ],
)
def test_it_refuses_a_token_with_a_wrong_claim(
    wire, registered, begun, hold_card, claims, reason
):
    wire.changes["token"] = reworded(**claims)
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, hold_card())
    assert refused.value.reason == reason


def test_it_refuses_a_token_of_another_key(wire, registered, begun, hold_card):
    def change(got):
        told = got.json()
        told["id_token"] = jwt.encode(
            {"alg": "ES256"}, {"sub": "x"}, ECKey.generate_key("P-256")
        )
        return httpx.Response(200, json=told)

    wire.changes["token"] = change
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, hold_card())
    assert refused.value.reason.startswith("signature:")


def test_it_refuses_a_token_without_a_signature(wire, registered, begun, hold_card):
    def change(got):
        told = got.json()
        _head, body, _seal = told["id_token"].split(".")
        told["id_token"] = f"eyJhbGciOiJub25lIn0.{body}."
        return httpx.Response(200, json=told)

    wire.changes["token"] = change
    with pytest.raises(CardLogInRefused) as refused:
        answer(registered, begun, hold_card())
    assert refused.value.reason.startswith("signature:")


@pytest.mark.parametrize("part", ["token", "certs", "userinfo"])
@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (httpx.Response(503), ProviderUnreachable),
        (httpx.Response(404), CardLogInRefused),
        (httpx.Response(200, content=b"<html>"), CardLogInRefused),
        (httpx.Response(200, content=json.dumps([1]).encode()), CardLogInRefused),
        (httpx.Response(200, content=b"{}"), CardLogInRefused),
    ],
)
def test_it_survives_whatever_the_provider_answers(
    wire, registered, begun, hold_card, part, got, kind
):
    wire.changes[part] = lambda _answer: got
    with pytest.raises(kind):
        answer(registered, begun, hold_card())


def test_it_says_that_the_provider_does_not_answer(
    monkeypatch, registered, begun, hold_card
):
    given = hold_card()

    def silent(*_args, **_options):
        raise outbound.NoAnswer("sandbox.localhost", was_sent=False)

    monkeypatch.setattr(outbound, "request", silent)
    with pytest.raises(ProviderUnreachable):
        answer(registered, begun, given)
