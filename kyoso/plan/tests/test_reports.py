"""The quarterly reports: sections write, planners publish."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.plan import actions, errors
from kyoso.plan.quarters import Quarter, quarter_of
from kyoso.plan.tests import telling

SECOND = Quarter(2026, 2)


def written(planner, **changes):
    told = {"quarter": SECOND, "done": "した", "by": planner.account} | changes
    return actions.write_report(telling.initiative(), **told)


@given(st.dates(dt.date(1989, 1, 8), dt.date(2200, 1, 1)))
def test_every_day_is_in_its_quarter_and_quarters_follow_without_a_gap(day):
    quarter = quarter_of(day)
    assert quarter.starts_on <= day <= quarter.ends_on
    assert quarter.next.starts_on == quarter.ends_on + dt.timedelta(days=1)
    assert quarter.next.before == quarter


def test_the_first_quarter_begins_in_april():
    assert quarter_of(dt.date(2026, 4, 1)) == Quarter(2026, 1)
    assert quarter_of(dt.date(2027, 3, 31)) == Quarter(2026, 4)


@pytest.mark.django_db
def test_a_draft_is_written_again_and_handed_in(plan, planner):
    first = written(planner)
    again = written(planner, done="もっとした")
    assert again.pk == first.pk
    assert actions.submit_report(again, by=planner.account).state == "submitted"


@pytest.mark.django_db
def test_what_is_published_stays(plan, planner):
    report = actions.submit_report(written(planner), by=planner.account)
    actions.publish_report(report, by=planner.account)
    with pytest.raises(errors.ReportPublished):
        written(planner, done="書き換え")
    with pytest.raises(errors.ReportPublished):
        actions.submit_report(report, by=planner.account)


@pytest.mark.django_db
def test_only_what_was_handed_in_is_published_or_sent_back(plan, planner):
    report = written(planner)
    with pytest.raises(errors.ReportNotSubmitted):
        actions.publish_report(report, by=planner.account)
    with pytest.raises(errors.ReportNotSubmitted):
        actions.send_back_report(report, reason="なぜ", by=planner.account)


@pytest.mark.django_db
def test_it_is_sent_back_with_a_reason(plan, planner):
    report = actions.submit_report(written(planner), by=planner.account)
    with pytest.raises(errors.TextMissing):
        actions.send_back_report(report, reason=" ", by=planner.account)
    back = actions.send_back_report(report, reason="数字を書く", by=planner.account)
    assert (back.state, back.sent_back_reason) == ("draft", "数字を書く")


@pytest.mark.django_db
def test_a_quarter_to_come_has_no_report(plan, planner):
    with pytest.raises(errors.QuarterAhead):
        written(planner, quarter=Quarter(2026, 4))


@pytest.mark.django_db
def test_a_quarter_before_the_plan_has_no_report(plan, planner):
    with pytest.raises(errors.QuarterOutsidePlan):
        written(planner, quarter=Quarter(2022, 4))


@pytest.mark.django_db
def test_a_report_says_what_was_done(plan, planner):
    with pytest.raises(errors.TextMissing, match="したこと"):
        written(planner, done=" ")
