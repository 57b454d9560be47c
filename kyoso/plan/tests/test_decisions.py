"""Headquarters decides: it takes effect when the meeting is published, only then."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.kernel.errors import Refusal
from kyoso.plan import actions, errors
from kyoso.plan.models import Attendance, Decision, InitiativeIndicator
from kyoso.plan.tests import telling
from tests import people as cast

pytestmark = pytest.mark.django_db


def adopt(meeting, planner, slug="smartphone-use"):
    return actions.adopt_kpi(
        telling.adoption(meeting),
        initiative=telling.initiative(),
        indicator=telling.indicator(slug),
        by=planner.account,
    )


def test_a_kpi_is_adopted_by_a_recorded_decision(meeting, planner):
    decision = adopt(meeting, planner)
    assert not telling.initiative().links.exists()
    actions.publish_meeting(meeting, by=planner.account)
    link = telling.initiative().links.get()
    assert (link.kind, link.decision) == ("kpi", decision)
    assert audit.Entry.objects.filter(event="plan.decided").exists()


def test_a_kpi_is_adopted_once(meeting, planner):
    adopt(meeting, planner)
    with pytest.raises(errors.KpiAdopted):
        adopt(meeting, planner)


def test_a_kpi_ends_by_a_decision_and_the_first_stays_readable(meeting, planner):
    adopt(meeting, planner)
    actions.end_kpi(
        telling.adoption(meeting, "取りやめる。"),
        initiative=telling.initiative(),
        indicator=telling.indicator(),
        by=planner.account,
    )
    with pytest.raises(errors.KpiNotAdopted):
        actions.end_kpi(
            telling.adoption(meeting, "もう一度。"),
            initiative=telling.initiative(),
            indicator=telling.indicator(),
            by=planner.account,
        )
    actions.publish_meeting(meeting, by=planner.account)
    assert not telling.initiative().links.exists()
    assert [one.kind for one in meeting.decisions.all()] == ["kpi", "kpi_end"]


def test_what_is_no_kpi_cannot_end(meeting, planner):
    with pytest.raises(errors.KpiNotAdopted):
        actions.end_kpi(
            telling.adoption(meeting),
            initiative=telling.initiative(),
            indicator=telling.indicator(),
            by=planner.account,
        )


def test_a_section_takes_an_initiative_and_its_kpis(meeting, planner, care_section):
    adopt(meeting, planner)
    decision = actions.adopt_section(
        telling.adoption(meeting),
        initiative=telling.initiative(),
        section=care_section,
        by=planner.account,
    )
    assert telling.initiative().section is None
    assert telling.indicator().owner is None
    actions.publish_meeting(meeting, by=planner.account)
    one = telling.initiative()
    assert (one.section, one.section_decision) == (care_section, decision)
    assert telling.indicator().owner == care_section


def test_the_same_section_is_not_decided_twice(meeting, planner, care_section):
    def decide():
        actions.adopt_section(
            telling.adoption(meeting),
            initiative=telling.initiative(),
            section=care_section,
            by=planner.account,
        )

    decide()
    with pytest.raises(errors.SectionAlready):
        decide()


def test_a_section_takes_a_target_of_the_plan(meeting, planner, care_section):
    actions.adopt_owner(
        telling.adoption(meeting),
        indicator=telling.indicator("mynumber-card"),
        section=care_section,
        by=planner.account,
    )
    assert telling.indicator("mynumber-card").owner is None
    actions.publish_meeting(meeting, by=planner.account)
    assert telling.indicator("mynumber-card").owner == care_section


def test_the_rule_of_the_words_is_adopted(meeting, planner):
    actions.adopt_rule(
        telling.adoption(meeting),
        tolerance=Decimal("0.2"),
        grace_days=60,
        by=planner.account,
    )
    assert not indicators.current_rule().is_adopted
    actions.publish_meeting(meeting, by=planner.account)
    rule = indicators.current_rule()
    assert rule.is_adopted
    assert (rule.tolerance, rule.grace_days) == (Decimal("0.2"), 60)
    assert "第1回DX推進本部会議（令和8年10月20日）決定1" in rule.decision


def test_an_impossible_rule_is_refused_where_it_is_written(meeting, planner):
    with pytest.raises(Refusal):
        actions.adopt_rule(
            telling.adoption(meeting),
            tolerance=Decimal(1),
            grace_days=60,
            by=planner.account,
        )


def test_decisions_take_effect_in_the_order_of_the_meetings(plan, meeting, planner):
    adopt(meeting, planner)
    second = telling.held_meeting(plan, planner)
    actions.end_kpi(
        telling.adoption(second, "取りやめる。"),
        initiative=telling.initiative(),
        indicator=telling.indicator(),
        by=planner.account,
    )
    with pytest.raises(errors.EarlierMeetingOpen, match="第1回DX推進本部会議"):
        actions.publish_meeting(second, by=planner.account)
    actions.publish_meeting(meeting, by=planner.account)
    assert telling.initiative().links.filter(kind="kpi").exists()
    actions.publish_meeting(second, by=planner.account)
    assert not telling.initiative().links.exists()


def test_nothing_is_decided_before_the_meeting_was_held(plan, planner):
    meeting = actions.plan_meeting(
        plan, title="次の会議", held_on=dt.date(2026, 12, 1), by=planner.account
    )
    with pytest.raises(errors.MeetingNotHeld):
        adopt(meeting, planner)
    assert not Decision.objects.exists()


def test_a_meeting_is_not_held_before_its_day(plan, planner):
    meeting = actions.plan_meeting(
        plan, title="次の会議", held_on=dt.date(2026, 12, 1), by=planner.account
    )
    with pytest.raises(errors.MeetingAhead, match="令和8年12月1日"):
        actions.hold(meeting, by=planner.account)


def test_a_meeting_needs_the_chief_or_the_deputy(plan, planner):
    meeting = actions.plan_meeting(
        plan, title="会議", held_on=dt.date(2026, 11, 1), by=planner.account
    )
    actions.attend(
        meeting, officer=cast.mayor(), role="chief", has_come=False, by=planner.account
    )
    with pytest.raises(errors.MeetingWithoutChief):
        actions.hold(meeting, by=planner.account)
    actions.attend(meeting, officer=cast.cio(), role="deputy", by=planner.account)
    assert actions.hold(meeting, by=planner.account).state == "held"


def test_a_published_meeting_is_closed(meeting, planner):
    actions.publish_with_figures(meeting, by=planner.account)
    for act in (
        lambda: adopt(meeting, planner),
        lambda: actions.add_agenda_item(
            meeting, kind="report", title="後から", by=planner.account
        ),
        lambda: actions.publish_meeting(meeting, by=planner.account),
    ):
        with pytest.raises(errors.MeetingPublished):
            act()


def test_a_decision_without_words_is_none(meeting, planner):
    with pytest.raises(errors.TextMissing):
        actions.record_decision(telling.adoption(meeting, "  "), by=planner.account)


def test_the_database_refuses_a_kpi_without_a_decision(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeIndicator.objects.create(
            initiative=telling.initiative(), indicator=telling.indicator(), kind="kpi"
        )


def test_the_database_refuses_a_section_without_a_decision(plan, care_section):
    one = telling.initiative()
    one.section = care_section
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_the_database_refuses_two_chiefs(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, officer=cast.cio(), role="chief")


def test_a_follow_up_is_late_until_it_is_done(meeting, planner, care_section):
    decision = actions.record_decision(telling.adoption(meeting), by=planner.account)
    follow_up = actions.add_follow_up(
        decision,
        section=care_section,
        text="調べる",
        due_on=dt.date(2026, 11, 10),
        by=planner.account,
    )
    assert follow_up.is_late
    done = actions.finish_follow_up(follow_up, outcome="調べた", by=cast.sato().account)
    assert done.is_done
    assert not done.is_late
    with pytest.raises(errors.FollowUpDone):
        actions.finish_follow_up(follow_up, outcome="また", by=cast.sato().account)


def test_a_follow_up_is_due_after_the_meeting(meeting, planner, care_section):
    decision = actions.record_decision(telling.adoption(meeting), by=planner.account)
    with pytest.raises(errors.DueTooEarly):
        actions.add_follow_up(
            decision,
            section=care_section,
            text="調べる",
            due_on=meeting.held_on,
            by=planner.account,
        )
