"""A value goes from the clerk's evidence to the public, in a real browser."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import testing
from kyoso.engines.media import testing as media_testing
from kyoso.kernel import clock
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll
from tests.journeys.drawn import Artist

pytestmark = pytest.mark.journey


@pytest.fixture
def rate(db, care_section):
    """A rate with baseline, target and values under two definitions."""
    one = testing.make_indicator(owner=care_section, title="交付率")
    first = one.definitions.get()
    source = "試験用の計画"
    indicators.set_baseline(
        first, value=Decimal("34.8"), on=dt.date(2022, 3, 31), source=source, by=None
    )
    indicators.add_comparator(
        first,
        area=indicators.Mark.Area.NATIONAL,
        value=Decimal("47.4"),
        on=dt.date(2022, 8, 31),
        source=source,
        by=None,
    )
    second = indicators.adopt_definition(
        one,
        definition=indicators.Definition(
            name="保有率",
            text="有効なカードの割合",
            valid_from=dt.date(2025, 4, 1),
            reason="計画の変更",
            source=source,
        ),
        by=None,
    )
    # Far enough ahead that the target is to come whenever this test runs.
    due = clock.today() + dt.timedelta(days=400)
    indicators.set_target(
        second, value=Decimal("88.2"), due_on=due, source=source, by=None
    )
    for days, value in ((300, "70.1"), (200, "72.4"), (100, "74.0")):
        indicators.take_over(
            second,
            as_of=clock.today() - dt.timedelta(days=days),
            value=Decimal(value),
            source=source,
        )
    return one


def check(page):
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.once
def test_the_pages_are_accessible_on_a_desk_and_on_a_telephone(
    viewer, rate, sato, suzuki, planner
):
    value = testing.enter_value(
        rate, sato, as_of=clock.today() - dt.timedelta(days=10), value=Decimal("75.5")
    )
    paths = {
        suzuki: [
            "/indicators",
            f"/indicators/of/{rate.slug}",
            f"/indicators/of/{rate.slug}/enter",
            f"/indicators/values/{value.ref}",
            f"/indicators/values/{value.ref}/send-back",
            "/indicators/import",
        ],
        planner: ["/indicators/lists", "/indicators/lists/new"],
    }
    pages = [
        Artist("office", officer).draw(path)
        for officer, opened in paths.items()
        for path in opened
    ]
    assert viewer.faults(pages) == []


def test_a_value_is_entered_and_confirmed_without_javascript(
    doors, paper, as_person, rate, sato, suzuki
):
    as_person(paper, sato)
    paper.goto(doors.office(f"/indicators/of/{rate.slug}/enter"))
    day = clock.today() - dt.timedelta(days=20)
    for part, number in (("year", day.year), ("month", day.month), ("day", day.day)):
        paper.locator(f"[name=as_of_{part}]").fill(str(number))
    paper.locator("[name=value]").fill("７５．５")
    paper.locator("[name=source]").fill("市民意識調査")
    paper.locator("[name=evidence]").set_input_files(
        {
            "name": "調査票.pdf",
            "mimeType": "application/pdf",
            "buffer": media_testing.a_pdf().read(),
        }
    )
    paper.locator("form .ks-button").last.click()
    assert "確認を待っています" in paper.content()
    value = paper.url
    as_person(paper, suzuki)
    paper.goto(value)
    paper.get_by_role("button", name="確認して公表する").click()
    assert "値を公表しました" in paper.content()
    assert indicators.latest(rate).value == Decimal("75.5")


def test_a_planner_defines_a_target_without_javascript(
    doors, paper, phone, as_person, rate, planner
):
    as_person(paper, planner)
    paper.goto(doors.office("/indicators/new"))
    for name, typed in {
        "title": "教室の参加者数",
        "slug": "class-participants",
        "unit": "人",
        "text": "延べ人数。",
        "valid_from_year": "令和7",
        "valid_from_month": "4",
        "valid_from_day": "1",
        "source": "本部会議の資料",
    }.items():
        paper.locator(f"[name={name}]").fill(typed)
    paper.locator("form .ks-button").last.click()
    paper.get_by_role("link", name="基準値・目標値を書く").click()
    paper.locator("form .ks-button").last.click()
    assert "入力内容を確認してください" in paper.content()
    for name, typed in {"value": "500", "source": "本部会議の資料"}.items():
        paper.locator(f"[name={name}]").fill(typed)
    due = clock.today() + dt.timedelta(days=90)
    for part, number in (("year", due.year), ("month", due.month), ("day", due.day)):
        paper.locator(f"[name=on_{part}]").fill(str(number))
    paper.locator("form .ks-button").last.click()
    assert indicators.reading("class-participants").target.value == 500
    as_person(phone, planner)
    for act in ("definition", "mark", "frequency"):
        phone.goto(doors.office(f"/indicators/of/class-participants/{act}"))
        check(phone)
