"""集計: of a few grants nobody can reckon what one of them received."""

import pytest

from kyoso.kernel import clock
from kyoso.region.grants import measures, rules, testing
from kyoso.region.grants.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(sato, suzuki):
    return {"by": sato.account, "approver": suzuki.account}


@pytest.fixture
def step(programme):
    return Round.objects.get().ceiling // rules.STEPS


def test_nothing_decided_is_told_as_nothing(programme):
    assert measures.decided_amount(clock.today()).value == 0
    assert measures.execution_rate(clock.today()).value == 0


def test_of_one_grant_the_amount_is_told_in_steps(officers, step):
    testing.granted(amount=step + 1, **officers)
    told = measures.decided_amount(clock.today())
    assert (told.value, told.rows) == (2 * step, 1)


def test_the_share_and_its_parts_are_told_in_the_same_steps(officers, step):
    testing.granted(amount=step + 1, **officers)
    told = measures.execution_rate(clock.today())
    ceiling = Round.objects.get().ceiling
    assert told.parts == {"taken": 2 * step, "left": ceiling - 2 * step}
    assert told.value == 100 * 2 / rules.STEPS


def test_of_ten_grants_it_is_told_to_the_yen(officers, programme):
    for _ in range(rules.LEAST_TOLD):
        testing.granted(amount=1_234, **officers)
    assert measures.decided_amount(clock.today()).value == 12_340
