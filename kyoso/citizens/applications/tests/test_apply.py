"""The journey of an applicant without an account, from the list to the receipt."""

from kyoso.citizens.applications.rules import scanned, typed_code
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft


def test_it_lists_and_describes_the_procedure(stranger):
    page = stranger.client.get("/procedures/")
    assert "まちの花壇の利用申込み" in page.content.decode()
    page = stranger.client.get("/procedures/?q=ｶﾀﾞﾝ")
    assert "合う手続が見つかりませんでした" in page.content.decode()
    page = stranger.client.get("/procedures/?q=花壇")
    assert "まちの花壇の利用申込み" in page.content.decode()
    told = stranger.client.get("/procedures/hanadan/").content.decode()
    for words in (
        "標準処理期間",
        "架空の花壇条例第3条",
        "配置図",
        "利用目的",
        "かかりません",
    ):
        assert words in told


def test_it_asks_one_question_a_page_and_ends_with_a_receipt(stranger):
    page = stranger.begin()
    assert page.url == f"/drafts/{stranger.ref}/q/applicant_name/"
    shown = stranger.client.get(page.url).content.decode()
    assert shown.count("<h1") == 1
    assert "6問中1問目" in shown or "5問中1問目" in shown
    last = stranger.answer_all()
    assert last.url == f"/drafts/{stranger.ref}/check/"
    checked = stranger.client.get(last.url).content.decode()
    for words in ("能代 花子（のしろ はなこ）", "〒016-0000", "12,000円", "記入なし"):
        assert words in checked
    sent = stranger.submit()
    case = Case.objects.get()
    assert sent.url == f"/applications/{case.ref}/receipt/"
    receipt = stranger.client.get(sent.url).content.decode()
    assert case.receipt_number in receipt
    assert (case.name, case.kana, case.postcode) == (
        "能代 花子",
        "のしろ はなこ",
        "0160000",
    )
    assert case.channel == "web"
    assert Draft.objects.get().typed == {}


def test_it_shows_the_same_receipt_to_a_second_submit(stranger):
    stranger.begin()
    stranger.answer_all()
    first, second = stranger.submit(), stranger.submit()
    assert first.url == second.url
    assert Case.objects.count() == 1
    replayed = stranger.get("submit/")
    assert replayed.url == first.url


def test_it_returns_to_the_check_after_a_change(stranger):
    stranger.begin()
    stranger.answer_all()
    page = stranger.post("bed", {"bed": "川ぞいの2番"}, check=True)
    assert page.url == f"/drafts/{stranger.ref}/check/"


def test_it_asks_what_a_changed_answer_opens_before_checking_again(stranger):
    stranger.begin()
    for key in ("applicant_name", "applicant_address", "bed"):
        stranger.post(key)
    stranger.post("has_cost", {"has_cost": "no"})
    assert stranger.post("plan", {}).url.endswith("/check/")
    page = stranger.post("has_cost", {"has_cost": "yes"}, check=True)
    assert page.url == f"/drafts/{stranger.ref}/q/cost/?check=1"
    assert stranger.post("cost", check=True).url.endswith("/check/")


def test_it_shows_what_is_wrong_and_keeps_what_was_typed(stranger):
    stranger.begin()
    page = stranger.post("bed", {"bed": "あ" * 101})
    shown = page.content.decode()
    assert page.status_code == 422
    assert (
        shown.count("使いたい花壇は100文字までで入力してください。いま101文字です。")
        >= 2
    )
    assert "あ" * 101 in shown
    assert "<title>エラー：" in shown
    assert Draft.objects.get().typed["bed"] == "あ" * 101


def test_it_sends_nothing_while_something_is_missing(stranger):
    stranger.begin()
    page = stranger.submit()
    assert page.status_code == 422
    assert "氏名を入力してください。" in page.content.decode()
    assert not Case.objects.exists()


def test_it_goes_on_with_the_first_open_question(stranger):
    stranger.begin()
    stranger.post("applicant_name")
    assert stranger.get().url == f"/drafts/{stranger.ref}/q/applicant_address/"


def test_it_shows_the_way_back_by_code(stranger):
    stranger.begin()
    shown = stranger.get("save/").content.decode()
    assert Draft.objects.get().code in shown
    assert "data:image/svg+xml" in shown


def test_what_a_camera_reads_hides_the_code_from_every_server():
    said = scanned("https://city.example.jp/applications/resume/", "ABCD-EFGH-JKMN")
    sent = said.partition("#")[0]
    assert sent == "https://city.example.jp/applications/resume/"
    assert typed_code(said) == "ABCD-EFGH-JKMN"


def test_the_address_of_the_way_back_takes_no_code(stranger):
    stranger.begin()
    code = Draft.objects.get().code
    page = stranger.client.get(f"/applications/resume/?code={code}").content.decode()
    assert f'value="{code}"' not in page
    assert "applications/resume.js" in page


def test_it_discards_a_draft_only_after_asking(stranger):
    stranger.begin()
    assert "取り消せません" in stranger.get("discard/").content.decode()
    assert Draft.objects.exists()
    stranger.client.post(f"/drafts/{stranger.ref}/discard/")
    assert not Draft.objects.exists()
