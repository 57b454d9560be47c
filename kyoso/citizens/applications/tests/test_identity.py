"""The ladder: what a procedure asks for is asked at the start and again at filing."""

import pytest

from kyoso.citizens.applications import actions, identity
from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.people.api import IdentityLevel
from tests import people as cast

LEVELS = ("none", "email", "card", "signature")
# Of a session: nobody, logged in by mail, by card.
SESSIONS = ("nobody", "mail", "card")
MAY_BEGIN = {
    "none": {"nobody", "mail", "card"},
    "email": {"mail", "card"},
    "card": {"card"},
    "signature": {"card"},
}
MAY_FILE = MAY_BEGIN | {"signature": set()}


@pytest.fixture
def asking(db):
    cast.section()
    return lambda level: casework_testing.procedure(identity={"level": level})


def visitor(session):
    client = cast.visiting(None if session == "nobody" else cast.hanako())
    if session == "card":
        show_card(client)
    return Visitor(client)


def show_card(client):
    kept = client.session
    kept["people_identity_level"] = int(IdentityLevel.CARD)
    kept.save()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("session", SESSIONS)
def test_the_start_asks_for_the_level(asking, level, session):
    asking(level)
    page = visitor(session).client.post("/procedures/hanadan/start/")
    began = page.url.startswith("/drafts/")
    assert began == (session in MAY_BEGIN[level])
    if not began:
        assert page.url == "/procedures/hanadan/identity/"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("session", SESSIONS)
def test_filing_asks_for_it_again(asking, level, session):
    asking(level)
    who = visitor(session)
    who.begin(paper="1")  # anyone may have a sheet with a number
    who.answer_all()
    page = who.submit()
    assert Case.objects.exists() == (session in MAY_FILE[level])
    if not Case.objects.exists():
        assert page.url == f"/drafts/{who.ref}/identity/"
        assert len(Draft.objects.get(ref=who.ref).typed) == 6


def test_a_session_that_ended_loses_nothing(asking):
    asking("card")
    who = visitor("card")
    who.begin()
    who.answer_all()
    kept = who.client.session
    del kept["people_identity_level"]
    kept.save()
    assert "本人確認に進む" in who.get("check/").content.decode()
    assert who.submit().url.endswith("/identity/")
    show_card(who.client)
    assert who.submit().status_code == 302
    assert Case.objects.get().account == cast.hanako().account


def test_what_a_stranger_typed_is_theirs_after_the_card(asking):
    asking("card")
    who = visitor("nobody")
    who.begin(paper="1")
    who.answer_all()
    who.client.force_login(cast.hanako().account)
    show_card(who.client)
    who.submit()
    assert Case.objects.get().account == cast.hanako().account


def test_with_a_locked_card_the_counter_goes_on_by_the_code(asking):
    asking("card")
    who = visitor("mail")
    who.begin(paper="1")
    who.answer_all()
    page = who.get("identity/").content.decode()
    draft = Draft.objects.get(ref=who.ref)
    assert draft.code in page
    assert "窓口" in page
    desk = cast.visiting(cast.sato())
    found = desk.post("/applications/", {"resume": "1", "code": draft.code})
    assert found.url.startswith(f"/applications/drafts/{draft.ref}/")
    case = actions.file(draft, by=cast.sato().account)
    assert case.submissions.get().answers["bed"]["value"] == "駅前の1番"


def test_the_way_to_the_paper_stands_before_the_start_too(asking):
    asking("signature")
    page = visitor("nobody").client.get("/procedures/hanadan/identity/")
    assert "電子署名" in page.content.decode()
    assert 'name="paper"' in page.content.decode()


def test_the_action_itself_refuses(asking):
    procedure = asking("card")
    draft = actions.begin(procedure, by=cast.hanako().account)
    with pytest.raises(identity.IdentityTooLow):
        actions.file(draft, by=cast.hanako().account)
