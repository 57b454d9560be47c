"""Overdue values are asked for by mail, once a week, from those who may enter them."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import actions, errors, testing
from kyoso.engines.indicators import api as indicators
from kyoso.engines.messaging import api as messaging
from kyoso.kernel import clock


def at(year, month, day):
    return clock.at(dt.datetime(year, month, day, 9, tzinfo=clock.CITY))


def test_the_officers_of_the_section_are_asked(rate, sato, suzuki, tanaka):
    with at(2026, 5, 2):
        [request] = actions.ask_for_overdue()
    told = messaging.Message.objects.filter(about=rate.slug)
    assert {message.account for message in told} == {sato.account, suzuki.account}
    assert request.asked == 2
    assert request.period_end == dt.date(2026, 3, 31)
    assert "保有率" in told[0].subject
    assert "令和8年3月31日" in told[0].text


def test_whose_post_nobody_has_confirmed_is_not_asked(rate, sato, suzuki):
    sato.posts.update(confirmed_at=None, confirmed_by=None, without_second="")
    with at(2026, 5, 2):
        [request] = actions.ask_for_overdue()
    assert request.asked == 1
    [message] = messaging.Message.objects.filter(about=rate.slug)
    assert message.account == suzuki.account


def test_they_are_asked_again_only_after_a_week(rate, sato):
    with at(2026, 5, 2):
        assert len(actions.ask_for_overdue()) == 1
        assert actions.ask_for_overdue() == []
    with at(2026, 5, 10):
        assert len(actions.ask_for_overdue()) == 1


def test_nobody_is_asked_within_the_grace(rate, sato):
    indicators.take_over(
        rate.definitions.get(),
        as_of=dt.date(2025, 6, 1),
        value=Decimal(50),
        source="調査",
    )
    with at(2026, 4, 30):
        assert actions.ask_for_overdue() == []
    with at(2026, 5, 1):
        assert actions.ask_for_overdue() == []
    with at(2027, 5, 1):
        assert len(actions.ask_for_overdue()) == 1


def test_the_planners_are_asked_where_no_section_is_in_charge(planner, sato):
    testing.make_indicator()
    with at(2026, 5, 2):
        actions.ask_for_overdue()
    [message] = messaging.Message.objects.all()
    assert message.account == planner.account


@pytest.mark.django_db
def test_asking_nobody_is_refused_with_a_sentence():
    unowned = testing.make_indicator()
    with at(2026, 5, 2):
        assert actions.ask_for_overdue() == []
        with pytest.raises(errors.NobodyToAsk):
            indicators.ask(unowned, by=None)


def test_counted_indicators_are_never_asked_for(care_section, sato):
    testing.make_indicator(owner=care_section, measure="sheep", unit="件")
    with at(2026, 5, 2):
        assert actions.ask_for_overdue() == []
