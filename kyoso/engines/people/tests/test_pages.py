"""Every page of people keeps the promises of a page, in every state of it."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.people.invitations import password_link
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def procedures():
    cache.clear()
    known = people.ProcedureList("tests", lambda: [("watch", "見守り機器の助成")])
    with people.procedure_lists.temporarily(known):
        yield


@pytest.fixture
def mandate(kiku, hanako, sato):
    given = people.give_mandate(
        kiku,
        procedures=["watch"],
        expires_on=clock.today() + dt.timedelta(days=9),
        by=sato.account,
    )
    return people.accept_mandate(given.code, by=hanako)


def test_the_public_entrance(hanako):
    visitor = Visitor()
    for path in ("/login", "/login?next=/account/seen", "/signup", "/login/closed"):
        assert visitor.get(path).status_code == 200
    visitor.post("/login", {"login": ""})
    visitor.post("/signup", {"email": "x"})
    visitor.post("/login", {"login": "hanako@example.jp"})
    visitor.get("/login/code")
    visitor.post("/login/code", {"code": "wrong"})
    other = Visitor()
    other.post("/signup", {"email": "new@example.jp"})
    other.get("/signup/code")
    other.post("/signup/code", {"code": "wrong"})


def test_the_account_pages(hanako, mandate, sato):
    people.register_company(number="7000012050002", name="架空商店", by=hanako)
    audit.record("tests.read", by=sato.account, subject="c", person=hanako.account)
    visitor = Visitor().as_person(hanako)
    visitor.get("/account")
    visitor.get("/account/details")
    visitor.post("/account/details", {"postcode": "x"})
    visitor.get("/account/notices")
    visitor.post("/account/notices", {})
    visitor.get("/account/seen")
    visitor.get("/account/seen?mine=1")
    visitor.get("/account/tokens")
    visitor.post("/account/tokens", {})
    visitor.post("/account/tokens", {"name": "t", "scopes": ["read"]})
    visitor.get("/account/mandates")
    visitor.get("/account/mandates/give")
    visitor.post("/account/mandates/give", {})
    visitor.get("/account/mandates/accept")
    visitor.post("/account/mandates/accept", {"code": "x"})
    visitor.get("/account/mandates/child")
    visitor.post("/account/mandates/child", {"born_on": "2099-01-01"})
    visitor.get(f"/account/mandates/{mandate.ref}")
    visitor.get(f"/account/mandates/{mandate.ref}/revoke")
    visitor.get("/account/passkeys")
    # allauth writes the challenge down: see tests/pages/queries.toml.
    visitor.get("/account/passkeys/add", queries=8)
    visitor.post("/account/act-for", {"ref": mandate.ref})
    visitor.get("/account")


def test_the_account_of_somebody_without_anything(taro):
    visitor = Visitor().as_person(taro)
    for path in ("/account", "/account/mandates", "/account/passkeys"):
        visitor.get(path)
    visitor.get("/account/seen")


def test_the_office_entrance(sato):
    visitor = Visitor("office")
    for path in ("/login", "/login/closed"):
        visitor.get(path)
    visitor.post("/login", {"login": "x"})
    link = password_link(sato.account).removeprefix("http://office.localhost:8001")
    visitor.get(link)
    visitor.post(link, {"password": "short"})
    visitor.as_person(sato)
    visitor.get("/account")
    again = visitor.get("/account/totp").headers["location"]
    visitor.get(again)
    visitor.post(again, {"password": "wrong"})
    visitor.post(again, {"password": cast.PASSWORD})
    visitor.get("/account/totp")
    visitor.post("/account/totp", {"code": "wrong"})
    visitor.get("/account/passkeys/add")
    totp.TOTP.activate(sato.account, totp.generate_totp_secret())
    visitor.get("/account")
    visitor.get("/account/totp/remove")
    second = Visitor("office")
    second.post(
        "/login", {"login": "sato@office.example.jp", "password": cast.PASSWORD}
    )
    second.get("/login/second")
    second.post("/login/second", {"code": "wrong"})


def test_the_staff_pages(sato, suzuki, operator):
    visitor = Visitor("office").as_person(operator)
    post = sato.posts.get()
    visitor.get("/staff")
    visitor.get("/staff/add")
    visitor.post("/staff/add", {})
    for path in ("", "/post", "/close"):
        visitor.get(f"/staff/{sato.ref}{path}")
    for path in ("transfer", "end", "deputy"):
        visitor.get(f"/staff/{sato.ref}/{post.pk}/{path}")
        visitor.post(f"/staff/{sato.ref}/{post.pk}/{path}", {})
    visitor.get("/hand-overs")
    hand_over = people.end_post(
        post, on=clock.today(), successor=suzuki, note="申し送り", by=operator.account
    )
    people.close_account(sato.account, by=operator.account)
    visitor.get(f"/staff/{sato.ref}")
    visitor.get("/hand-overs")
    visitor.get(f"/hand-overs/{hand_over.ref}")
    Visitor("office").as_person(suzuki).get(f"/hand-overs/{hand_over.ref}")


def test_the_mandates_at_the_counter(sato, mandate, hanako):
    child = people.declare_child(
        guardian=hanako,
        name="能代 小花",
        kana="",
        born_on=clock.today() - dt.timedelta(days=900),
        by=hanako.account,
    )
    visitor = Visitor("office").as_person(sato)
    visitor.get("/mandates")
    visitor.get("/mandates?code=x")
    visitor.get(f"/mandates/{mandate.ref}")
    visitor.get(f"/mandates/{child.ref}")
