"""The plan in a real browser: every page is accessible and fits a telephone."""

import datetime as dt

import pytest

from kyoso.kernel import clock
from kyoso.plan import actions
from kyoso.plan.tests import telling
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.journey


@pytest.fixture
def told(transactional_db, planner, care_section):
    """Noshiro's plan with values, a meeting, decisions, a report and a snapshot."""
    plan = telling.noshiro()
    by = planner.account
    for year, number in ((2024, "85.9"), (2025, "86.8"), (2026, "88.0")):
        telling.value("smartphone-use", dt.date(year, 3, 31), number)
    meeting = telling.held_meeting(plan, planner)
    decision = actions.adopt_kpi(
        telling.adoption(meeting),
        initiative=telling.initiative("online-applications"),
        indicator=telling.indicator("online-procedures"),
        by=by,
    )
    actions.add_follow_up(
        decision,
        section=care_section,
        text="手続を一覧に加える",
        due_on=clock.today() + dt.timedelta(days=30),
        by=by,
    )
    actions.publish_with_figures(meeting, by=by)
    telling.load_text(telling.revised("BPRの取組に関する研修の実施", "BPRの研修の実施"))
    return meeting


PUBLIC = (
    "/",
    "/plan",
    "/plan/initiatives/online-applications",
    "/plan/initiatives/rpa",
    "/plan/indicators/mynumber-card",
    "/plan/indicators/smartphone-use",
    "/plan/indicators/online-procedures",
    "/plan/revisions",
    "/plan/decisions",
)


@pytest.mark.once
def test_the_public_pages_are_accessible_and_fit_a_telephone(told, doors, phone):
    for path in PUBLIC:
        phone.goto(doors.public(path))
        phone.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        assert_accessible(phone)
        assert_no_sideways_scroll(phone)


@pytest.mark.once
def test_the_public_pages_are_accessible_on_a_desk(told, doors, desktop):
    for path in PUBLIC:
        desktop.goto(doors.public(path))
        assert_accessible(desktop)


@pytest.mark.once
def test_headquarters_pages_are_accessible(told, doors, desktop, planner, as_person):
    as_person(desktop, planner)
    for path in (
        "/headquarters",
        "/headquarters/initiatives",
        "/headquarters/meetings",
        "/headquarters/meetings/new",
        f"/headquarters/meetings/{told.ref}",
        f"/headquarters/meetings/{told.ref}/decide/kpi",
        f"/headquarters/meetings/{told.ref}/publish",
        "/headquarters/snapshots",
        "/initiative-reports",
        "/initiative-reports/open-data/2026/2",
    ):
        desktop.goto(doors.office(path))
        assert_accessible(desktop)
        assert_no_sideways_scroll(desktop)


def test_a_reader_without_javascript_reaches_the_numbers(told, doors, paper):
    paper.goto(doors.public("/plan"))
    paper.get_by_role("link", name="スマートフォンの利用率（18歳以上）").first.click()
    assert "88.0%" in paper.content()
    paper.get_by_text("グラフの数値を表で見る").click()
    assert paper.get_by_role("table").first.is_visible()
