"""見本: beside its fields an officer sees the question as residents will, saved or not."""

import pytest

from kyoso.administration.amendments import content, previewing
from tests.people import visiting

pytestmark = pytest.mark.django_db
BED = "form.pages.1.questions.0"
PLACE = ("form", "pages", 1, "questions", 0)


@pytest.fixture
def desk(sato):
    return visiting(sato)


def part_of(desk, amendment, where=BED):
    return desk.get(f"/amendments/{amendment.ref}/part/{where}").content.decode()


def previewed(desk, amendment, where=BED, **typed):
    return desk.post(f"/amendments/{amendment.ref}/preview/{where}", typed)


TYPED = {
    "key": "bed",
    "label:ja": "花壇の番号",
    "privacy": "internal",
    "ground": "架空の花壇条例第3条",
}


def test_the_page_of_a_question_shows_it_as_residents_will(desk, amendment):
    shown = part_of(desk, amendment)
    assert "市民の画面の見本" in shown
    assert 'name="bed"' in shown.split('id="preview"')[1]


def test_what_is_typed_shows_before_it_is_saved(desk, amendment):
    answer = previewed(desk, amendment, **TYPED)
    assert answer.status_code == 200
    assert "花壇の番号" in answer.content.decode()
    amendment.refresh_from_db()
    assert content.at(amendment.content, PLACE)["label"] == "使いたい花壇"


def test_what_cannot_be_asked_says_so(desk, amendment):
    answer = previewed(desk, amendment, **TYPED | {"label:ja": ""})
    assert "見本を作れません" in answer.content.decode()


def test_a_page_without_a_question_has_no_preview(desk, amendment):
    assert "市民の画面の見本" not in part_of(desk, amendment, "procedure@words")
    assert previewed(desk, amendment, "procedure@words").status_code == 404


@pytest.mark.parametrize("where", ["form.pages.9.questions.0", "form", "x.y"])
def test_what_is_not_there_is_not_found(desk, amendment, where):
    assert previewed(desk, amendment, where).status_code == 404


def test_another_officer_sees_no_preview(tanaka, amendment):
    answer = previewed(visiting(tanaka), amendment, **TYPED)
    assert answer.status_code in {403, 404}


def test_a_question_with_a_condition_is_shown_without_it(amendment):
    cost = ("form", "pages", 1, "questions", 2)
    found = previewing.screen_of(amendment.content, cost)
    assert [question.key for question in found.step.questions] == ["cost"]


def test_a_place_inside_a_question_belongs_to_it():
    assert previewing.question_of((*PLACE, "options", 1)) == PLACE
    assert previewing.question_of(("procedure", "grounds", 0)) is None
