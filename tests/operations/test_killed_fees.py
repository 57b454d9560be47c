"""Killed at any step of filing, an application never lacks its fee and never owes twice."""

import itertools

import pytest

from kyoso.engines.casework.api import Case
from kyoso.engines.ledger.api import Due
from kyoso.engines.media import testing as media_testing
from tests import dogs
from tests import people as cast
from tests.operations import dying

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# A case, its submission, the due, the emptied draft, audit rows, the commit.
FEWEST_STEPS = 8


def test_a_death_while_filing_leaves_one_case_with_one_fee(settings, tmp_path, hanako):
    media_testing.keep_in(tmp_path / "media", settings)
    dogs.load_procedure()
    client = cast.visiting(hanako)
    for step in itertools.count(1):
        path = f"/drafts/{dogs.a_draft(hanako).ref}/submit/"
        before = Case.objects.count()
        if not dying.is_killed(lambda path=path: client.post(path), at=step):
            break
        assert Due.objects.count() == Case.objects.count()
        client.post(path)
        assert Due.objects.count() == Case.objects.count() == before + 1
    assert step > FEWEST_STEPS


def test_a_death_while_withdrawing_takes_the_fee_back_once(settings, tmp_path, hanako):
    media_testing.keep_in(tmp_path / "media", settings)
    dogs.load_procedure()
    client = cast.visiting(hanako)
    for step in itertools.count(1):
        client.post(f"/drafts/{dogs.a_draft(hanako).ref}/submit/")
        case = Case.objects.latest("id")
        path = f"/applications/{case.ref}/withdraw/"
        if not dying.is_killed(
            lambda path=path: client.post(path, {"reason": ""}), at=step
        ):
            break
        case.refresh_from_db()
        owes = Due.objects.filter(about=f"casework:{case.ref}", cancelled_at=None)
        assert owes.exists() == case.is_open
        client.post(path, {"reason": ""})
        case.refresh_from_db()
        assert not case.is_open
        assert not owes.exists()
    assert step > 1
