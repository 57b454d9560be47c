"""kill -9 at each step of signing and filing: no accepted signature lost, no case twice.

The person comes back and reloads the page, or never comes back and the worker goes on.
"""

import datetime as dt
import itertools

import pytest

from kyoso.citizens.applications import actions, signing
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import concluding, testing
from kyoso.engines.signatures.api import Signature
from kyoso.kernel import clock
from tests import people as cast
from tests.operations import dying

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = {
    "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
    "bed": "駅前の1番",
    "has_cost": "no",
}


@pytest.fixture
def begin(hanako):
    """Begin a signing of a new draft; return what would come back, and the act itself."""
    cast.section()
    procedure = casework_testing.procedure(identity={"level": "signature"})
    authority = testing.Authority()
    card = authority.card()

    def begun():
        account = hanako.account
        draft = actions.begin(procedure, by=account)
        for key, typed in TYPED.items():
            forms.set_answer(draft, key, typed=typed, by=account)
        asked = signing.ask_to_sign(draft, by=account)
        signatures.begun(asked, service="testing", transaction=asked.ref, by=account)
        told = testing.received(asked, card, authority)

        def act():
            signature = signatures.accept(asked, received=told, by=account)
            return signatures.conclude(signature, by=account)

        return asked, act

    with testing.serving(authority):
        yield begun


def holds(asked):
    """Say that one case stands there, with its signature, and nothing is left to do."""
    signature = Signature.objects.get(request=asked)
    case = Case.objects.get(submissions__signed__signature=signature)
    assert not [c for c in casework.checks_of(case.submissions.get().signed) if c.fails]
    asked.refresh_from_db()
    assert asked.concluded_at is not None
    assert asked.reason == ""
    return case


def test_who_reloads_after_a_death_has_one_case(begin):
    for step in itertools.count(1):
        asked, act = begin()
        was_killed = dying.is_killed(act, at=step)
        assert act() == act()
        holds(asked)
        if not was_killed:
            break
    assert step > 8, "Nobody died."
    assert Case.objects.count() == Signature.objects.count() == step


def test_who_never_comes_back_is_filed_if_they_had_signed(begin, clock_at):
    filed = 0
    for step in itertools.count(1):
        asked, act = begin()
        was_killed = dying.is_killed(act, at=step)
        with clock.at(clock.now() + dt.timedelta(minutes=10)):
            for _ in range(2):
                concluding.conclude_left()
        if Signature.objects.filter(request=asked).exists():
            holds(asked)
            filed += 1
        if not was_killed:
            break
    assert 0 < filed < step, "Some died before the signature was kept, some after."
    assert Case.objects.count() == Signature.objects.count() == filed
