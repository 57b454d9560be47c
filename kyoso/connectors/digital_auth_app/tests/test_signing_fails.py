"""A card that signs nothing, a provider that fails: every answer is kept and told."""

import json

import httpx
import pytest
from django.core.cache import cache
from django.test import Client

from kyoso.connectors.digital_auth_app import checks
from kyoso.connectors.digital_auth_app.sandbox import provider as double
from kyoso.connectors.digital_auth_app.settings import provider
from kyoso.connectors.digital_auth_app.tests.signer import is_untouched
from kyoso.engines.forms.api import Draft
from kyoso.engines.signatures.api import Signature, SigningRequest
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_who_stops_at_the_provider_keeps_everything(signer):
    who = signer()
    got = who.sign(cancel="1")
    assert got["Location"] == who.page
    page = who.read(got)
    assert "署名をせずに戻りました" in page
    assert Draft.objects.get(ref=who.ref).code in page
    assert "窓口" in page
    assert is_untouched(who)
    assert SigningRequest.objects.get().reason == "signing_stopped"


def test_a_signature_that_came_too_late_keeps_everything(signer):
    who = signer()
    got = who.sign(late="1")
    assert "署名の時間が過ぎました" in who.read(got)
    assert is_untouched(who)


def test_a_locked_card_leaves_the_code_for_the_counter(signer):
    who = signer()
    address = who.leave()
    for _ in range(5):
        told = who.hold(address, pin="WRONG9").content.decode()
    assert "鍵がかかりました" in told
    assert "鍵がかかりました" in who.hold(address).content.decode()
    got = who.call_back(who.hold(address, cancel="1"))
    draft = Draft.objects.get(ref=who.ref)
    assert draft.code in who.read(got)
    desk = cast.visiting(cast.sato())
    found = desk.post("/applications/", {"resume": "1", "code": draft.code})
    assert found.url.startswith(f"/applications/drafts/{draft.ref}/")
    assert is_untouched(who)


@pytest.mark.parametrize(
    ("holder", "told"),
    [
        ("lapsed", "署名用電子証明書が失効しています"),
        ("outdated", "署名用電子証明書の有効期限が切れています"),
    ],
)
def test_a_certificate_that_is_not_good_says_what_to_do(signer, holder, told):
    who = signer(holder)
    got = who.sign(holder)
    assert got["Location"] == who.page
    assert told in who.read(got)
    assert is_untouched(who)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("part", "answer", "told"),
    [
        ("sign-transactions", httpx.Response(503), "つながりません"),
        ("sign-transactions", httpx.Response(403), "つながりません"),
        ("sign-transactions", httpx.Response(201, json={}), "つながりません"),
        (
            "sign-transactions",
            httpx.Response(201, json={"id": "../../token"}),
            "つながりません",
        ),
    ],
)
def test_a_provider_that_cannot_begin_leaves_the_draft(
    signer, wire, part, answer, told
):
    who = signer()
    wire.changes[part] = lambda _got: answer
    got = who.browser.post(who.page)
    assert got.status_code == 422
    assert told in got.content.decode()
    assert is_untouched(who)


@pytest.mark.parametrize(
    ("part", "answer", "told"),
    [
        ("result", httpx.Response(503), "つながりません"),
        ("result", httpx.Response(403), "署名を確かめられませんでした"),
        ("result", httpx.Response(404), "署名の時間が過ぎました"),
        ("result", httpx.Response(200, json={}), "署名を確かめられませんでした"),
        (
            "result",
            httpx.Response(200, json={"result": "a.b.c.d.e"}),
            "署名を確かめられませんでした",
        ),
        ("token", httpx.Response(503), "つながりません"),
        (
            "signing.crl",
            httpx.Response(503),
            "失効していないことを、いま確かめられません",
        ),
        (
            "signing.crl",
            httpx.Response(200, content=b"no list"),
            "失効していないことを、いま確かめられません",
        ),
    ],
)
def test_whatever_the_provider_answers_nothing_is_lost(
    signer, wire, part, answer, told
):
    who = signer()
    given = who.hold(who.leave())
    wire.changes[part] = lambda _got: answer
    got = who.call_back(given)
    assert got["Location"] == who.page
    assert told in who.read(got)
    assert is_untouched(who)
    del wire.changes[part]
    assert who.sign()["Location"].endswith("/receipt/")


