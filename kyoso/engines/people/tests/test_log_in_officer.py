"""An officer gets in with password and second factor, and by the office door only."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache

from kyoso.engines.people import api as people
from kyoso.engines.people.invitations import password_link
from tests import people as cast

pytestmark = pytest.mark.django_db

SATO = {"login": "sato@office.example.jp", "password": cast.PASSWORD}


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


@pytest.fixture
def client():
    return cast.stranger_at(cast.OFFICE_HOST)


def is_in(client):
    return client.get("/staff").status_code == 200


def code_of(secret, step=0):
    counter = next(totp.yield_hotp_counters_from_time()) + step
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_it_logs_in_with_a_password(client, sato):
    assert client.get("/login").status_code == 200
    answer = client.post("/login", SATO)
    assert answer.headers["location"] == "/"
    assert is_in(client)


def test_it_says_a_wrong_password(client, sato):
    page = client.post("/login", SATO | {"password": "wrong"})
    assert "メールアドレスかパスワードが違います。" in page.content.decode()
    assert not is_in(client)


def test_it_stops_who_guesses(client, sato):
    for _ in range(6):
        page = client.post("/login", SATO | {"password": "wrong"})
    assert "回数が多すぎます" in page.content.decode()
    assert "回数が多すぎます" in client.post("/login", SATO).content.decode()
    assert not is_in(client)


def test_a_resident_does_not_get_in_at_the_office(client, hanako):
    hanako.account.set_password(cast.PASSWORD)
    hanako.account.save()
    page = client.post(
        "/login", {"login": "hanako@example.jp", "password": cast.PASSWORD}
    )
    assert "メールアドレスかパスワードが違います。" in page.content.decode()
    assert not is_in(client)


def test_an_officer_does_not_get_in_at_the_public_door(sato, mailoutbox):
    client = cast.stranger_at(cast.PUBLIC_HOST)
    answer = client.post("/login", {"login": "sato@office.example.jp"})
    assert answer.headers["location"] == "/login/code"
    assert "登録がありません" in mailoutbox[0].body
    assert client.get("/account").status_code == 302


def test_there_is_no_sign_up_at_the_office(client):
    assert client.get("/signup").status_code == 404
    assert client.get("/login/code").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/email/",
        "/accounts/password/reset/",
        "/password/reset",
        "/account/email",
        "/account/recovery-codes",
    ],
)
@pytest.mark.parametrize("host", [cast.PUBLIC_HOST, cast.OFFICE_HOST])
def test_what_is_not_needed_does_not_exist(sato, hanako, host, path):
    client = cast.stranger_at(host)
    assert client.get(path).status_code == 404


def test_whoever_has_an_app_is_asked_for_its_number(client, sato):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(sato.account, secret)
    answer = client.post("/login", SATO)
    assert answer.headers["location"] == "/login/second"
    assert not is_in(client)
    page = client.post("/login/second", {"code": "000000"})
    assert "番号が違います" in page.content.decode()
    assert client.post("/login/second", {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_required_factor_must_be_set_up_first(client, sato, settings):
    settings.OFFICER_MFA_REQUIRED = True
    client.post("/login", SATO)
    assert client.get("/staff").headers["location"] == "/account"
    assert "まだありません" in client.get("/account").content.decode()
    page = client.get("/account/totp")
    secret = page.context["form"].secret
    answer = client.post("/account/totp", {"code": code_of(secret)})
    assert answer.headers["location"] == "/account"
    assert is_in(client)


def test_a_factor_is_changed_only_soon_after_giving_the_password(
    client, sato, clock_at
):
    client.force_login(sato.account)
    answer = client.get("/account/totp")
    assert answer.headers["location"].startswith("/login/again?next=")
    assert client.get(answer.headers["location"]).status_code == 200
    wrong = client.post(answer.headers["location"], {"password": "wrong"})
    assert "パスワードが違います。" in wrong.content.decode()
    answer = client.post(
        answer.headers["location"],
        {"password": cast.PASSWORD, "next": "/account/totp"},
    )
    assert client.get(answer.headers["location"]).status_code == 200


def test_the_operator_forgets_lost_factors(sato, operator):
    totp.TOTP.activate(sato.account, totp.generate_totp_secret())
    client = cast.visiting(operator)
    client.post(f"/staff/{sato.ref}/factors")
    assert not Authenticator.objects.filter(user=sato.account).exists()


def test_a_new_officer_sets_a_password_by_the_link_once(client, operator, care_section):
    cast.visiting(operator).post(
        "/staff/add",
        {
            "name": "新人 花",
            "kana": "シンジン ハナ",
            "number": "2001",
            "email": "new@office.example.jp",
            "section": care_section.pk,
            "role": "clerk",
            "starts_on": "2026-04-01",
        },
    )
    officer = people.Officer.objects.get(number="2001")
    assert officer.kana == "しんじん はな"
    [sent] = mail.outbox
    assert sent.to == ["new@office.example.jp"]
    path = sent.body.split("http://office.localhost:8001")[1].split()[0]
    assert client.get(path).status_code == 200
    page = client.post(path, {"password": "short"})
    assert "ks-error-summary" in page.content.decode()
    assert (
        client.post(path, {"password": "a good long one"}).headers["location"]
        == "/login"
    )
    assert client.get(path).status_code == 404
    client.post(
        "/login", {"login": "new@office.example.jp", "password": "a good long one"}
    )
    assert is_in(client)


def test_a_link_for_a_closed_account_is_not_found(client, sato, operator):
    path = password_link(sato.account).removeprefix("http://office.localhost:8001")
    assert client.get(path).status_code == 200
    people.close_account(sato.account, by=operator.account)
    assert client.get(path).status_code == 404


def test_a_page_of_somebody_is_stored_nowhere(sato, hanako):
    for who, path in ((sato, "/staff"), (hanako, "/account")):
        answer = cast.visiting(who).get(path)
        assert "no-store" in answer.headers["cache-control"]
