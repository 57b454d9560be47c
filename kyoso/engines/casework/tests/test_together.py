"""Two at once: one wins, the other gets a sentence, nothing is doubled."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.models import Case, Decision, Submission
from kyoso.kernel.errors import Refusal
from kyoso.kernel.ids import new_ref
from tests import people as cast
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_files_once():
    cast.section()
    procedure = testing.procedure()
    token = new_ref()
    outcomes = at_once(*[lambda: testing.case(procedure, token=token)] * 4)
    assert len({case.pk for case in outcomes}) == 1
    assert Case.objects.count() == Submission.objects.count() == 1


def test_two_approvals_make_one_decision():
    suzuki, sato = cast.suzuki(), cast.sato()
    case = testing.deciding(by=sato.account)
    outcomes = at_once(*[lambda: casework.approve(case, by=suzuki.account)] * 3)
    assert sum(isinstance(each, Decision) for each in outcomes) == 1
    assert sum(isinstance(each, Refusal) for each in outcomes) == 2
    assert Decision.objects.count() == 1


def test_two_officers_on_one_page_meet_the_conflict_sentence():
    suzuki, sato = cast.suzuki(), cast.sato()
    case = testing.case()
    outcomes = at_once(
        lambda: casework.accept(case, by=sato.account, edition=1),
        lambda: casework.assign(case, to=sato, by=suzuki.account, edition=1),
    )
    refused = [each for each in outcomes if isinstance(each, Refusal)]
    assert len(refused) == 1
    assert refused[0].code == "case_changed"
    assert "更新しました" in refused[0].sentence


def test_a_withdrawal_and_a_decision_never_both_happen():
    suzuki, sato = cast.suzuki(), cast.sato()
    case = testing.deciding(by=sato.account)
    at_once(
        lambda: casework.approve(case, by=suzuki.account),
        lambda: casework.withdraw(case, by=None),
    )
    case.refresh_from_db()
    decided = Decision.objects.filter(case=case).exists()
    assert decided == (case.state == casework.State.COMPLETED)
