"""Two that come back at once: one examines, one signature is kept, one thing is done."""

import pytest

from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.engines.signatures.models import Signature
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_many_takes_it_up(ask, hanako):
    asked = ask()
    outcomes = at_once(*[lambda: signatures.take_up(asked, by=hanako.account)] * 4)
    assert sorted(outcomes) == [False, False, False, True]


def test_many_that_accept_the_same_keep_one_signature(ask, card, authority, hanako):
    asked, account = ask(), hanako.account
    signatures.begun(asked, service="testing", transaction="t-1", by=account)
    told = testing.received(asked, card, authority)
    outcomes = at_once(
        *[lambda: signatures.accept(asked, received=told, by=account)] * 3
    )
    assert {each.ref for each in outcomes} == {Signature.objects.get().ref}
