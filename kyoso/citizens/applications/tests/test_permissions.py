"""Who sees what: a stranger, the resident, her neighbour, officers of both sections."""

import pytest

from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from tests import people as cast

DRAFT_PAGES = ["", "q/bed/", "check/", "submit/", "save/", "paper/", "discard/"]
CASE_PAGES = ["", "receipt/", "withdraw/"]


@pytest.fixture
def hers(procedure):
    """A draft of Hanako's."""
    client = cast.visiting(cast.hanako())
    return client.post("/procedures/hanadan/start/").url.split("/")[2]


@pytest.fixture
def case(procedure):
    return casework_testing.case(procedure, account=cast.hanako().account)


@pytest.mark.parametrize("page", DRAFT_PAGES)
def test_a_draft_is_its_residents_alone(hers, page):
    path = f"/drafts/{hers}/{page}"
    assert cast.visiting(cast.hanako()).get(path).status_code in {200, 302}
    assert cast.visiting(cast.taro()).get(path).status_code == 404
    assert cast.visiting(cast.taro()).post(path).status_code == 404
    assert cast.visiting().get(path).url == "/applications/resume/"
    assert cast.visiting(cast.sato()).get(path).status_code == 404


@pytest.mark.parametrize("page", CASE_PAGES)
def test_a_case_is_its_residents_alone(case, page):
    path = f"/applications/{case.ref}/{page}"
    assert cast.visiting(cast.hanako()).get(path).status_code == 200
    assert cast.visiting(cast.taro()).get(path).status_code == 404
    assert cast.visiting().get(path).url == "/applications/status/"


@pytest.mark.parametrize("act", ["mend/", "withdraw/"])
def test_only_she_acts_on_her_case(case, act):
    path = f"/applications/{case.ref}/{act}"
    assert cast.visiting(cast.taro()).post(path).status_code == 404
    assert cast.visiting().post(path).url == "/applications/status/"
    assert Case.objects.get().is_open


def test_a_stranger_learns_nothing_from_a_ref_that_does_not_exist(procedure):
    for path in ("/drafts/aaaabbbbccccdddd/", "/applications/aaaabbbbccccdddd/"):
        assert cast.visiting().get(path).status_code == 302
        assert cast.visiting(cast.taro()).get(path).status_code == 404


def test_my_applications_are_mine(case):
    assert case.receipt_number in _read(cast.hanako(), "/applications/")
    assert case.receipt_number not in _read(cast.taro(), "/applications/")
    assert "/login" in cast.visiting().get("/applications/").url


def test_an_officer_enters_only_for_their_own_section(procedure):
    desk = cast.visiting(cast.sato())
    page = desk.post(
        "/applications/",
        {"start": "1", "procedure": "hanadan", "channel": "counter"},
    )
    path = page.url
    assert desk.get(path).status_code == 200
    assert cast.visiting(cast.suzuki()).get(path).status_code == 200
    assert cast.visiting(cast.tanaka()).get(path).status_code == 404
    assert cast.visiting(cast.planner()).get(path).status_code == 403
    assert "login" in cast.stranger_at(cast.OFFICE_HOST).get(path).url
    refused = cast.visiting(cast.tanaka()).post(
        "/applications/",
        {"start": "1", "procedure": "hanadan", "channel": "counter"},
    )
    assert refused.status_code == 422
    assert Draft.objects.count() == 1


def test_an_officer_of_another_section_learns_nothing_by_a_code(procedure, stranger):
    stranger.begin()
    code = Draft.objects.get().code
    page = cast.visiting(cast.tanaka()).post(
        "/applications/", {"resume": "1", "code": code}
    )
    assert "この番号の下書きが見つかりません" in page.content.decode()


def test_personal_pages_stay_out_of_caches(hers, case):
    client = cast.visiting(cast.hanako())
    for path in (
        f"/drafts/{hers}/q/bed/",
        f"/applications/{case.ref}/",
        "/applications/",
    ):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def _read(who, path):
    return cast.visiting(who).get(path).content.decode()
