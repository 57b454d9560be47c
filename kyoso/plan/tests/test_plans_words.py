"""The words of a revision are all of the plan's own, in its order."""

import pytest

from kyoso.plan import errors
from kyoso.plan.tests import telling

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    return telling.noshiro().revisions.get(number=2).text


def test_every_part_that_is_only_words_is_there_in_its_order(words):
    places = list(dict.fromkeys(place for place, _line in words))
    asked = [
        "I-1 計画策定の背景",
        "I-1 国の自治体DX推進計画について",
        "I-2 計画策定の趣旨",
        "I-3 計画の位置付け",
        "I-4 計画期間",
        "I-5 推進体制",
        "II-1 人口減少と少子高齢化",
        "III 計画の理念",
        "IV 目指す将来像",
        "V 施策の柱",
        "施策の柱1 市民サービスのDX",
    ]
    assert [place for place in places if place in asked] == asked


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        (
            "I-1 計画策定の背景",
            "令和2年に新型コロナウイルス感染症が全国的に拡大して以降",
        ),
        ("I-2 計画策定の趣旨", "新型コロナウイルス感染症が拡大したことを契機に"),
        ("I-3 計画の位置付け", "本計画は、関連する第3次能代市行財政改革大綱"),
        ("V 施策の柱", "本計画における施策の柱を「1 市民サービスのDX」"),
    ],
)
def test_it_begins_as_the_plan_does(words, place, begins):
    assert next(line for at, line in words if at == place).startswith(begins)


def test_what_looks_mistaken_in_the_plan_is_kept(words):
    assert any("明記されことを受け" in line for _place, line in words)


def test_the_period_comes_before_what_is_said_of_it(words):
    told = [line for place, line in words if place == "I-4 計画期間"]
    assert told[0].startswith("本計画の期間は、令和5年4月から")
    assert told[1].startswith("情報通信技術は日々進歩しており")


def test_they_are_read_on_the_page_of_the_revisions(words, client):
    shown = client.get("/plan/revisions", headers={"host": "localhost:8000"}).text
    assert "<h3>I-3 計画の位置付け</h3>" in shown
    assert "官民データ活用推進基本法第9条第3項" in shown


def test_other_words_of_a_chapter_need_another_revision(words):
    changed = telling.text().replace("「幸福共創」を実現するため、能代市DX", "能代市DX")
    with pytest.raises(errors.RevisionChanged):
        telling.load_text(changed)


def test_a_chapter_of_no_part_is_refused_with_its_line():
    told = telling.problems(
        telling.text().replace('number = "I-3"', 'number = "VII-3"', 1)
    )
    (problem,) = [each for each in told if "VII-3" in each]
    assert "計画の部の番号ではありません" in problem
