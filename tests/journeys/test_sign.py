"""An application signed with the card: on a phone without JavaScript, then at the desk.

The connector and its double talk over real HTTP: digest, transaction, card, sealed
result, revocation list. The procedure is the city's own.
"""

import io
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import CommandError, call_command

from kyoso.connectors.digital_auth_app.sandbox import registration, signing
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Submission
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import people as cast
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SLUG = "kojin-joho-kaiji"


@pytest.fixture
def double(doors, settings, tmp_path):
    """Open the sandbox door of the running server, with a toy authority that is trusted."""
    base = f"http://sandbox.localhost:{doors.port}"
    settings.VAR = tmp_path
    settings.DOORS = {
        **settings.DOORS,
        "sandbox": {"urlconf": "kyoso.config.urls_sandbox", "base": base},
    }
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": f"{base}/api/realms/main",
        "key_file": str(tmp_path / "client.pem"),
        "sign_url": f"{base}/api/sign-transactions",
        "anchors_folder": str(tmp_path / "anchors"),
    }
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "form-action": ["'self'", base]}
    }
    # A card that another test has locked.
    cache.clear()
    registration.token_key.cache_clear()
    registration.prepare()
    signing.trust()
    yield base
    registration.token_key.cache_clear()


@pytest.fixture
def clerk(doors, double):
    """The city's procedure, and a clerk of its section."""
    section = cast.section("somu")
    file = Path(django_settings.CITY_FOLDER) / "procedures" / f"{SLUG}.toml"
    call_command("procedures", "load", str(file), stdout=io.StringIO())
    sato = cast.sato()
    people.post_officer(sato, section=section, role="clerk", title="", by=None)
    return sato


def log_in(page, doors, holder="hanako"):
    page.goto(doors.public(f"/login/card?next=/procedures/{SLUG}/"))
    page.get_by_role("button", name="デジタル認証アプリに進む").click()
    page.locator(f'[name="holder"][value="{holder}"]').check()
    page.locator('[name="pin"]').fill("1234")
    page.get_by_role("button", name="カードを読み取る").click()


def answer_all(page, name="能代 花子", kana="のしろ はなこ"):
    """Answer every question of the procedure, to the check page."""
    page.get_by_role("button", name="申請を始める").click()
    page.locator('[name="wanted"]').fill(
        "令和7年5月に架空課へ出した申請書とその審査の記録"
    )
    onward(page)
    page.locator('[name="way"][value="read"]').check()
    onward(page)
    page.locator('[name="applicant_name.name"]').fill(name)
    page.locator('[name="applicant_name.kana"]').fill(kana)
    onward(page)
    page.locator('[name="applicant_address.postcode"]').fill("016-0815")
    page.locator('[name="applicant_address.address"]').fill("能代市上町1番3号")
    onward(page)
    page.locator('[name="applicant_phone"]').fill("0185-00-0001")
    onward(page)
    page.locator('[name="notice_way"][value="post"]').check()
    onward(page)


def onward(page):
    page.get_by_role("button", name="次へ").click()


def go_to_card(page):
    page.get_by_role("link", name="マイナンバーカードで署名して出す").click()
    page.get_by_role("button", name="マイナンバーカードで署名して出す").click()


def hold_card(page, holder="hanako", pin="ABC123", button="カードを読み取って署名する"):
    page.locator(f'[name="holder"][value="{holder}"]').check()
    page.locator('[name="pin"]').fill(pin)
    page.get_by_role("button", name=button).click()


