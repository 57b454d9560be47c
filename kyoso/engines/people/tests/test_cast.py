"""The cast stands where the story says."""

import pytest

from kyoso.engines.people import api as people
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_it_gives_the_same_person_twice():
    assert cast.hanako() == cast.hanako()
    assert cast.kiku() == cast.kiku()
    assert cast.sato() == cast.sato()


def test_it_puts_the_officers_in_their_sections():
    care = cast.section(cast.CARE)
    handle, approve = people.Permission.HANDLE_CASES, people.Permission.APPROVE_CASES
    assert people.may(cast.sato(), handle, care)
    assert not people.may(cast.sato(), approve, care)
    assert people.may(cast.suzuki(), approve, care)
    assert not people.may(cast.tanaka(), handle, care)
    assert people.may(cast.planner(), people.Permission.MANAGE_PLAN)
    assert people.may(cast.operator(), people.Permission.OPERATE)
    for leader in (cast.cio(), cast.mayor()):
        assert people.may(leader, people.Permission.ATTEND_HEADQUARTERS)


def test_it_gives_fixtures_by_name(hanako, sato):
    assert hanako.account.kind == people.Account.Kind.RESIDENT
    assert sato.account.kind == people.Account.Kind.OFFICER
    assert sato.account.check_password(cast.PASSWORD)
