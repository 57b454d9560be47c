"""A resident gets in with a code by mail, without a password or JavaScript."""

import re

import pytest
from django.core.cache import cache

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


@pytest.fixture
def client():
    return cast.stranger_at(cast.PUBLIC_HOST)


def code_in(mail):
    return re.search(r"は (\d{6}) です", mail.body).group(1)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def account_of(client):
    return client.get("/account").wsgi_request.user


def test_it_logs_in_with_the_code_from_the_mail(client, hanako, mailoutbox):
    page = client.get("/login")
    assert page.status_code == 200
    answer = client.post("/login", {"login": "hanako@example.jp"})
    assert answer.headers["location"] == "/login/code"
    [mail] = mailoutbox
    assert mail.to == ["hanako@example.jp"]
    assert client.get("/login/code").status_code == 200
    answer = client.post("/login/code", {"code": code_in(mail)})
    assert answer.headers["location"] == "/account"
    assert account_of(client) == hanako.account
    assert audit.Entry.objects.filter(event="people.logged_in").count() == 1


def test_it_takes_full_width_digits_and_capitals(client, hanako, mailoutbox):
    client.post("/login", {"login": "ＨＡＮＡＫＯ＠example.jp"})
    code = code_in(mailoutbox[0])
    wide = code.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    assert client.post("/login/code", {"code": wide}).status_code == 302
    assert account_of(client) == hanako.account


def test_it_goes_on_to_where_the_stranger_wanted(client, hanako, mailoutbox):
    answer = client.get("/account/seen")
    assert answer.headers["location"] == "/login?next=/account/seen"
    answer = client.post(
        "/login", {"login": "hanako@example.jp", "next": "/account/seen"}
    )
    place = answer.headers["location"]
    assert client.get(place).status_code == 200
    answer = client.post(
        place, {"code": code_in(mailoutbox[0]), "next": "/account/seen"}
    )
    assert answer.headers["location"] == "/account/seen"


def test_it_never_goes_to_another_site(client, hanako, mailoutbox):
    client.post("/login", {"login": "hanako@example.jp"})
    answer = client.post(
        "/login/code", {"code": code_in(mailoutbox[0]), "next": "https://evil.example/"}
    )
    assert answer.headers["location"] == "/account"


def test_it_says_a_wrong_code_and_stops_after_five(client, hanako, mailoutbox):
    client.post("/login", {"login": "hanako@example.jp"})
    code = code_in(mailoutbox[0])
    for _ in range(4):
        page = client.post("/login/code", {"code": wrong(code)})
        assert "番号が違います" in page.content.decode()
    answer = client.post("/login/code", {"code": wrong(code)})
    assert answer.headers["location"] == "/login"
    assert client.post("/login/code", {"code": code}).headers["location"] == "/login"
    assert account_of(client).is_anonymous


def test_it_takes_five_tries_of_a_code_however_many_come_at_once(
    client, hanako, mailoutbox
):
    client.post("/login", {"login": "hanako@example.jp"})
    code = code_in(mailoutbox[0])
    as_it_was = dict(client.session)
    for _ in range(5):
        client.post("/login/code", {"code": wrong(code)})
        # What a request sees that began before the others had ended.
        session = client.session
        session.update(as_it_was)
        session.save()
    answer = client.post("/login/code", {"code": code})
    assert answer.status_code == 429
    assert account_of(client).is_anonymous


def test_one_address_finds_no_code_by_asking_for_many(client, hanako, mailoutbox):
    for number in range(8):
        program = cast.stranger_at(cast.PUBLIC_HOST)
        program.post("/login", {"login": f"nobody{number}@example.jp"})
        for _ in range(5):
            program.post("/login/code", {"code": "123456"})
    client.post("/login", {"login": "hanako@example.jp"})
    answer = client.post("/login/code", {"code": code_in(mailoutbox[-1])})
    assert answer.status_code == 429
    assert "しばらく待ってから" in answer.content.decode()


def test_it_sends_the_code_again(client, hanako, mailoutbox):
    client.post("/login", {"login": "hanako@example.jp"})
    assert client.post("/login/code", {"action": "resend"}).status_code == 302
    first, second = mailoutbox
    if code_in(first) != code_in(second):
        page = client.post("/login/code", {"code": code_in(first)})
        assert "番号が違います" in page.content.decode()
    assert client.post("/login/code", {"code": code_in(second)}).status_code == 302
    assert account_of(client) == hanako.account


def test_it_does_not_tell_whether_an_address_is_known(client, hanako, mailoutbox):
    known = client.post("/login", {"login": "hanako@example.jp"})
    other = cast.stranger_at(cast.PUBLIC_HOST)
    unknown = other.post("/login", {"login": "nobody@example.jp"})
    assert known.status_code == unknown.status_code == 302
    assert known.headers["location"] == unknown.headers["location"]
    page = other.get("/login/code")
    assert page.status_code == 200
    assert "登録がありません" in mailoutbox[1].body
    assert "/signup" in mailoutbox[1].body
    assert (
        "番号が違います"
        in other.post("/login/code", {"code": "123456"}).content.decode()
    )
    assert other.get("/signup").status_code == 200


def test_it_changes_the_session_key_at_log_in(client, hanako, mailoutbox):
    client.post("/login", {"login": "hanako@example.jp"})
    before = client.session.session_key
    client.post("/login/code", {"code": code_in(mailoutbox[0])})
    assert client.session.session_key != before


def test_it_logs_out_by_post_only_and_forgets_the_session(client, hanako):
    client.force_login(hanako.account)
    before = client.session.session_key
    assert client.get("/logout").status_code == 405
    assert account_of(client) == hanako.account
    assert client.post("/logout").headers["location"] == "/"
    assert client.session.session_key != before
    assert account_of(client).is_anonymous


def test_a_closed_account_cannot_get_in(client, hanako, operator, mailoutbox):
    client.force_login(hanako.account)
    people.close_account(hanako.account, by=operator.account)
    assert account_of(client).is_anonymous
    client.post("/login", {"login": "hanako@example.jp"})
    assert all("です。" not in mail.subject for mail in mailoutbox)
    assert not any(re.search(r"\d{6} です", mail.body) for mail in mailoutbox)


def test_it_stops_who_asks_for_code_after_code(client, hanako, mailoutbox):
    for _ in range(5):
        page = cast.stranger_at(cast.PUBLIC_HOST).post(
            "/login", {"login": "hanako@example.jp"}
        )
    assert "回数が多すぎます" in page.content.decode()
    assert len(mailoutbox) == 3


def test_it_stops_an_address_with_a_page(client):
    for number in range(31):
        page = client.post("/login", {"login": f"wrong{number}"})
    assert page.status_code == 429
    assert "もう一度お試しください" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "hanako", "a b@c", "あ" * 300])
def test_it_says_what_is_wrong_with_an_address(client, typed):
    page = client.post("/login", {"login": typed})
    assert page.status_code == 200
    assert "メールアドレス" in page.content.decode()
    assert "ks-error-summary" in page.content.decode()


def test_it_tells_kindly_that_mail_is_away(client, hanako, monkeypatch):
    def away(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    page = client.post("/login", {"login": "hanako@example.jp"})
    assert page.status_code == 503
    assert "ただいまメールを送れません。" in page.content.decode()


def test_it_speaks_the_language_of_the_reader(client, hanako, mailoutbox):
    client.cookies["kyoso_language"] = "en"
    page = client.get("/login").content.decode()
    assert "Log in" in page
    client.post("/login", {"login": "hanako@example.jp"})
    assert "log-in code" in mailoutbox[0].subject.lower()
