"""A photograph of nothing is told once, on the way; whoever sends it all the same may."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast

EMPTY = "1ページ目に何も写っていないようです。"


def a_photograph_of_nothing():
    made = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(made, "JPEG")
    return SimpleUploadedFile("配置図.jpg", made.getvalue(), "image/jpeg")


def test_it_is_told_once_and_filed_all_the_same(stranger):
    stranger.begin()
    stranger.answer_all()
    page = stranger.post("plan", {"plan": a_photograph_of_nothing()})
    assert page.url.endswith("/q/plan/")
    shown = stranger.get("q/plan/").content.decode()
    assert EMPTY in shown
    assert "このままでよいときは、そのまま先へ進めます" in shown
    page = stranger.post("plan", {})
    assert page.url.endswith("/check/")
    assert EMPTY in stranger.get("check/").content.decode()
    stranger.submit()
    case = Case.objects.get()
    desk = cast.visiting(cast.sato())
    assert EMPTY in desk.get(f"/cases/{case.ref}").content.decode()


def test_a_good_photograph_goes_straight_on(stranger, photo):
    stranger.begin()
    stranger.answer_all()
    page = stranger.post("plan", {"plan": photo()})
    assert page.url.endswith("/check/")
    assert Draft.objects.get().typed["plan"][0]["found"] == []


def test_it_is_told_to_a_clerk_too(stranger, photo):
    stranger.begin()
    stranger.answer_all()
    draft = Draft.objects.get()
    desk = cast.visiting(cast.sato())
    desk.post("/applications/", {"resume": "1", "code": draft.code})
    at = f"/applications/drafts/{draft.ref}/p/plan/"
    page = desk.post(at, {"plan": a_photograph_of_nothing()})
    assert page.url == at
    assert EMPTY in desk.get(at).content.decode()


def test_an_individual_number_is_taken_out_where_it_is_typed(stranger):
    stranger.begin()
    stranger.answer_all()
    page = stranger.post("bed", {"bed": "番号 1234 5678 9018"})
    assert page.status_code == 422
    assert "個人番号（マイナンバー）と思われる" in page.content.decode()
    assert "9018" not in str(Draft.objects.get().typed)