def test_the_result_is_given_to_nobody_but_the_signer(signer, wire):
    """The double keeps the rule of the real provider: token and transaction belong together."""
    who = signer()
    who.hold(who.leave())
    transaction = SigningRequest.objects.get().transaction
    path = f"/api/sign-transactions/{transaction}/result"
    headers = {"host": "sandbox.testserver"}
    assert Client().get(path, headers=headers).status_code == 401
    of_city = {"sub": "", "holder": "", "scope": "sign", "transaction": ""}
    other = {"sub": "x", "holder": "taro", "scope": "openid sign", "transaction": "t"}
    for granted in (of_city, other):
        cache.set("sandbox-token-x", json.dumps(granted), 60)
        got = Client().get(path, headers={**headers, "Authorization": "Bearer x"})
        assert got.status_code == 403
    assert double.granted_to("x") == other


@pytest.mark.parametrize(
    "told", [b"", b"[]", b"{}", b'{"digest": "!"}', b'{"digest": "QUJD"}']
)
def test_the_double_takes_nothing_but_a_digest(wire, told):
    granted = {"sub": "", "holder": "", "scope": "sign", "transaction": ""}
    cache.set("sandbox-token-x", json.dumps(granted), 60)
    got = Client().post(
        "/api/sign-transactions",
        told,
        content_type="application/json",
        headers={"host": "sandbox.testserver", "Authorization": "Bearer x"},
    )
    assert got.status_code == 400


def test_production_refuses_the_double_of_signing(settings, tmp_path, wire):
    settings.PRODUCTION = True
    found = {each.id for each in checks.connector_is_sane(None)}
    assert found >= {"digital_auth_app.E001", "digital_auth_app.E003"}
    assert "digital_auth_app.E005" in found
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": "https://auth.example.jp/realms/main",
        "sign_url": "https://auth.example.jp/api/sign-transactions",
        "anchors_folder": str(tmp_path / "none"),
    }
    assert [each.id for each in checks.connector_is_sane(None)] == [
        "digital_auth_app.E004"
    ]
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "damaged.cer").write_bytes(b"rubbish")
    told = checks.connector_is_sane(None)
    assert [each.id for each in told] == ["digital_auth_app.E004"]
    assert "damaged.cer" in told[0].msg


def test_production_refuses_the_trial_environment_with_its_test_cards(settings, wire):
    settings.PRODUCTION = True
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": "https://sb-auth.example.jp/realms/main",
        "sign_url": "",
    }
    found = {each.id for each in checks.connector_is_sane(None)}
    assert "digital_auth_app.E001" in found


def test_production_refuses_a_list_of_nobody_and_a_double_of_one(
    settings, tmp_path, wire
):
    settings.PRODUCTION = True
    folder = tmp_path / "anchors"
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": "https://auth.example.jp/realms/main",
        "sign_url": "https://auth.example.jp/api/sign-transactions",
    }
    ids = {each.id for each in checks.connector_is_sane(None)}
    assert ids == {"digital_auth_app.E003", "digital_auth_app.E005"}
    (folder / "toy-signing-ca.pem").unlink()
    told = {each.id: each.msg for each in checks.connector_is_sane(None)}
    assert "revocations.toml：toy-signing-ca.pem" in told["digital_auth_app.E004"]
    for broken in (b"[", b'"a" = 1', b"\xff"):
        (folder / "revocations.toml").write_bytes(broken)
        told = {each.id: each.msg for each in checks.connector_is_sane(None)}
        assert "revocations.toml" in told["digital_auth_app.E004"]


def test_without_a_signing_address_nobody_signs(signer, settings):
    who = signer()
    settings.DIGITAL_AUTH_APP = {**settings.DIGITAL_AUTH_APP, "sign_url": ""}
    assert provider().sign_url == ""
    page = who.browser.get(who.page, follow=True).content.decode()
    assert "オンラインの署名は、まだ受け付けていません" in page
