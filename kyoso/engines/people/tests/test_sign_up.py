"""A new resident signs up with a mail address alone."""

import re

import pytest
from django.core.cache import cache

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


def test_it_makes_a_resident_and_logs_them_in(client, mailoutbox):
    assert client.get("/signup").status_code == 200
    answer = client.post("/signup", {"email": "New@Example.jp"})
    assert answer.headers["location"] == "/signup/code"
    assert client.get("/signup/code").status_code == 200
    assert client.get("/account").status_code == 302
    answer = client.post("/signup/code", {"code": code_in(mailoutbox[0])})
    assert answer.headers["location"] == "/account"
    page = client.get("/account")
    assert page.status_code == 200
    resident = people.Resident.objects.get(account__email="new@example.jp")
    assert page.wsgi_request.user == resident.account
    assert resident.level == people.IdentityLevel.EMAIL
    assert not resident.wants_electronic
    assert not resident.account.has_usable_password()


def test_it_lets_in_by_code_who_left_before_the_code(client, mailoutbox):
    client.post("/signup", {"email": "new@example.jp"})
    later = cast.stranger_at(cast.PUBLIC_HOST)
    later.post("/login", {"login": "new@example.jp"})
    later.post("/login/code", {"code": code_in(mailoutbox[-1])})
    assert later.get("/account").status_code == 200


def test_it_does_not_tell_that_an_address_is_taken(client, hanako, mailoutbox):
    answer = client.post("/signup", {"email": "hanako@example.jp"})
    assert answer.headers["location"] == "/signup/code"
    assert client.get("/signup/code").status_code == 200
    assert "すでに登録されています" in mailoutbox[0].body
    page = client.post("/signup/code", {"code": "123456"})
    assert "番号が違います" in page.content.decode()
    assert people.Resident.objects.count() == 1


def test_it_says_what_is_missing(client):
    page = client.post("/signup", {"email": ""})
    assert "メールアドレスを入力してください。" in page.content.decode()


def test_two_sign_ups_at_once_make_one_account(client, mailoutbox):
    client.post("/signup", {"email": "new@example.jp"})
    cast.stranger_at(cast.PUBLIC_HOST).post("/signup", {"email": "new@example.jp"})
    assert people.Account.objects.filter(email="new@example.jp").count() == 1
