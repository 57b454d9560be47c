"""From the check page to the receipt by way of the card, for whoever asked and nobody else."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from kyoso.connectors.digital_auth_app import views_signing
from kyoso.connectors.digital_auth_app.tests.signer import is_untouched
from kyoso.connectors.digital_auth_app.tests.test_pages import HOST, come_back
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Signature, SigningRequest
from tests import people as cast

pytestmark = pytest.mark.django_db


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
    signed = casework.signed_submissions(case)[0]
    assert not [c for c in casework.checks_of(signed) if c.fails]
    asked = signed.signature.request
    assert asked.concluded_at is not None
    assert "駅前の1番" in asked.summary


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Text to be signed"), ("ja-easy", "署名（しょめい）する 文（ぶん）")],
)
def test_the_page_speaks_every_language_and_the_text_is_the_same(
    signer, language, said
):
    who = signer()
    plain = who.browser.get(who.page).content.decode()
    who.browser.cookies["kyoso_language"] = language
    page = who.browser.get(who.page).content.decode()
    assert said in page
    begins, ends = '<div class="ks-signed" lang="ja">', "</div>"
    texts = {each.split(begins)[1].split(ends)[0] for each in (plain, page)}
    assert len(texts) == 1


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
    assert "公園の2番" in casework.signed_submissions(case)[0].signature.request.summary
    reasons = set(SigningRequest.objects.values_list("reason", flat=True))
    assert reasons == {"", "signature_of_other_answers"}


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


def test_of_two_callbacks_at_once_one_examines_and_both_see_the_receipt(
    signer, monkeypatch
):
    who = signer()
    given = who.hold(who.leave())
    asked = SigningRequest.objects.get()
    other = who.another()
    assert signatures.take_up(asked, by=asked.asked_by), "the first is at it"
    first = []

    def goes_on():
        SigningRequest.objects.filter(pk=asked.pk).update(busy_until=None)
        first.append(who.call_back(given, other))

    monkeypatch.setattr(views_signing, "_pause", goes_on)
    second = who.call_back(given)
    assert first[0]["Location"] == second["Location"]
    assert second["Location"].endswith("/receipt/")
    assert Case.objects.count() == Signature.objects.count() == 1


def test_who_comes_while_another_is_at_it_ends_nothing(signer, monkeypatch):
    who = signer()
    given = who.hold(who.leave())
    asked = SigningRequest.objects.get()
    signatures.take_up(asked, by=asked.asked_by)
    monkeypatch.setattr(views_signing, "_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(views_signing, "_LOOK_SECONDS", 0.001)
    got = who.call_back(given)
    assert got["Location"] == who.page
    assert "いま署名を確かめています" in who.read(got)
    asked.refresh_from_db()
    assert asked.state == SigningRequest.State.ASKED
    SigningRequest.objects.update(busy_until=None)
    assert who.call_back(given)["Location"].endswith("/receipt/")


def test_who_waited_for_one_that_failed_is_told_to_sign_anew(signer, monkeypatch):
    who = signer()
    given = who.hold(who.leave())
    asked = SigningRequest.objects.get()
    signatures.take_up(asked, by=asked.asked_by)
    monkeypatch.setattr(
        views_signing,
        "_pause",
        lambda: signatures.give_up(asked, reason="x", by=asked.asked_by),
    )
    got = who.call_back(given)
    assert "もう一度はじめから署名してください" in who.read(got)
    assert who.sign()["Location"].endswith("/receipt/")


def open_correction(who, case):
    """Let the section ask to mend the bed, and answer it, up to the check."""
    sato = cast.sato().account
    casework.accept(case, by=sato)
    casework.ask_correction(case, items=[("bed", "番号を書いてください。")], by=sato)
    begun = who.browser.post(f"/applications/{case.ref}/mend/")
    who.ref = begun.url.split("/")[2]
    who.answer("bed", {"bed": "駅前の3番"})


def test_who_signs_what_is_no_longer_asked_is_told_so(signer):
    who = signer()
    who.sign()
    case = Case.objects.get()
    open_correction(who, case)
    given = who.hold(who.leave())
    sato = cast.sato().account
    case.refresh_from_db()
    casework.cancel_correction(case, reason="窓口で直した", by=sato)
    got = who.call_back(given)
    assert got["Location"] == who.page
    for method in (who.browser.get, who.browser.post):
        page = method(who.page)
        assert page.status_code == 422
        assert "補正に答えることはできません" in page.content.decode()
    assert case.submissions.count() == 1


def test_a_signed_application_is_mended_by_signing_again(signer):
    who = signer()
    who.sign()
    case = Case.objects.get()
    open_correction(who, case)
    check = who.browser.get(f"/drafts/{who.ref}/check/").content.decode()
    assert "もう一度、マイナンバーカードで署名します" in check
    refused = who.browser.post(f"/drafts/{who.ref}/submit/", follow=True)
    assert refused.redirect_chain[-1][0] == who.page
    page = refused.content.decode()
    assert "署名して、直した内容を送る" in page
    assert "駅前の3番" in page
    assert who.sign()["Location"] == f"/applications/{case.ref}/"
    assert len(casework.signed_submissions(case)) == 2


def test_without_a_card_session_a_correction_says_the_way(signer, settings):
    who = signer()
    who.sign()
    case = Case.objects.get()
    open_correction(who, case)
    settings.DIGITAL_AUTH_APP = {**settings.DIGITAL_AUTH_APP, "sign_url": ""}
    told = who.browser.post(f"/drafts/{who.ref}/submit/", follow=True).content.decode()
    assert "この申請は署名して出したものです" in told
    assert "オンラインの署名は、いま受け付けていません" in told
    assert case.submissions.count() == 1
