"""The plan in a real browser: every page is accessible and fits a telephone."""

import datetime as dt

import pytest

from kyoso.kernel import clock
from kyoso.plan import actions
from kyoso.plan.tests import telling
from tests.journeys.drawn import Artist

pytestmark = pytest.mark.journey


@pytest.fixture
def told(db, planner, care_section):
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


HEADQUARTERS = (
    "/headquarters",
    "/headquarters/initiatives",
    "/headquarters/meetings",
    "/headquarters/meetings/new",
    "/headquarters/meetings/{meeting}",
    "/headquarters/meetings/{meeting}/decide/kpi",
    "/headquarters/meetings/{meeting}/publish",
    "/headquarters/snapshots",
    "/initiative-reports",
    "/initiative-reports/open-data/2026/2",
)


@pytest.mark.once
def test_every_page_is_accessible(told, viewer, planner):
    stranger, officer = Artist("public"), Artist("office", planner)
    pages = [stranger.draw(path) for path in PUBLIC]
    pages += [officer.draw(path.format(meeting=told.ref)) for path in HEADQUARTERS]
    assert {page.status for page in pages} == {200}
    assert viewer.faults(pages) == []


def test_a_reader_without_javascript_reaches_the_numbers(
    transactional_db, told, doors, paper
):
    paper.goto(doors.public("/plan"))
    paper.get_by_role("link", name="スマートフォンの利用率（18歳以上）").first.click()
    assert "88.0%" in paper.content()
    paper.get_by_text("グラフの数値を表で見る").click()
    assert paper.get_by_role("table").first.is_visible()
