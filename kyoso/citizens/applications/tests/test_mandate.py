"""Hanako applies for her mother by a mandate; revoked, it opens nothing."""

import datetime as dt

import pytest

from kyoso.citizens.applications.actions import begin
from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.people.testing import end_run_out
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor as Inspector


@pytest.fixture
def mandate(procedure):
    given = people.give_mandate(
        cast.kiku(),
        procedures=["hanadan"],
        expires_on=clock.today() + dt.timedelta(days=30),
        by=cast.kiku().account,
    )
    return people.accept_mandate(given.code, by=cast.hanako())


def acting(mandate):
    walker = Visitor(cast.visiting(cast.hanako()))
    session = walker.client.session
    session["people_acting_for"] = mandate.ref
    session.save()
    return walker


def test_she_files_for_her_mother(mandate):
    walker = acting(mandate)
    walker.begin()
    walker.answer_all()
    walker.submit()
    case = Case.objects.get()
    assert case.account == cast.kiku().account
    assert case.filed_by == cast.hanako().account
    assert walker.client.get(f"/applications/{case.ref}/").status_code == 200
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert walker.client.get(f"/applications/{case.ref}/").status_code == 404
    mother = cast.visiting(cast.kiku())
    assert mother.get(f"/applications/{case.ref}/").status_code == 200


def test_a_revoked_mandate_opens_nothing(mandate):
    walker = acting(mandate)
    walker.begin()
    assert walker.get("q/bed/").status_code == 200
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert walker.get("q/bed/").status_code == 404
    assert walker.post("bed").status_code == 404


def test_her_neighbour_has_no_mandate(mandate):
    walker = acting(mandate)
    walker.begin()
    other = cast.visiting(cast.taro())
    assert other.get(f"/drafts/{walker.ref}/q/bed/").status_code == 404


def test_a_revoked_mandate_closes_the_mending_too(mandate):
    walker = acting(mandate)
    walker.begin()
    walker.answer_all()
    walker.submit()
    case = casework.accept(Case.objects.get(), by=cast.sato().account)
    casework.ask_correction(case, items=[("bed", "番号を。")], by=cast.sato().account)
    page = walker.client.post(f"/applications/{case.ref}/mend/")
    assert walker.client.get(page.url).status_code == 200
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert walker.client.get(page.url).status_code == 404
    assert cast.visiting(cast.kiku()).get(page.url).status_code == 200
    draft = page.url.split("/")[2]
    sent = walker.client.post(f"/drafts/{draft}/submit/")
    assert sent.status_code == 404


def opens(code):
    """Tell whether a paper code still opens something, for anybody."""
    answer = cast.visiting().post("/applications/resume/", {"code": code})
    return answer.status_code == 302


def test_a_revoked_mandate_takes_the_paper_code_along(mandate):
    walker = acting(mandate)
    walker.begin()
    draft = Draft.objects.get(ref=walker.ref)
    assert opens(draft.code)
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert not opens(draft.code)
    draft.refresh_from_db()
    assert opens(draft.code)


def test_a_browser_that_held_the_draft_by_its_code_loses_it(mandate):
    walker = acting(mandate)
    walker.begin()
    code = Draft.objects.get(ref=walker.ref).code
    held = Visitor(cast.visiting(cast.hanako()))
    held.ref = walker.ref
    held.client.post("/applications/resume/", {"code": code})
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert held.get("q/bed/").status_code == 404


def test_a_mandate_that_ran_out_takes_the_code_along_once(mandate, clock_at):
    walker = acting(mandate)
    walker.begin()
    code = Draft.objects.get(ref=walker.ref).code
    last = dt.datetime.combine(mandate.expires_on, dt.time(12))
    clock_at(last)
    assert end_run_out() == 0
    assert opens(code)
    clock_at(last + dt.timedelta(hours=13))
    assert end_run_out() == 1
    assert end_run_out() == 0
    assert not opens(code)


def test_drafts_outside_the_mandate_keep_their_code(mandate):
    procedure = casework.Procedure.objects.get()
    other = people.give_mandate(
        cast.kiku(),
        procedures=["something-else"],
        expires_on=mandate.expires_on,
        by=cast.kiku().account,
    )
    people.accept_mandate(other.code, by=cast.taro())
    draft = begin(procedure, by=cast.hanako().account, principal=cast.kiku().account)
    people.revoke_mandate(other, by=cast.kiku().account)
    assert opens(draft.code)


STATES = ("received", "reviewing", "correcting", "deciding", "completed")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["hanako", "kiku"])
def test_no_page_of_her_mothers_case_asks_more_than_five_times(
    mandate, procedure, state, who, settings
):
    # The form's version never changes: each process reads it once, then has it.
    settings.KEPT_PAGE_SECONDS = 1
    case = in_state(state, of=procedure, account=cast.kiku().account)
    visitor = Inspector().as_person(getattr(cast, who)())
    for page in ("", "receipt/", "answers/"):
        assert visitor.get(f"/applications/{case.ref}/{page}").status_code == 200
    if state == "correcting":
        question = visitor.post(f"/applications/{case.ref}/mend/").url
        visitor.get(question, queries=6)
        assert visitor.get(question).status_code == 200


def in_state(state, **details):
    """File a case and bring it into a state, as the office would."""
    sato, suzuki = cast.sato().account, cast.suzuki().account
    if state == "received":
        return testing.case(**details)
    if state == "completed":
        return testing.decided(by=sato, approver=suzuki, **details).case
    return getattr(testing, state)(by=sato, **details)