def looks_well(page):
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_from_the_first_question_to_the_desk(
    doors, double, clerk, paper, desk, as_person
):
    log_in(paper, doors)
    answer_all(paper)
    assert "署名して出します" in paper.locator("main").inner_text()
    assert_no_sideways_scroll(paper)
    paper.get_by_role("link", name="マイナンバーカードで署名して出す").click()
    text = paper.locator(".ks-signed").inner_text()
    assert "能代市上町1番3号" in text
    assert "回答のSHA-256" in text
    assert_no_sideways_scroll(paper)
    paper.get_by_role("button", name="マイナンバーカードで署名して出す").click()
    assert paper.url.startswith(double)
    assert_no_sideways_scroll(paper)
    hold_card(paper, pin="WRONG99")
    assert "暗証番号がちがいます" in paper.locator("main").inner_text()
    hold_card(paper)
    assert paper.url.endswith("/receipt/")
    assert "申請を受け付けました" in paper.locator("main").inner_text()
    case = Case.objects.get()
    assert case.receipt_number in paper.locator("main").inner_text()

    paper.goto(doors.public(f"/applications/{case.ref}/"))
    paper.get_by_role("link", name="署名した内容を見る").click()
    assert_no_sideways_scroll(paper)
    assert text.strip() == paper.locator(".ks-signed").inner_text().strip()
    with paper.expect_download() as saved:
        paper.get_by_role("link", name="署名の証拠（JSON）を保存する").click()
    assert saved.value.suggested_filename == f"signature-{case.receipt_number}-1.json"

    as_person(desk, clerk)
    desk.goto(doors.office(f"/cases/{case.ref}"))
    desk.get_by_role("link", name="電子署名を確かめる").click()
    looks_well(desk)
    told = desk.locator("main").inner_text()
    assert "異常あり" not in told
    assert "住所は、証明書と申請で同じです。" in told
    assert text.strip() == desk.locator(".ks-signed").inner_text().strip()

    told = io.StringIO()
    later = clock.now().replace(year=clock.now().year + 9)
    with clock.at(later):
        call_command("verify_signature", case.receipt_number, stdout=told)
    assert "電子署名は有効です" in told.getvalue()
    Submission.objects.filter(case=case).update(answers={})
    with pytest.raises(CommandError):
        call_command("verify_signature", case.receipt_number, stdout=told)


def test_what_was_signed_is_mended_by_holding_the_card_again(
    doors, double, clerk, phone
):
    log_in(phone, doors)
    answer_all(phone)
    go_to_card(phone)
    hold_card(phone)
    case = Case.objects.get()
    casework.accept(case, by=clerk.account)
    casework.ask_correction(
        case, items=[("wanted", "年月を書いてください。")], by=clerk.account
    )
    phone.goto(doors.public(f"/applications/{case.ref}/"))
    phone.get_by_role("button", name="直すところだけを直す").click()
    phone.locator('[name="wanted"]').fill("令和7年6月に架空課へ出した申請書")
    onward(phone)
    assert "もう一度、マイナンバーカードで署名します" in said(phone)
    looks_well(phone)
    phone.get_by_role("link", name="マイナンバーカードで署名して出す").click()
    assert "署名して、直した内容を送る" in said(phone)
    looks_well(phone)
    phone.get_by_role("button", name="マイナンバーカードで署名して出す").click()
    hold_card(phone)
    assert phone.url.endswith(f"/applications/{case.ref}/")
    phone.get_by_role("link", name="署名した内容を見る").click()
    assert "令和7年5月" in said(phone)
    assert "令和7年6月" in said(phone)
    looks_well(phone)
    told = io.StringIO()
    call_command("verify_signature", case.receipt_number, stdout=told)
    assert told.getvalue().count("の電子署名は有効です。") == 2


def said(page):
    return page.locator("main").inner_text()


def test_every_page_of_signing_is_accessible_and_says_the_way_out(
    doors, double, clerk, phone
):
    log_in(phone, doors)
    answer_all(phone)
    looks_well(phone)
    go_to_card(phone)
    looks_well(phone)
    phone.get_by_role("button", name="やめる").click()
    told = phone.locator("main").inner_text()
    assert "署名をせずに戻りました" in told
    assert Draft.objects.get().code in told
    looks_well(phone)
    phone.get_by_role("button", name="マイナンバーカードで署名して出す").click()
    hold_card(phone, button="署名の時間が過ぎてから戻る")
    assert "署名の時間が過ぎました" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="マイナンバーカードで署名して出す").click()
    for _ in range(5):
        hold_card(phone, pin="WRONG99")
    assert "鍵がかかりました" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="やめる").click()
    assert Draft.objects.get().code in phone.locator("main").inner_text()
    assert not Case.objects.exists()


def test_after_a_move_the_card_signs_nothing_and_the_counter_goes_on(
    doors, double, clerk, phone
):
    log_in(phone, doors, "lapsed")
    answer_all(phone, "鶴形 清", "つるがた きよし")
    go_to_card(phone)
    hold_card(phone, "lapsed")
    told = phone.locator("main").inner_text()
    assert "署名用電子証明書が失効しています" in told
    assert Draft.objects.get().code in told
    assert not Case.objects.exists()
