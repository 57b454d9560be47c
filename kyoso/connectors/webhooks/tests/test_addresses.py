"""Only an https address on the public internet hears of changes, and it is one's own."""

import socket

import pytest
from django.core.cache import cache

from kyoso.connectors.webhooks import actions, errors
from kyoso.connectors.webhooks.models import Endpoint
from kyoso.engines.audit import api as audit
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor

LIST = "/account/webhooks"


@pytest.fixture(autouse=True)
def _names(monkeypatch, db):
    """A small internet: one public host, one that leads into the city hall."""
    places = {"example.com": "93.184.216.34", "inside.example.com": "192.168.1.5"}

    def look_up(host, port, **_options):
        address = places.get(host, host)
        if not address[0].isdigit():
            raise OSError
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 443))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    cache.clear()


def add(person, address="https://example.com/in"):
    return actions.add_endpoint(
        person.account, name="表", address=address, by=person.account
    )


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("http://example.com/in", errors.NotHttps),
        ("ftp://example.com/in", errors.NotHttps),
        ("javascript:alert(1)", errors.NotHttps),
        ("https://", errors.NotHttps),
        ("https://[::1", errors.NotHttps),
        ("https://example.com:99999/", errors.NotHttps),
        ("https://me:pass@example.com/", errors.AddressOddlyWritten),
        ("https://example.com/#part", errors.AddressOddlyWritten),
        ("https://inside.example.com/", errors.AddressPrivate),
        ("https://10.0.0.1/", errors.AddressPrivate),
        ("https://169.254.169.254/latest", errors.AddressPrivate),
        ("https://nowhere.example.com/", errors.AddressUnknown),
    ],
)
def test_it_refuses_what_is_no_public_https_address(hanako, address, refusal):
    with pytest.raises(refusal) as refused:
        add(hanako, address)
    assert refused.value.sentence.endswith("。")
    assert not Endpoint.objects.exists()


def test_an_address_is_registered_once_and_five_are_enough(hanako, taro):
    add(hanako)
    with pytest.raises(errors.AddressKnown):
        add(hanako)
    add(taro)
    for number in range(actions.MOST - 1):
        endpoint, _secret = add(hanako, f"https://example.com/{number}")
    with pytest.raises(errors.TooManyEndpoints):
        add(hanako, "https://example.com/more")
    actions.end_endpoint(endpoint, by=hanako.account)
    add(hanako, "https://example.com/more")


def test_the_secret_is_shown_once(hanako):
    visitor = Visitor("public").as_person(hanako)
    posted = {"name": "表", "address": "https://example.com/in"}
    page = visitor.post(LIST, posted).content.decode()
    secret = Endpoint.objects.get().secret
    assert secret in page
    assert secret not in visitor.get(LIST).content.decode()
    ref = Endpoint.objects.get().ref
    assert secret not in visitor.get(f"{LIST}/{ref}").content.decode()


def test_a_wrong_address_gets_a_sentence_and_stays(hanako):
    visitor = Visitor("public").as_person(hanako)
    page = visitor.post(LIST, {"name": "表", "address": "http://example.com"})
    assert page.status_code == 422
    assert "https:// で始まる" in page.content.decode()
    assert 'value="http://example.com"' in page.content.decode()


def test_another_persons_address_does_not_exist(hanako, taro):
    endpoint, _secret = add(hanako)
    other = Visitor("public").as_person(taro)
    assert other.get(f"{LIST}/{endpoint.ref}").status_code == 404
    for verb in ("try", "on", "off", "renew", "end"):
        assert other.post(f"{LIST}/{endpoint.ref}/{verb}").status_code == 404
    endpoint.refresh_from_db()
    assert endpoint.is_on


def test_what_can_be_done_with_an_address(hanako):
    endpoint, secret = add(hanako)
    visitor = Visitor("public").as_person(hanako)
    page = f"{LIST}/{endpoint.ref}"
    visitor.post(f"{page}/off")
    assert "お知らせを送っていません" in visitor.get(page).content.decode()
    visitor.post(f"{page}/on")
    visitor.post(f"{page}/try")
    assert "試しの送信" in visitor.get(page).content.decode()
    renewed = visitor.post(f"{page}/renew").content.decode()
    endpoint.refresh_from_db()
    assert endpoint.secret in renewed
    assert endpoint.secret != secret
    assert endpoint.former_until > clock.now()
    assert visitor.post(f"{page}/nothing").status_code == 404
    visitor.post(f"{page}/end")
    assert visitor.get(page).status_code == 404
    assert endpoint.name not in visitor.get(LIST).content.decode()


def test_a_trial_leaves_an_audit_row(hanako):
    endpoint, _secret = add(hanako)
    actions.send_trial(endpoint, by=hanako.account)
    row = audit.Entry.objects.get(event="webhooks.trial_sent")
    assert row.person == hanako.account.ref


def test_trials_are_counted(hanako):
    endpoint, _secret = add(hanako)
    for _ in range(actions.TRIALS):
        actions.send_trial(endpoint, by=hanako.account)
    page = f"{LIST}/{endpoint.ref}"
    answer = cast.visiting(hanako).post(f"{page}/try")
    assert answer.status_code == 422
    assert "しばらく送れません" in answer.content.decode()
