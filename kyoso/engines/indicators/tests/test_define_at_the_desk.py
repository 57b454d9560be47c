"""Planners define an indicator, its target, a new definition, and how often."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators.models import Indicator
from kyoso.engines.messaging.api import Message
from tests import people as cast

pytestmark = pytest.mark.usefixtures("november")

NEW = {
    "title": "スマートフォン教室の参加者数",
    "slug": "class-participants",
    "unit": "人",
    "decimals": "0",
    "direction": "up",
    "frequency": "yearly",
    "text": "その年度の教室に参加した人の、延べ人数。",
    "numerator": "",
    "denominator": "",
    "valid_from_year": "令和7",
    "valid_from_month": "4",
    "valid_from_day": "1",
    "source": "第2回DX推進本部会議の資料",
}
AGAIN = {
    "name": "スマートフォン教室の参加者の実人数",
    "text": "一人を一度だけ数える。",
    "numerator": "",
    "denominator": "",
    "valid_from_year": "令和8",
    "valid_from_month": "4",
    "valid_from_day": "1",
    "reason": "同じ人を二度数えないため",
    "source": "第3回DX推進本部会議の資料",
}
TARGET = {
    "kind": "target",
    "value": "1,200",
    "on_year": "令和9",
    "on_month": "3",
    "on_day": "31",
    "source": "第2回DX推進本部会議の資料",
}
OF = "/indicators/of/class-participants"


@pytest.fixture
def desk(planner):
    return cast.visiting(planner)


@pytest.fixture
def defined(desk):
    answer = desk.post("/indicators/new", NEW)
    assert answer.headers["location"] == OF
    return Indicator.objects.get(slug="class-participants")


def told(answer):
    assert answer.status_code == 422
    return answer.content.decode()


def test_an_indicator_begins_with_its_first_definition(defined, planner):
    first = defined.definitions.get()
    assert (first.number, first.valid_from) == (1, dt.date(2025, 4, 1))
    assert first.adopted_by == planner.account
    assert audit.Entry.objects.filter(event="indicators.defined").exists()


def test_a_target_and_a_baseline_make_the_way(desk, defined):
    desk.post(f"{OF}/mark", TARGET)
    baseline = TARGET | {"kind": "baseline", "value": "３００", "on_year": "令和7"}
    desk.post(f"{OF}/mark", baseline)
    desk.post(f"{OF}/mark", baseline | {"kind": "cities_average", "value": "500"})
    found = indicators.reading("class-participants")
    assert (found.target.value, found.now.baseline.value) == (1200, 300)
    assert [one.value for one in found.now.comparators] == [500]


def test_another_target_for_the_day_replaces_the_first(desk, defined):
    for value in ("1200", "1500"):
        desk.post(f"{OF}/mark", TARGET | {"value": value})
    assert indicators.reading("class-participants").target.value == 1500
    assert indicators.Mark.objects.filter(value=Decimal(1200)).exists()


def test_a_new_definition_begins_a_series_and_edits_nothing(desk, defined):
    desk.post(f"{OF}/mark", TARGET)
    desk.post(f"{OF}/definition", AGAIN)
    found = indicators.reading("class-participants")
    assert [one.definition.number for one in found.series] == [1, 2]
    assert found.series[0].definition.text == NEW["text"]
    assert found.indicator.title == AGAIN["name"]
    assert (found.series[0].target.value, found.series[1].target) == (1200, None)


def test_a_missing_value_is_asked_for_once_it_is_expected(desk, defined, suzuki):
    desk.post(f"{OF}/frequency", {"frequency": "irregular"})
    assert indicators.ask_for_overdue() == []
    desk.post(f"{OF}/frequency", {"frequency": "quarterly"})
    assert [one.indicator for one in indicators.ask_for_overdue()] == [defined]
    assert Message.objects.filter(template="indicators.value_wanted").exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "指標名を入力してください。"),
        ({"slug": "参加者"}, "英小文字、数字、「-」で"),
        ({"slug": "a/../b"}, "英小文字、数字、「-」で"),
        ({"decimals": "9"}, "小数点以下のけた数は"),
        ({"frequency": "hourly"}, "値を集める間隔"),
        ({"text": "x" * 5000}, "4000文字まで"),
        ({"valid_from_day": "99"}, "適用日"),
        ({"source": ""}, "出典を入力してください。"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(desk, db, wrong, sentence):
    page = told(desk.post("/indicators/new", NEW | {"unit": "名"} | wrong))
    assert sentence in page
    assert "名" in page
    assert not Indicator.objects.exists()


def test_a_name_that_is_taken_is_refused(desk, defined):
    page = told(desk.post("/indicators/new", NEW | {"slug": "ＣＬＡＳＳ-participants"}))
    assert "すでにあります" in page
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        (f"{OF}/mark", TARGET | {"value": "-1"}, "0から"),
        (f"{OF}/mark", TARGET | {"value": "1.5"}, "小数点以下0けた"),
        (f"{OF}/mark", TARGET | {"value": "9" * 40}, "0から"),
        (f"{OF}/mark", TARGET | {"value": "たくさん"}, "値は数字で入力"),
        (f"{OF}/mark", TARGET | {"kind": "city"}, "種類を選んでください。"),
        (f"{OF}/definition", AGAIN | {"valid_from_year": "令和6"}, "より後に"),
        (f"{OF}/definition", AGAIN | {"reason": ""}, "変える理由を入力してください。"),
        (f"{OF}/frequency", {"frequency": ""}, "値を集める間隔を選んでください。"),
    ],
)
def test_a_refusal_stands_beside_its_field(desk, defined, path, typed, sentence):
    assert sentence in told(desk.post(path, typed))
    assert not indicators.Mark.objects.exists()
    assert defined.definitions.count() == 1


@pytest.mark.parametrize("path", ["/indicators/new", f"{OF}/mark", f"{OF}/definition"])
def test_a_section_does_not_change_what_is_counted(defined, sato, path):
    assert cast.visiting(sato).get(path).status_code == 403


def test_what_is_not_there_is_not_found(desk, db):
    for act in ("mark", "definition", "frequency"):
        assert desk.get(f"/indicators/of/nothing/{act}").status_code == 404
