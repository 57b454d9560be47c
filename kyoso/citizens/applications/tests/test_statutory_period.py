"""Residents read by when a law wants the decision, what stops that, and what extends it."""

import datetime as dt

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.kernel import clock
from tests import people as cast

BY_LAW = {
    "days": 30,
    "article": "架空法第83条第1項",
    "extension_days": 30,
    "extension_article": "架空法第83条第2項",
}
ARRIVED = dt.datetime(2026, 11, 2, 10, 0, tzinfo=clock.CITY)


@pytest.fixture
def filed(hanako, care_section):
    content = testing.content(statutory_period=BY_LAW)
    del content["procedure"]["standard_period"]
    procedure = casework.load(casework.check(content), by=None)
    with clock.at(ARRIVED):
        case = testing.case(procedure, account=hanako.account)
        return casework.accept(case, by=cast.sato().account)


def page_of(case, hanako):
    shown: str = cast.visiting(hanako).get(f"/applications/{case.ref}/").text
    return shown


def test_the_procedure_says_its_day_and_the_article(filed):
    shown = cast.visiting().get("/procedures/hanadan/").text
    assert "申請が届いてから30日以内（架空法第83条第1項）" in shown
    assert "30日まで延ばすことがあります（架空法第83条第2項）" in shown
    assert "標準処理期間" not in shown
    assert "直していただく間の日数は入りません" not in shown


def test_a_case_counts_every_day(filed, hanako):
    with clock.at(ARRIVED):
        shown = page_of(filed, hanako)
    assert "12月2日（水曜日）まで（あと30日）" in shown
    assert "架空法第83条第1項" in shown


def test_a_case_that_waits_for_its_applicant_shows_the_citys_own_day(filed, hanako):
    with clock.at(ARRIVED):
        casework.ask_correction(
            filed, items=[("bed", "番号を書いてください。")], by=cast.sato().account
        )
        shown = page_of(filed, hanako)
    assert "12月2日（水曜日）まで（あと30日）" in shown
    assert "止まっています" not in shown


def test_an_extension_stands_on_the_page_with_its_reason(filed, hanako):
    with clock.at(ARRIVED):
        casework.extend_period(
            filed, days=10, reason="文書が多いため。", by=cast.sato().account
        )
        shown = page_of(filed, hanako)
    assert "10日延ばしました。" in shown
    assert "架空法第83条第2項" in shown
    assert "文書が多いため。" in shown
    assert "決定の期限を延ばしました" in shown
    assert "12月12日（土曜日）まで（あと40日）" in shown


def test_a_late_city_says_so(filed, hanako):
    with clock.at(ARRIVED + dt.timedelta(days=31)):
        assert "決定の期限（令和8年12月2日まで）を過ぎています。" in page_of(
            filed, hanako
        )


def test_programs_read_its_days(filed):
    found = cast.visiting().get("/api/v1/procedures").json()
    told = next(each for each in found["procedures"] if each["slug"] == "hanadan")
    assert (told["statutory_days"], told["standard_days"]) == (30, None)
