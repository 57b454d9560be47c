"""Bad and hostile input gets a sentence, and nothing is lost or half-done."""

import datetime as dt
from urllib.parse import quote_plus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyoso.citizens.applications import actions
from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework.api import Attachment, Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.media.api import File
from kyoso.kernel import clock
from tests import people as cast


@pytest.mark.parametrize("spelled", [bytes, quote_plus])
def test_it_names_the_character_of_a_foreign_encoding(stranger, spelled):
    stranger.begin()
    typed = spelled("駅前の1番".encode("cp932"))
    body = typed if isinstance(typed, bytes) else typed.encode()
    page = stranger.client.post(
        f"/drafts/{stranger.ref}/q/bed/",
        b"bed=" + body,
        content_type="application/x-www-form-urlencoded",
    )
    assert page.status_code == 422
    assert "使いたい花壇に使えない文字「" in page.content.decode()


@pytest.mark.parametrize("typed", ["駅前\x00", "駅前\u202e", "駅前😀", "\ue000"])
def test_it_names_a_wrong_character(stranger, typed):
    stranger.begin()
    page = stranger.post("bed", {"bed": typed})
    assert page.status_code == 422
    assert "に使えない文字「" in page.content.decode()


def test_it_refuses_a_doubled_answer(stranger):
    stranger.begin()
    page = stranger.client.post(f"/drafts/{stranger.ref}/q/bed/", {"bed": ["a", "b"]})
    assert "使いたい花壇は1つだけ入力してください。" in page.content.decode()


def test_it_tells_that_a_huge_file_is_too_large_and_keeps_the_answers(stranger):
    stranger.begin()
    stranger.post("bed")
    huge = SimpleUploadedFile("大きな写真.jpg", b"\xff\xd8" + b"0" * (50 * 1024 * 1024))
    page = stranger.post("plan", {"plan": huge})
    assert page.status_code == 422
    assert (
        "「大きな写真.jpg」は10MBより大きいため送れません。小さい写真を選んでください。"
        in page.content.decode()
    )
    assert Draft.objects.get().typed["bed"] == "駅前の1番"
    assert not File.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.jpg", "..\\..\\boot.jpg", "/tmp/x.jpg", "a\x00b.jpg"]
)
def test_it_keeps_no_path_of_a_file_name(stranger, photo, name):
    stranger.begin()
    stranger.post("plan", {"plan": photo(name)})
    kept = File.objects.get()
    assert not set("/\\\x00") & set(kept.name)
    assert ".." not in kept.key


def test_it_takes_a_file_to_the_case(stranger, photo):
    stranger.begin()
    stranger.answer_all()
    stranger.post("plan", {"plan": photo()})
    stranger.submit()
    attachment = Attachment.objects.get()
    assert attachment.question == "plan"
    page = stranger.client.get(
        f"/applications/{Case.objects.get().ref}/files/{attachment.file.ref}/"
    )
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(page.streaming_content)[:2] == b"\xff\xd8"
    page.close()


def test_it_ignores_forged_refs(stranger, photo):
    stranger.begin()
    stranger.post("plan", {"plan": photo()})
    ref = File.objects.get().ref
    other = type(stranger)(cast.visiting())
    other.begin()
    other.answer_all()
    other.post("plan", {"plan": ref, "plan.ref": ref})
    other.submit()
    assert not Attachment.objects.exists()


def test_it_keeps_the_draft_and_the_last_answer_when_the_session_ends(stranger):
    stranger.begin()
    stranger.post("applicant_name")
    draft = Draft.objects.get()
    stranger.client.cookies.clear()
    stranger.client.defaults["HTTP_HOST"] = cast.PUBLIC_HOST
    page = stranger.post("bed", {"bed": "ここで切れた"})
    assert page.url == "/applications/resume/"
    assert "接続が切れました" in stranger.client.get(page.url).content.decode()
    page = stranger.client.post("/applications/resume/", {"code": draft.code})
    page = stranger.client.get(page.url)
    assert page.url == f"/drafts/{draft.ref}/q/bed/"
    assert "ここで切れた" in stranger.client.get(page.url).content.decode()
    draft.refresh_from_db()
    assert draft.typed["applicant_name"]["name"] == "能代 花子"


def test_it_limits_how_often_a_code_is_guessed(stranger):
    for _ in range(20):
        page = stranger.client.post("/applications/resume/", {"code": "ABCDEFGHJKMN"})
        assert page.status_code == 422
    assert "この番号の下書きが見つかりません" in page.content.decode()
    page = stranger.client.post("/applications/resume/", {"code": "ABCDEFGHJKMN"})
    assert "しばらく受け付けられません" in page.content.decode()


def test_it_limits_how_often_strangers_file_from_one_address(stranger, settings):
    stranger.begin()
    stranger.answer_all()
    for _ in range(settings.FILINGS_PER_HOUR):
        actions.filing_tries.count("127.0.0.1")
    page = stranger.submit()
    assert page.status_code == 422
    assert "入力した内容は保存されています" in page.content.decode()
    assert not Case.objects.exists()
    assert Draft.objects.get().typed["bed"] == "駅前の1番"


def test_a_neighbour_with_an_account_files_from_the_same_address(procedure, settings):
    for _ in range(settings.FILINGS_PER_HOUR):
        actions.filing_tries.count("127.0.0.1")
    walker = Visitor(cast.visiting(cast.hanako()))
    walker.begin()
    walker.answer_all()
    walker.submit()
    assert Case.objects.get().account == cast.hanako().account


def test_it_limits_how_many_strangers_begin_from_one_address(stranger, settings):
    for _ in range(3 * settings.FILINGS_PER_HOUR):
        actions.starting_tries.count("127.0.0.1")
    page = stranger.client.post("/procedures/hanadan/start/")
    assert page.status_code == 409
    assert "1時間ほどたってから、もう一度始めてください" in page.content.decode()
    assert not Draft.objects.exists()


def test_it_takes_nothing_when_the_procedure_closes_meanwhile(stranger, procedure):
    stranger.begin()
    stranger.answer_all()
    procedure.closes_on = clock.today() - dt.timedelta(days=1)
    procedure.save()
    page = stranger.submit()
    assert page.status_code == 422
    assert "いま受付をしていません" in page.content.decode()
    assert not Case.objects.exists()
    assert Draft.objects.get().typed["bed"] == "駅前の1番"


def test_it_says_so_when_a_procedure_is_closed(stranger, procedure):
    procedure.closes_on = clock.today() - dt.timedelta(days=1)
    procedure.save()
    page = stranger.client.post("/procedures/hanadan/start/")
    assert page.status_code == 409
    assert "いま受付をしていません" in page.content.decode()


def test_it_forgets_an_old_draft_and_says_how_to_go_on(stranger):
    stranger.begin()
    with clock.at(clock.now() + dt.timedelta(days=31)):
        assert stranger.get("q/bed/").url == "/applications/resume/"


def test_it_never_files_half(stranger, monkeypatch):
    stranger.begin()
    stranger.answer_all()

    def break_down(*args, **kwargs):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr("kyoso.engines.forms.api.finish", break_down)
    with pytest.raises(RuntimeError):
        stranger.submit()
    assert not Case.objects.exists()
    assert not Draft.objects.get().is_filed
    monkeypatch.undo()
    assert stranger.submit().status_code == 302
    assert Case.objects.count() == 1
