"""A passkey is one more way in, and the second factor of an officer."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from kyoso.engines.people.tests.passkey_device import Device
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


def add(client, device, name="電話"):
    page = client.get("/account/passkeys/add")
    assert page.status_code == 200
    options = json.loads(page.context["options_json"])
    assert options["publicKey"]["authenticatorSelection"]["residentKey"] == "required"
    return client.post(
        "/account/passkeys/add",
        {"name": name, "passwordless": "True", "credential": device.create(options)},
    )


def asked(client):
    answer = client.get("/login/passkey", headers={"accept": "application/json"})
    return answer.json()["request_options"]


def log_in(client, device):
    return client.post("/login/passkey", {"credential": device.get(asked(client))})


def user_of(client, path="/account"):
    return client.get(path).wsgi_request.user


@pytest.fixture
def phone(hanako):
    device = Device(cast.PUBLIC_HOST)
    assert add(cast.visiting(hanako), device).status_code == 302
    return device


@pytest.fixture
def office_phone(sato):
    client = cast.stranger_at(cast.OFFICE_HOST)
    client.post(
        "/login", {"login": "sato@office.example.jp", "password": cast.PASSWORD}
    )
    device = Device(cast.OFFICE_HOST)
    assert add(client, device).status_code == 302
    return device


def test_a_resident_logs_in_with_it_and_still_by_mail(phone, hanako, mailoutbox):
    client = cast.stranger_at(cast.PUBLIC_HOST)
    answer = log_in(client, phone)
    assert answer.headers["location"] == "/account"
    assert user_of(client) == hanako.account
    page = client.get("/account/passkeys").content.decode()
    assert "電話" in page
    assert "最後に使った日" in page
    by_mail = cast.stranger_at(cast.PUBLIC_HOST)
    by_mail.post("/login", {"login": "hanako@example.jp"})
    [mail] = mailoutbox
    code = mail.body.split("は ")[1][:6]
    assert by_mail.post("/login/code", {"code": code}).headers["location"] == "/account"


def test_a_replayed_or_foreign_answer_is_refused(phone, hanako):
    client = cast.stranger_at(cast.PUBLIC_HOST)
    posted = phone.get(asked(client))
    other = cast.stranger_at(cast.PUBLIC_HOST)
    asked(other)
    short = json.loads(posted)
    short["response"]["authenticatorData"] = "AA"
    for credential in (posted, "{}", "[]", "no", '{"id": 1}', json.dumps(short)):
        answer = other.post("/login/passkey", {"credential": credential})
        assert answer.headers["location"] == "/login"
    assert user_of(other).is_anonymous


def test_a_strangers_device_is_refused(phone):
    thief = Device(cast.PUBLIC_HOST)
    thief.id, thief.user = phone.id, phone.user
    client = cast.stranger_at(cast.PUBLIC_HOST)
    assert log_in(client, thief).headers["location"] == "/login"
    assert user_of(client).is_anonymous


@pytest.mark.parametrize("posted", ["", "{}", "[1]", "no", '{"id": "a", "rawId": "b"}'])
def test_a_hostile_registration_is_refused_with_a_sentence(hanako, posted):
    client = cast.visiting(hanako)
    client.get("/account/passkeys/add")
    page = client.post("/account/passkeys/add", {"name": "x", "credential": posted})
    assert page.status_code == 200
    assert "ks-error-summary" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_next_passkey_needs_the_first(phone, hanako):
    client = cast.visiting(hanako)
    answer = client.get("/account/passkeys/add")
    place = answer.headers["location"]
    assert place.startswith("/login/again?next=")
    page = client.get(place)
    options = json.loads(page.context["options_json"])
    answer = client.post(place, {"credential": phone.get(options)})
    assert answer.headers["location"] == "/account/passkeys/add"
    assert client.get("/account/passkeys/add").status_code == 200


def test_it_is_removed_by_its_owner_only(phone, hanako, taro):
    passkey = Authenticator.objects.get()
    path = f"/account/passkeys/{passkey.pk}/remove"
    assert cast.visiting(taro).post(path).status_code == 404
    client = cast.stranger_at(cast.PUBLIC_HOST)
    log_in(client, phone)
    assert "電話" in client.get(path).content.decode()
    assert client.post(path).headers["location"] == "/account/passkeys"
    assert not Authenticator.objects.exists()


def test_an_officer_gives_it_after_the_password(office_phone, sato):
    client = cast.stranger_at(cast.OFFICE_HOST)
    answer = client.post(
        "/login", {"login": "sato@office.example.jp", "password": cast.PASSWORD}
    )
    assert answer.headers["location"] == "/login/second"
    options = json.loads(client.get("/login/second").context["options_json"])
    client.post("/login/second", {"credential": office_phone.get(options)})
    assert user_of(client, "/staff") == sato.account


def test_an_officer_gets_in_with_it_alone(office_phone, sato, settings):
    settings.OFFICER_MFA_REQUIRED = True
    client = cast.stranger_at(cast.OFFICE_HOST)
    assert log_in(client, office_phone).headers["location"] == "/"
    assert client.get("/staff").status_code == 200


@pytest.mark.parametrize("door", ["public", "office"])
def test_it_opens_its_own_door_only(phone, office_phone, door):
    """Even where both doors shared a host name, the account's kind decides."""
    host = {"public": cast.PUBLIC_HOST, "office": cast.OFFICE_HOST}[door]
    device = {"public": office_phone, "office": phone}[door]
    device.host = host
    client = cast.stranger_at(host)
    assert log_in(client, device).headers["location"] == "/login"
    assert "この画面では使えません。" in client.get("/login").content.decode()
    assert user_of(client, "/login").is_anonymous
