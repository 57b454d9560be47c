"""How often a page asks the database: five a citizen page, fifteen a desk page.

Beyond them stand only what every page of the door needs to know who is there:
the session and the account.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast
from tests.visit import Visitor

CITIZEN, DESK = 5, 15


def queries(client, path):
    with CaptureQueriesContext(connection) as caught:
        page = client.get(path)
    assert page.status_code == 200, path
    told = [query["sql"] for query in caught.captured_queries]
    return [sql for sql in told if "django_session" not in sql]


@pytest.fixture
def filed(stranger):
    stranger.begin()
    stranger.answer_all()
    stranger.submit()
    return Case.objects.get()


def test_reading_stays_within_the_budget(stranger):
    for path in ("/procedures/", "/procedures/hanadan/"):
        found = queries(stranger.client, path)
        assert len(found) <= CITIZEN, found


def test_answering_stays_within_the_budget(stranger):
    stranger.begin()
    stranger.answer_all()
    for page in ("q/bed/", "q/applicant_name/", "check/", "save/", "paper/"):
        found = queries(stranger.client, f"/drafts/{stranger.ref}/{page}")
        assert len(found) <= CITIZEN, found


def test_following_stays_within_the_budget(stranger, filed):
    casework.accept(filed, by=cast.sato().account)
    casework.ask_correction(filed, items=[("bed", "番号")], by=cast.sato().account)
    found = queries(stranger.client, f"/applications/{filed.ref}/receipt/")
    assert len(found) <= CITIZEN, found
    found = queries(stranger.client, f"/applications/{filed.ref}/")
    assert len(found) <= CITIZEN, found
    found = queries(stranger.client, f"/applications/{filed.ref}/answers/")
    assert len(found) <= CITIZEN, found


def test_the_desk_stays_within_the_budget(procedure):
    desk = cast.visiting(cast.sato())
    page = desk.post(
        "/applications/", {"start": "1", "procedure": "hanadan", "channel": "counter"}
    )
    ref = Draft.objects.get().ref
    for path in ("/applications/", page.url, f"/applications/drafts/{ref}/check/"):
        assert len(queries(desk, path)) <= DESK


BY_LAW = {
    "days": 30,
    "article": "架空法第83条第1項",
    "extension_days": 30,
    "extension_article": "架空法第83条第2項",
}


def test_a_case_whose_period_may_be_extended_costs_no_more(care_section):
    content = casework_testing.content(statutory_period=BY_LAW)
    del content["procedure"]["standard_period"]
    case = casework_testing.correcting(
        of=casework.load(casework.check(content), by=None),
        account=cast.hanako().account,
        by=cast.sato().account,
    )
    page = Visitor("public").as_person(cast.hanako()).get(f"/applications/{case.ref}/")
    assert page.status_code == 200
