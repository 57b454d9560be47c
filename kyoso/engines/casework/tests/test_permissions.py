"""Who may open what: stranger, resident, neighbour, officers of here and elsewhere."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.people import api as people
from tests.people import (
    IN_POST_SINCE,
    OFFICE_HOST,
    TAX,
    section,
    stranger_at,
    visiting,
)

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "/assign",
    "/correction",
    "/correction/end",
    "/proposal",
    "/proposal/pull-back",
    "/withdrawal",
]
APPROVER_PAGES = ["/approval", "/approval/send-back"]
POSTS = ["/accept", "/notes"]


@pytest.mark.parametrize("page", [*PAGES, *APPROVER_PAGES])
def test_a_stranger_is_sent_to_the_log_in(procedure, page):
    case = testing.case(procedure)
    response = stranger_at(OFFICE_HOST).get(f"/cases/{case.ref}{page}")
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_of_another_section_finds_nothing(procedure, tanaka, page):
    case = testing.case(procedure)
    assert visiting(tanaka).get(f"/cases/{case.ref}{page}").status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_an_officer_of_another_section_changes_nothing(procedure, tanaka, page):
    case = testing.case(procedure)
    response = visiting(tanaka).post(f"/cases/{case.ref}{page}", {"edition": "1"})
    assert response.status_code == 404


@pytest.mark.parametrize("page", APPROVER_PAGES)
def test_a_clerk_may_not_approve(procedure, sato, page):
    case = testing.deciding(by=sato.account)
    assert visiting(sato).get(f"/cases/{case.ref}{page}").status_code == 403


@pytest.mark.parametrize("page", ["", "/assign"])
def test_an_officer_without_the_permission_is_refused(procedure, planner, page):
    case = testing.case(procedure)
    assert visiting(planner).get(f"/cases/{case.ref}{page}").status_code == 403


def test_the_list_is_for_those_who_read_cases(planner, sato):
    assert visiting(planner).get("/cases").status_code == 403
    assert visiting(sato).get("/cases").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, *APPROVER_PAGES])
def test_the_public_door_has_no_such_page(procedure, hanako, page):
    case = testing.case(procedure, account=hanako.account)
    assert visiting(hanako).get(f"/cases/{case.ref}{page}").status_code == 404


@pytest.mark.parametrize("page", [*PAGES, *APPROVER_PAGES])
def test_a_forged_ref_finds_nothing(sato, suzuki, page):
    who = suzuki if page in APPROVER_PAGES else sato
    assert visiting(who).get(f"/cases/{'a' * 16}{page}").status_code == 404


def test_a_file_of_another_case_is_not_found(procedure, sato):
    case = testing.case(procedure)
    assert visiting(sato).get(f"/cases/{case.ref}/files/x").status_code == 404


def head_of_tax(number, name):
    return people.add_officer(
        name=name,
        number=number,
        email=f"{number}@office.example.jp",
        section=section(TAX),
        role="head",
        starts_on=IN_POST_SINCE,
        by=None,
    )


def test_another_section_reads_while_it_is_asked_and_who_approved_reads_on(
    care_section, sato, suzuki
):
    procedure = testing.procedure(
        route=[{"title": "税務課長", "section": TAX}, {"title": "課長"}]
    )
    approver, colleague = head_of_tax("2001", "合議 一"), head_of_tax("2002", "合議 二")
    case = testing.deciding(of=procedure, by=sato.account)
    page = f"/cases/{case.ref}"
    assert visiting(colleague).get(page).status_code == 200
    casework.approve(case, by=approver.account)
    casework.approve(case, by=suzuki.account)
    assert visiting(approver).get(page).status_code == 200
    assert visiting(colleague).get(page).status_code == 404
    assert (
        case.receipt_number
        not in visiting(colleague).get("/cases", {"view": "all"}).content.decode()
    )
