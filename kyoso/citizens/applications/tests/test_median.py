"""実際にかかった日数: the middle of what was decided, told only of many."""

import datetime as dt

import pytest

from kyoso.citizens.applications import finder
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case, State
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db
# A Monday without a holiday in the week after it.
ARRIVED = dt.datetime(2026, 6, 1, 10, tzinfo=clock.CITY)


@pytest.fixture
def ended(care_section):
    """End that many cases of one procedure, so many days after they arrived."""
    procedure = casework_testing.procedure()

    def end(many, *, days, state=State.COMPLETED):
        for _ in range(many):
            case = casework_testing.case(procedure)
            Case.objects.filter(pk=case.pk).update(
                state=state,
                arrived_at=ARRIVED,
                closed_at=ARRIVED + dt.timedelta(days=days),
            )
        return procedure

    return end


def test_nothing_is_told_of_fewer_than_ten(ended):
    assert finder.median_days(ended(9, days=2)) is None


def test_withdrawn_ones_do_not_fill_up_to_ten(ended):
    ended(9, days=2)
    assert finder.median_days(ended(1, days=2, state=State.WITHDRAWN)) is None


def test_withdrawn_ones_do_not_move_the_middle(ended):
    ended(10, days=3)
    alone = finder.median_days(ended(1, days=3, state=State.REJECTED))
    assert alone is not None
    assert alone > 0
    procedure = ended(12, days=0, state=State.WITHDRAWN)
    assert finder.median_days(procedure) == alone
