"""Many decide at once: no budget is overspent, no quota given twice."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.region.grants import errors, testing
from kyoso.region.grants.models import Grant, QuotaUse, Round
from tests import people as cast
from tests.together import at_once

AT_ONCE = 32


def approving(case, by):
    def approve():
        return casework.approve(case, by=by)

    return approve


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("short", ["line", "round"])
def test_of_32_who_decide_at_once_only_as_many_succeed_as_there_is_money(short):
    rounds = testing.content()["rounds"]
    rounds[0]["ceiling"] = 100_000 if short == "round" else 900_000
    budget = 900_000 if short == "round" else 100_000
    sato, suzuki = cast.sato().account, cast.suzuki().account
    testing.programme(budget=budget, rounds=rounds)
    cases = [testing.proposed(by=sato).case for _ in range(AT_ONCE)]
    for case in cases:
        case.refresh_from_db()
    outcomes = at_once(*(approving(case, suzuki) for case in cases))
    refusal = errors.RoundShort if short == "round" else ledger.BudgetShort
    assert sum(isinstance(one, casework.Decision) for one in outcomes) == 10
    assert sum(isinstance(one, refusal) for one in outcomes) == 22
    held = Round.objects.get()
    assert (held.committed, held.line.committed) == (100_000, 100_000)
    assert casework.Decision.objects.count() == 10
    assert Grant.objects.standing().count() == ledger.Allotment.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_two_of_one_household_at_once_end_in_one_grant():
    quota = {
        "key": "household",
        "title": {"ja": "1世帯につき1回"},
        "per": "household",
        "most": 1,
        "within": "ever",
        "answers": ["applicant_address"],
        "source": testing.PROPOSAL,
        "verified": False,
    }
    sato, suzuki = cast.sato().account, cast.suzuki().account
    testing.programme(quotas=[quota])
    cases = [testing.proposed(by=sato).case for _ in range(4)]
    for case in cases:
        case.refresh_from_db()
    outcomes = at_once(*(approving(case, suzuki) for case in cases))
    assert sum(isinstance(one, casework.Decision) for one in outcomes) == 1
    assert sum(isinstance(one, errors.QuotaFull) for one in outcomes) == 3
    assert QuotaUse.objects.count() == 1
