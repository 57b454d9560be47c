"""Officers, approvers and applicants in any order: rows and state always agree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.models import Case, Decision, Proposal
from kyoso.engines.casework.states import CLOSED, State
from kyoso.kernel.errors import Refusal

pytestmark = pytest.mark.django_db

ACTS = st.lists(
    st.sampled_from(
        (
            "accept",
            "ask",
            "answer",
            "cancel",
            "propose",
            "refuse",
            "approve",
            "approve_own",
            "send_back",
            "pull_back",
            "decide",
            "withdraw",
        )
    ),
    max_size=14,
)


def act(name, case, sato, suzuki):
    {
        "accept": lambda: casework.accept(case, by=sato),
        "ask": lambda: casework.ask_correction(
            case, items=[("bed", "番号を書いてください。")], by=sato
        ),
        "answer": lambda: casework.answer_correction(
            case,
            answers={
                "bed": {
                    "typed": "x",
                    "value": f"{case.submissions.count() + 1}番",
                }
            },
            files=[],
            by=None,
        ),
        "cancel": lambda: casework.cancel_correction(case, reason="窓口", by=sato),
        "propose": lambda: casework.propose(
            case, outcome="grant", terms={"amount": 1}, by=sato
        ),
        "refuse": lambda: casework.propose(
            case, outcome="refuse", reasons="空きなし", by=sato
        ),
        "approve": lambda: casework.approve(case, by=suzuki),
        "approve_own": lambda: casework.approve(case, by=sato),
        "send_back": lambda: casework.send_back(case, comment="確認", by=suzuki),
        "pull_back": lambda: casework.pull_back(case, by=sato),
        "decide": lambda: casework.decide(case, by=suzuki),
        "withdraw": lambda: casework.withdraw(case, by=None),
    }[name]()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_it_keeps_state_and_rows_together(procedure, sato, suzuki, acts):
    case = testing.case(procedure)
    for name in acts:
        try:
            act(name, case, sato.account, suzuki.account)
        except Refusal:
            continue
    case = Case.objects.get(pk=case.pk)
    pending = case.proposals.filter(state=Proposal.State.PENDING).count()
    waiting = case.corrections.filter(ended_at=None).count()
    assert pending == (case.state == State.DECIDING)
    assert waiting == (case.state == State.CORRECTING)
    decided = case.state in {State.COMPLETED, State.REJECTED}
    assert Decision.objects.filter(case=case).count() == decided
    assert (case.closed_at is not None) == (case.state in CLOSED)
    editions = list(case.steps.order_by("edition").values_list("edition", flat=True))
    assert editions == list(range(1, case.edition + 1))
    assert case.steps.latest("edition").state == case.state
    for approval in [a for p in case.proposals.all() for a in p.approvals.all()]:
        assert approval.approved_by_id != approval.drafter_id
