"""The plan's pages follow what the office does, at once and in every word."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock
from kyoso.plan import actions
from kyoso.plan.tests import telling
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Visitor("public")


def see(visitor, path, *, language="ja"):
    visitor.cookies["kyoso_language"] = language
    super(Visitor, visitor).get(path)
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_name_changed_at_the_desk_is_the_name_everybody_reads(plan, planner, visitor):
    indicators.adopt_definition(
        telling.indicator(),
        definition=indicators.Definition(
            name="スマートフォンの利用率（15歳以上）",
            text="15歳以上の割合。",
            valid_from=dt.date(2026, 4, 1),
            reason="調べる年齢が変わった",
            source="第2回DX推進本部会議の資料",
        ),
        by=planner.account,
    )
    page = see(visitor, "/plan/indicators/smartphone-use")
    assert "<title>スマートフォンの利用率（15歳以上）" in page
    assert "途中で数え方（定義）が変わりました。" in page


def test_a_page_follows_at_once_how_often_values_are_expected(plan, planner, visitor):
    telling.value("smartphone-use", dt.date(2025, 3, 31), "88.0")
    path = "/plan/indicators/smartphone-use"
    assert "期限超過" in see(visitor, path).split('id="ahead"')[0]
    indicators.set_frequency(
        telling.indicator(), frequency="irregular", by=planner.account
    )
    assert "期限超過" not in see(visitor, path).split('id="ahead"')[0]


def test_a_corrected_number_says_so_with_its_reason(plan, visitor):
    wrong = telling.value("smartphone-use", dt.date(2025, 3, 31), "88.0")
    path = "/plan/indicators/smartphone-use"
    assert "訂正した値" not in see(visitor, path)
    mended = indicators.correct(
        wrong,
        value=Decimal("86.8"),
        reason="集計の誤り",
        source="市民意識調査",
        evidence=wrong.evidence,
        by=cast.sato().account,
    )
    indicators.confirm(mended, by=cast.suzuki().account)
    assert "88.0%から86.8%に訂正しました。理由：集計の誤り" in see(visitor, path)


def test_the_overview_tells_the_word_of_an_adopted_kpi(plan, meeting, planner, visitor):
    assert 'class="ks-plan-list__kpi"' not in see(visitor, "/plan")
    for slug in ("smartphone-use", "online-procedures"):
        actions.adopt_kpi(
            telling.adoption(meeting),
            initiative=telling.initiative("public-wifi"),
            indicator=telling.indicator(slug),
            by=planner.account,
        )
    actions.publish_meeting(meeting, by=planner.account)
    page = see(visitor, "/plan")
    # Of two words the one that needs an act is told, and never a better one.
    assert page.count('class="ks-plan-list__kpi"') == 1
    assert "期限超過" in page.split('class="ks-plan-list__kpi"')[1][:200]


def test_every_decision_can_be_reached(plan, meeting, planner, visitor):
    for number in range(60):
        actions.record_decision(
            telling.adoption(meeting, f"決定の文{number}。"), by=planner.account
        )
    actions.publish_meeting(meeting, by=planner.account)
    assert "決定の文59。" in see(visitor, "/plan/decisions")
    assert "決定の文0。" in see(visitor, "/plan/decisions?page=2")


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_a_plan_that_is_over_says_so(plan, visitor, language):
    with clock.at(dt.datetime(2027, 4, 2, 9, tzinfo=clock.CITY)):
        page = see(visitor, "/plan", language=language)
    ended = {
        "ja": "に終わりました。",
        "ja-easy": "終（お）わりました。",
        "en": "ended on",
    }
    assert ended[language] in page
