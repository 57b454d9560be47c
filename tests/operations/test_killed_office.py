"""The office killed at every step of a decision: it is there whole, or not at all."""

import itertools

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import api as jobs
from tests import people as cast
from tests.operations import dying

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_decision_is_lost_halved_or_doubled(sato, suzuki):
    casework_testing.procedure()
    head = cast.visiting(suzuki)
    found, cases = [], []
    for step in itertools.count(1):
        case = casework_testing.deciding(of=Procedure.objects.get(), by=sato.account)
        cases.append(case)
        was_killed = dying.is_killed(lambda case=case: press(head, case), at=step)
        found.append(is_decided_whole(case))
        assert was_killed or found[-1], "It came to its end and decided nothing."
        # The head presses again, twice: decided once, and told so kindly.
        for _ in range(2):
            press(head, case)
        assert is_decided_whole(case)
        if not was_killed:
            break
    assert found == sorted(found), "Once it is decided, no later step loses it."
    assert found.index(True) < len(found) - 1, "Nobody died after the decision."
    numbers = [paper.serial for paper in documents.Document.objects.all()]
    assert sorted(numbers) == list(range(1, len(cases) + 1))


def press(head, case):
    page = head.post(f"/cases/{case.ref}/approval", {"edition": case.edition})
    assert page.status_code in {302, 409, 422}, page.content.decode()


def is_decided_whole(case):
    """Tell whether a case is decided; fail where it is decided by half."""
    case = Case.objects.select_related("decision__notice").get(pk=case.pk)
    decision = getattr(case, "decision", None)
    entries = Entry.objects.filter(event="casework.decided", subject__endswith=case.ref)
    papers = documents.Document.objects.filter(about=case.ref)
    if decision is None:
        assert case.state == "deciding"
        assert case.proposals.get().state == "pending"
        assert not entries.exists()
        assert not papers.exists()
        return False
    assert case.state == "completed"
    assert case.proposals.get().state == "approved"
    assert entries.count() == 1
    assert papers.get() == decision.notice
    made = jobs.Effect.objects.filter(subject_ref=decision.notice.ref)
    assert made.count() == 1
    return True
