"""What is counted: only what is live, only what ended, only what has a period."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import measures, testing
from kyoso.engines.indicators.api import measures as registered
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), tzinfo=clock.CITY)


def test_they_are_registered():
    for measure in measures.MEASURES:
        assert registered.get(measure.slug) is measure


def test_a_procedure_in_preparation_is_not_counted(care_section):
    with clock.at(at(DAY)):
        testing.procedure(state="preparing")
    assert not list(measures.live_online(DAY))


def test_a_procedure_counts_from_the_day_it_went_live(care_section):
    with clock.at(at(DAY)):
        testing.procedure(state="preparing")
    with clock.at(at(DAY + dt.timedelta(days=2))):
        testing.procedure()
    assert not list(measures.live_online(DAY))
    assert len(list(measures.live_online(DAY + dt.timedelta(days=2)))) == 1


def test_a_procedure_on_paper_only_is_not_online(care_section):
    with clock.at(at(DAY)):
        testing.procedure(channels=["paper"])
    assert not list(measures.live_online(DAY))


def test_it_counts_the_ended_cases_of_the_fiscal_year(procedure, sato, suzuki):
    with clock.at(at(dt.date(2026, 3, 30))):
        testing.procedure()
        testing.decided(by=sato.account, approver=suzuki.account)
    with clock.at(at(DAY)):
        testing.decided(by=sato.account, approver=suzuki.account)
        casework.withdraw(testing.case(), by=None)
        testing.case()
    measured = measures.completed(DAY)
    assert measured.value == 2
    assert measured.parts == {"decided": 1, "rejected": 0, "withdrawn": 1}
    assert measures.completed(dt.date(2026, 11, 19)).value == 0


def test_the_middle_of_the_days_is_told_of_ten_and_not_of_nine(procedure, sato, suzuki):
    arrived, decided = dt.date(2026, 11, 16), dt.date(2026, 11, 18)
    for number in range(10):
        with clock.at(at(arrived)):
            case = testing.deciding(by=sato.account)
        with clock.at(at(decided if number < 6 else DAY)):
            casework.approve(case, by=suzuki.account)
    with clock.at(at(DAY)):
        casework.withdraw(testing.case(), by=None)
    measured = measures.days_to_decision(DAY)
    assert measured.value == 2
    assert measured.rows == 10
    assert measures.days_to_decision(DAY - dt.timedelta(days=1)).value is None


def test_nothing_decided_is_no_value(procedure):
    assert measures.within_standard_period(DAY).value is None


def test_it_shares_out_kept_and_late(procedure, sato, suzuki):
    with clock.at(at(dt.date(2026, 9, 1))):
        late = testing.deciding(by=sato.account)
    with clock.at(at(DAY)):
        casework.approve(late, by=suzuki.account)
        testing.decided(by=sato.account, approver=suzuki.account)
    measured = measures.within_standard_period(DAY)
    assert measured.value == Decimal(50)
    assert measured.parts == {"kept": 1, "late": 1, "without_period": 0}
