"""Every page of the journey keeps the promises of a page (``tests.visit``)."""

import pytest

from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast
from tests.visit import Visitor as Inspector


@pytest.fixture
def walker(procedure):
    return Visitor(Inspector("public"))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_the_residents_pages_keep_their_promises(walker, language):
    walker.client.cookies["kyoso_language"] = language
    for path in ("procedures/", "procedures/hanadan/", "procedures/hanadan/paper/"):
        walker.client.get(f"/{path}")
    for path in ("applications/resume/", "applications/status/"):
        walker.client.get(f"/{path}")
        walker.client.post(f"/{path}", {"code": "", "number": ""})
    walker.begin()
    for key in ("applicant_name", "applicant_address", "bed", "has_cost"):
        walker.get(f"q/{key}/")
        walker.post(key, {})
    walker.submit()
    walker.answer_all()
    walker.get("q/plan/")
    for page in ("check/", "save/", "paper/", "discard/", "leave/"):
        walker.get(page)
    walker.submit()
    case = Case.objects.get()
    for page in ("", "receipt/", "answers/", "withdraw/"):
        walker.client.get(f"/applications/{case.ref}/{page}")
    casework.accept(case, by=cast.sato().account)
    casework.ask_correction(case, items=[("bed", "番号")], by=cast.sato().account)
    walker.client.get(f"/applications/{case.ref}/")
    page = walker.client.post(f"/applications/{case.ref}/mend/")
    walker.client.get(page.url)


def test_a_residents_own_list_keeps_its_promises(procedure):
    walker = Visitor(Inspector("public").as_person(cast.hanako()))
    walker.client.get("/applications/")
    walker.begin()
    walker.answer_all()
    walker.submit()
    walker.begin()
    walker.client.get("/applications/")


def test_the_desks_pages_keep_their_promises(procedure):
    desk = Inspector("office").as_person(cast.sato())
    desk.get("/applications/")
    desk.post("/applications/", {"start": "1"})
    page = desk.post(
        "/applications/", {"start": "1", "procedure": "hanadan", "channel": "counter"}
    )
    desk.get(page.url)
    desk.post(page.url, {"applicant_address.postcode": "1"})
    desk.get(f"/applications/drafts/{Draft.objects.get().ref}/check/")
