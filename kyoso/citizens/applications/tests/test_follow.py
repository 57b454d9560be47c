"""After filing: status without an account, mending only what is asked, withdrawing."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast


@pytest.fixture
def filed(stranger):
    stranger.begin()
    code = Draft.objects.get().code
    stranger.answer_all()
    stranger.submit()
    return Case.objects.get(), code


def test_it_opens_a_case_by_its_number_and_code(filed):
    case, code = filed
    client = cast.visiting()
    page = client.post(
        "/applications/status/",
        {
            "number": case.receipt_number.lower().replace("-", "　"),
            "code": code.lower(),
        },
    )
    assert page.url == f"/applications/{case.ref}/"
    assert case.receipt_number in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("number", "code"),
    [("{number}", "ABCD-EFGH-JKMN"), ("2026-AAAA-BBBB", "{code}"), ("\x00", "\ud800")],
)
def test_it_says_the_same_whichever_is_wrong(filed, number, code):
    case, right = filed
    page = cast.visiting().post(
        "/applications/status/",
        {
            "number": number.format(number=case.receipt_number),
            "code": code.format(code=right).encode("utf-8", "replace").decode(),
        },
    )
    assert page.status_code == 422
    assert "/applications/" + case.ref not in page.content.decode()


def test_it_tells_whose_turn_it_is_and_which_clock_runs(filed, stranger):
    case, _code = filed
    shown = stranger.client.get(f"/applications/{case.ref}/").content.decode()
    assert "長寿いきがい課" in shown
    assert "あと" in shown
    assert "いまここ" in shown


def mending(case):
    casework.accept(case, by=cast.sato().account)
    casework.ask_correction(
        case, items=[("bed", "番号を書いてください。")], by=cast.sato().account
    )


def test_it_opens_only_the_answer_to_mend(filed, stranger):
    case, _code = filed
    mending(case)
    shown = stranger.client.get(f"/applications/{case.ref}/").content.decode()
    assert "番号を書いてください。" in shown
    assert "標準処理期間は止まっています" in shown
    page = stranger.client.post(f"/applications/{case.ref}/mend/")
    shown = stranger.client.get(page.url).content.decode()
    assert "番号を書いてください。" in shown
    assert "駅前の1番" in shown
    assert "1問中1問目" in shown
    stranger.ref = page.url.split("/")[2]
    assert stranger.get("q/applicant_name/").status_code == 302
    page = stranger.post("bed", {"bed": "川ぞいの2番"})
    assert page.url.endswith("/check/")
    checked = stranger.client.get(page.url).content.decode()
    assert "能代 花子" not in checked
    sent = stranger.submit()
    assert sent.url == f"/applications/{case.ref}/"
    assert stranger.submit().url == sent.url
    case.refresh_from_db()
    latest = case.submissions.latest("number")
    assert (case.state, latest.number) == ("reviewing", 2)
    assert latest.answers["bed"]["value"] == "川ぞいの2番"
    assert latest.answers["applicant_name"]["value"]["name"] == "能代 花子"


def test_it_comes_back_to_the_same_mending(filed, stranger):
    case, _code = filed
    mending(case)
    first = stranger.client.post(f"/applications/{case.ref}/mend/")
    again = stranger.client.post(f"/applications/{case.ref}/mend/")
    assert first.url == again.url


def test_it_asks_to_mend_something_before_sending(filed, stranger):
    case, _code = filed
    mending(case)
    page = stranger.client.post(f"/applications/{case.ref}/mend/")
    stranger.ref = page.url.split("/")[2]
    page = stranger.submit()
    assert page.status_code == 422
    assert "まだ何も直していません" in page.content.decode()


def test_it_opens_nothing_when_nothing_is_asked(filed, stranger):
    case, _code = filed
    page = stranger.client.post(f"/applications/{case.ref}/mend/")
    assert page.url == f"/applications/{case.ref}/"


def test_it_withdraws_after_saying_what_will_happen(filed, stranger):
    case, _code = filed
    path = f"/applications/{case.ref}/withdraw/"
    assert "取り消せません" in stranger.client.get(path).content.decode()
    stranger.client.post(path, {"reason": "買わないことにした"})
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert stranger.client.post(path).url == f"/applications/{case.ref}/"


def test_it_fills_in_what_a_resident_has_told_before(procedure):
    client = cast.visiting(cast.hanako())
    form = procedure.form.latest.parsed
    assert form.question("applicant_name").prefill == ""
    page = client.post("/procedures/hanadan/start/")
    assert Draft.objects.get().account == cast.hanako().account
    assert client.get(page.url).status_code == 200
