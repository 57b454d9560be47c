"""From the check page to the receipt by way of the card, with everything that goes wrong."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.core.cache import cache
from django.test import Client

from kyoso.connectors.digital_auth_app import checks
from kyoso.connectors.digital_auth_app.sandbox import provider as double
from kyoso.connectors.digital_auth_app.settings import provider
from kyoso.connectors.digital_auth_app.tests.test_applying import ANSWERS
from kyoso.connectors.digital_auth_app.tests.test_pages import HOST, come_back
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.signatures.api import Signature, SigningRequest
from tests import people as cast

pytestmark = pytest.mark.django_db
SIGNING = {"pin": "ABC123"}


@pytest.fixture
def signer(wire, hold_card):
    """A browser of somebody who logged in by card, with a whole draft."""

    def made(holder="hanako"):
        cast.section()
        casework_testing.procedure(identity={"level": "signature"})
        browser = Client(headers=HOST)
        come_back(browser, hold_card, holder)
        return Signer(browser, hold_card)

    return made


class Signer:
    def __init__(self, browser, hold_card):
        self.browser, self.hold_card = browser, hold_card
        begun = browser.post("/procedures/hanadan/start/")
        self.ref = begun.url.split("/")[2]
        for key, posted in ANSWERS.items():
            self.answer(key, posted)

    def answer(self, key, posted):
        page = self.browser.post(f"/drafts/{self.ref}/q/{key}/", posted)
        assert page.status_code == 302

    @property
    def page(self):
        return f"/drafts/{self.ref}/sign/"

    def leave(self):
        """Press the button; return the address of the provider."""
        got = self.browser.post(self.page)
        assert got.status_code == 302, got.content.decode()
        return got["Location"]

    def hold(self, address, holder="hanako", **posted):
        """Hold the card; return the parameters of the callback."""
        told = {"holder": holder, **SIGNING, **posted}
        return self.hold_card(address=address, **told)

    def call_back(self, given, browser=None):
        return (browser or self.browser).get("/sign/card/callback", given)

    def sign(self, holder="hanako", **posted):
        return self.call_back(self.hold(self.leave(), holder, **posted))

    def read(self, got):
        return self.browser.get(got["Location"]).content.decode()


def is_untouched(who):
    """Say that nothing was filed and every answer is there."""
    draft = Draft.objects.get(ref=who.ref)
    return not Case.objects.exists() and draft.typed["bed"] == "駅前の1番"


def test_the_check_page_leads_to_the_text_and_the_card_files(signer):
    who = signer()
    check = who.browser.get(f"/drafts/{who.ref}/check/").content.decode()
    assert "マイナンバーカードで署名して出す" in check
    assert f'href="{who.page}"' in check
    text = who.browser.get(who.page).content.decode()
    assert "駅前の1番" in text
    assert "回答のSHA-256" in text
    got = who.sign()
    case = Case.objects.get()
    assert got["Location"] == f"/applications/{case.ref}/receipt/"
    assert "申請を受け付けました" in who.read(got)
    signed = casework.signature_of(case)
    assert not [c for c in casework.checks_of(signed) if c.fails]
    asked = signed.signature.request
    assert asked.concluded_at is not None
    assert asked.summary in who.browser.get(who.page, follow=True).content.decode() or (
        "駅前の1番" in asked.summary
    )


def test_only_the_digest_leaves_the_house(signer, wire):
    who = signer()
    who.leave()
    told = dict(wire.sent)["sign-transactions"]
    asked = SigningRequest.objects.get()
    assert told == {
        "digest": base64.b64encode(bytes.fromhex(asked.digest)).decode("ascii")
    }


def test_the_request_binds_the_transaction_and_asks_for_nothing_else(signer):
    who = signer()
    query = parse_qs(urlsplit(who.leave()).query)
    asked = SigningRequest.objects.get()
    assert query["scope"] == ["openid sign"]
    assert query["sign_transaction_id"] == [asked.transaction]
    assert query["redirect_uri"][0].endswith("/sign/card/callback")


def test_a_replayed_callback_leads_to_the_same_receipt(signer):
    who = signer()
    given = who.hold(who.leave())
    first, again = who.call_back(given), who.call_back(given)
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == Signature.objects.count() == 1


def test_a_double_press_files_once(signer):
    who = signer()
    first = who.leave()
    given = who.hold(who.leave())
    assert who.call_back(given)["Location"].endswith("/receipt/")
    late = who.call_back(who.hold(first))
    assert "/receipt/" not in late["Location"]
    assert Case.objects.count() == Signature.objects.count() == 1


def test_a_draft_that_changed_is_not_filed_and_can_be_signed_anew(signer):
    who = signer()
    given = who.hold(who.leave())
    who.answer("bed", {"bed": "公園の2番"})
    got = who.call_back(given)
    assert got["Location"] == who.page
    assert "署名をしたあとに申請の内容が変わった" in who.read(got)
    assert not Case.objects.exists()
    assert who.sign()["Location"].endswith("/receipt/")
    case = Case.objects.get()
    assert "公園の2番" in casework.signature_of(case).signature.request.summary
    reasons = set(SigningRequest.objects.values_list("reason", flat=True))
    assert reasons == {"", "signature_of_other_answers"}


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


def test_a_substitute_character_is_told_to_the_officer(signer):
    who = signer("watanabe")
    who.answer(
        "applicant_name",
        {"applicant_name.name": "渡邊 邦子", "applicant_name.kana": "わたなべ くにこ"},
    )
    who.sign("watanabe")
    case = Case.objects.get()
    page = cast.visiting(cast.sato()).get(f"/cases/{case.ref}/signature")
    told = page.content.decode()
    assert "渡邉　邦子" in told
    assert "2文字目は、証明書で使えない字の代わりの文字" in told
    assert "異常あり" not in told


def test_another_persons_card_files_nothing(signer):
    who = signer()
    got = who.sign("taro")
    assert "ログインしている方のカードではないようです" in who.read(got)
    assert is_untouched(who)


def test_another_browser_cannot_use_the_callback(signer, hold_card):
    who = signer()
    given = who.hold(who.leave())
    thief = Client(headers=HOST)
    come_back(thief, hold_card, "taro")
    got = who.call_back(given, thief)
    assert got["Location"] == "/"
    assert is_untouched(who)
    stranger = Client(headers=HOST)
    assert "/login" in who.call_back(given, stranger)["Location"]
    assert is_untouched(who)


def test_a_neighbour_sees_no_text_and_begins_no_signing(signer, hold_card):
    who = signer()
    thief = Client(headers=HOST)
    come_back(thief, hold_card, "taro")
    for method in (thief.get, thief.post):
        assert method(who.page).status_code == 404
    assert not SigningRequest.objects.exists()


@pytest.mark.parametrize("state", ["", "somebody-elses", "他人"])
def test_a_callback_that_nobody_began_ends_nothing(signer, state):
    who = signer()
    given = who.hold(who.leave())
    got = who.call_back({**given, "state": state})
    assert got["Location"] == who.page
    assert SigningRequest.objects.get().state == SigningRequest.State.ASKED
    assert who.call_back(given)["Location"].endswith("/receipt/")


def test_the_text_is_for_a_card_session_only(signer):
    who = signer()
    kept = who.browser.session
    del kept["people_identity_level"]
    kept.save()
    for got in (who.browser.get(who.page), who.browser.post(who.page)):
        assert got["Location"] == f"/drafts/{who.ref}/identity/"
    assert not SigningRequest.objects.exists()


def test_submitting_without_a_signature_leads_to_signing(signer):
    who = signer()
    got = who.browser.post(f"/drafts/{who.ref}/submit/", follow=True)
    assert got.redirect_chain[-1][0] == who.page
    assert is_untouched(who)


def unsealed(got):
    return httpx.Response(200, json={"result": "a.b.c.d.e"})


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
            "署名を確かめられませんでした",
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


def test_a_proxy_signs_for_the_principal(signer):
    who = signer()
    signer_account = people.Resident.objects.get(name="能代 花子").account
    kiku = cast.kiku()
    Draft.objects.filter(ref=who.ref).update(account=kiku.account)
    given = people.give_mandate(
        kiku,
        procedures=["hanadan"],
        expires_on=Draft.objects.get(ref=who.ref).expires_on,
        by=cast.sato().account,
    )
    resident = people.Resident.objects.get(account=signer_account)
    mandate = people.accept_mandate(given.code, by=resident)
    late = who.hold(who.leave())
    people.revoke_mandate(mandate, by=kiku.account)
    got = who.call_back(late)
    assert not Case.objects.exists(), got["Location"]


def test_production_refuses_the_double_of_signing(settings, tmp_path, wire):
    settings.PRODUCTION = True
    found = {each.id for each in checks.connector_is_sane(None)}
    assert found >= {"digital_auth_app.E001", "digital_auth_app.E003"}
    assert "digital_auth_app.E005" in found
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": "https://auth.example.jp/realms/main",
        "sign_url": "https://auth.example.jp/api/sign-transactions",
        "crl_url": "",
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


def test_without_a_signing_address_nobody_signs(signer, settings):
    who = signer()
    settings.DIGITAL_AUTH_APP = {**settings.DIGITAL_AUTH_APP, "sign_url": ""}
    assert provider().sign_url == ""
    page = who.browser.get(who.page, follow=True).content.decode()
    assert "オンラインの署名は、まだ受け付けていません" in page
