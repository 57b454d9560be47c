"""The centre's entrance: what is not signed, not formed or not there gets nothing."""

import datetime as dt
import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kyoso.connectors.store_terminals import checks, nonces, protocol
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.tests.conftest import CARD, NOON
from kyoso.kernel import clock
from tests import people as cast

KEY = "k" * 32
NUMBER = "C0000000000000001"
NONCE = "0123456789abcdef"
GOOD = {"card": CARD, "terminal": "x", "kind": "resident-record", "copies": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": None},
        {"card": {"issuer": "x"}},
        {"card": {"issuer": "x", "subject": 1}},
        {"card": {"issuer": "x", "subject": "a\0"}},
        {"terminal": ""},
        {"terminal": "x" * 61},
        {"kind": []},
        {"items": "domicile"},
        {"items": [1]},
        {"items": ["x"] * 21},
        {"year": "2026"},
        {"year": True},
        {"copies": 0},
        {"copies": 1.0},
        {"copies": True},
        {"copies": 100},
        {"scope": "x" * 11},
    ],
)
def test_a_malformed_request_is_refused_by_its_field(terminal, holder, wrong):
    heard = terminal.say("PUT", NUMBER, "", GOOD | wrong)
    assert heard.status == 400
    assert heard.is_citys
    assert not StoreRequest.objects.exists()


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(body):
    for read in (protocol.read_asked, protocol.read_paid, protocol.read_outcome):
        with pytest.raises(protocol.Malformed):
            read(body)


@given(
    st.one_of(
        st.integers(),
        st.text(max_size=5),
        st.none(),
        st.lists(st.integers()),
        st.floats(),
    ),
    st.sampled_from(["card", "terminal", "kind", "items", "year", "copies", "scope"]),
)
def test_no_value_breaks_the_reader(value, field):
    body = json.dumps(GOOD | {field: value}).encode()
    try:
        asked = protocol.read_asked(body)
    except protocol.Malformed:
        return
    assert 1 <= asked.copies <= 99


def signed(body=b"b", moment=NOON, nonce=NONCE):
    return protocol.sign("PUT", "/x", body, key=KEY, moment=moment, nonce=nonce)


def named(header, body=b"b", method="PUT", path="/x", key=KEY, now=NOON):
    return protocol.nonce_of(header, method, path, body, key=key, now=now)


@given(st.binary(max_size=20), st.integers(0, 19), st.integers(1, 255))
def test_a_changed_byte_is_no_more_signed(body, place, change):
    assert named(signed(body), body) == NONCE
    if place < len(body):
        other = bytearray(body)
        other[place] ^= change
        assert not named(signed(body), bytes(other))


@given(st.text(alphabet="abc-_019.\n,=é", min_size=1, max_size=70))
def test_another_name_is_no_more_signed(other):
    header = signed().replace(NONCE, other)
    assert named(header) == (NONCE if other == NONCE else "")


@pytest.mark.parametrize(
    ("header", "method", "path", "key"),
    [
        ("", "PUT", "/x", KEY),
        ("t=1", "PUT", "/x", KEY),
        ("t=x,v1=y", "PUT", "/x", KEY),
        ("t=１,v1=y", "PUT", "/x", KEY),
        (f"t=1,n={NONCE}", "PUT", "/x", KEY),
        (None, "POST", "/x", KEY),
        (None, "PUT", "/y", KEY),
        (None, "PUT", "/x", "other"),
        (None, "PUT", "/x", ""),
    ],
)
def test_another_method_path_or_key_is_not_signed(header, method, path, key):
    shown = signed() if header is None else header
    assert not named(shown, method=method, path=path, key=key)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_message_is_not_believed(seconds):
    assert not named(signed(), now=NOON + dt.timedelta(seconds=seconds))


def test_a_message_that_comes_again_is_refused(terminal, holder):
    assert terminal.say("PUT", NUMBER, "", GOOD).is_good
    again = terminal.say("GET", NUMBER, trouble="echoed")
    assert (again.status, again.is_citys) == (401, False)


def test_names_of_messages_are_kept_as_long_as_they_are_believed(db):
    assert nonces.admit(NONCE)
    for seconds, is_new in ((600, False), (601, True)):
        with clock.at(NOON + dt.timedelta(seconds=seconds)):
            nonces.forget_nonces()
            assert nonces.admit(NONCE) is is_new


def test_the_answer_to_another_question_is_not_believed(terminal, holder):
    kept = []

    def play_again(method, path, headers, body):
        kept.append(call(method, path, headers, body))
        return kept[0]

    call, terminal.call = terminal.call, play_again
    assert terminal.say("PUT", NUMBER, "", GOOD).is_good
    assert not terminal.say("PUT", NUMBER, "", GOOD).is_citys


def test_a_paper_is_signed_whole(terminal, holder):
    terminal.run(CARD, "resident-record")
    assert terminal.papers

    def changed(method, path, headers, body):
        status, answered, got = call(method, path, headers, body)
        return status, answered, got.replace(b"%PDF", b"%PDF ")

    call, terminal.call = terminal.call, changed
    terminal.papers.clear()
    terminal.run(CARD, "resident-record")
    assert not terminal.papers


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-11-25", 409),
        ("2026-11-26", 200),
        ("2026-11-27", 409),
        ("0001-01-01", 409),
        ("9999-12-31", 409),
    ],
)
def test_the_day_of_payment_is_not_before_the_request_nor_to_come(
    terminal, holder, day, status
):
    terminal.say("PUT", NUMBER, "", GOOD)
    terminal.until(NUMBER, "examining")
    told = {"amount": 200, "paid_on": day}
    assert terminal.say("POST", NUMBER, "/paid", told).status == status


@pytest.mark.parametrize("way", ["", "/paid", "/paper", "/outcome", "/cancel"])
def test_strangers_get_nothing(db, way):
    client = Client(headers={"host": cast.OFFICE_HOST})
    for method in (client.get, client.post, client.put):
        got = method(f"/store-terminals/v1/requests/{NUMBER}{way}")
        assert got.status_code in (401, 405)


def test_at_the_public_door_there_is_no_entrance(db):
    client = Client(headers={"host": cast.PUBLIC_HOST})
    assert client.put(f"/store-terminals/v1/requests/{NUMBER}").status_code == 404


def test_without_a_key_there_is_no_entrance(terminal, holder, settings):
    settings.STORE_TERMINALS = {"key": ""}
    assert terminal.say("PUT", NUMBER, "", GOOD).status == 404


@pytest.mark.parametrize("number", ["x", "a" * 41, "あいうえおかきく"])
def test_a_number_that_is_none_is_not_found(terminal, holder, number):
    assert terminal.say("PUT", number, "", GOOD).status in (401, 404)


def test_what_nobody_asked_for_is_not_found(terminal, holder):
    assert terminal.say("GET", NUMBER).status == 404
    told = {"amount": 200, "paid_on": "2026-11-26"}
    assert terminal.say("POST", NUMBER, "/paid", told).status == 404


@pytest.mark.parametrize(
    ("key", "introduced", "found"),
    [
        ("", True, ["store_terminals.E002"]),
        ("toy", True, ["store_terminals.E001"]),
        (KEY, True, []),
    ],
)
def test_production_starts_with_a_real_key_only(settings, key, introduced, found):
    settings.PRODUCTION = True
    settings.STORE_TERMINALS = {"key": key}
    assert [one.id for one in checks.connector_is_sane(None)] == found
