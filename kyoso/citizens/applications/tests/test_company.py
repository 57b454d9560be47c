"""A company applies through its members; whoever leaves takes nothing along."""

import pytest

from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from tests import people as cast

NAME = "架空商店株式会社"


@pytest.fixture
def procedure(db):
    cast.section()
    return casework_testing.procedure(applicants=["person", "corporation"])


@pytest.fixture
def company(procedure):
    made = people.register_company(
        number="7000012050002",
        name=NAME,
        postcode="0160000",
        address="能代市架空町2番2号",
        by=cast.hanako(),
    )
    invitation, _ = people.invite_member(
        made, email="taro@example.jp", role="member", by=cast.hanako()
    )
    people.accept_invitation(invitation, by=cast.taro())
    return made


def member(company, who):
    walker = Visitor(cast.visiting(who))
    walker.client.post("/account/act-for", {"company": company.ref})
    return walker


def filed(walker):
    walker.begin()
    walker.answer_all()
    walker.submit()
    return Case.objects.get()


def page(client, path):
    return client.get(path).content.decode()


def test_a_member_files_for_the_company(company):
    walker = member(company, cast.hanako())
    assert f"{NAME}として申請します。" in page(walker.client, "/procedures/hanadan/")
    case = filed(walker)
    assert case.account == company.account
    assert case.applicant_kind == "corporation"
    assert (case.name, case.address) == (NAME, "能代市架空町2番2号")
    assert case.applicant == f"{NAME}（担当：能代 花子）"


def test_the_desk_says_for_whom_and_who(company):
    case = filed(member(company, cast.hanako()))
    desk = cast.visiting(cast.sato())
    for path in (f"/cases/{case.ref}", "/cases"):
        assert f"{NAME}（担当：能代 花子）" in page(desk, path)
    assert "本人確認はまだ" in page(desk, f"/cases/{case.ref}")


def test_the_notice_goes_to_the_company_and_letters_to_its_person(company):
    case = filed(member(company, cast.hanako()))
    data = casework_testing.notice_of(case, "grant", amount=1000)
    assert (data["to"]["name"], data["to"]["honorific"]) == (NAME, "御中")
    message = casework_testing.told(case)
    assert message.name == f"{NAME} 能代 花子"


def test_every_member_sees_the_case_and_nobody_else(company):
    case = filed(member(company, cast.hanako()))
    other = cast.visiting(cast.taro())
    assert other.get(f"/applications/{case.ref}/").status_code == 200
    stranger = people.register_resident(name="別の人", by=None)
    theirs = people.register_company(number="8000020130001", name="別会社", by=stranger)
    outsider = member(theirs, stranger)
    assert outsider.client.get(f"/applications/{case.ref}/").status_code == 404


def test_mine_shows_the_companys_while_acting_for_it(company):
    case = filed(member(company, cast.hanako()))
    walker = member(company, cast.taro())
    shown = page(walker.client, "/applications/")
    assert case.receipt_number in shown
    assert f"{NAME}の申請です。" in shown
    walker.client.post("/account/act-for", {})
    assert case.receipt_number not in page(walker.client, "/applications/")


def test_who_left_sees_nothing_and_their_codes_are_dead(company):
    walker = member(company, cast.taro())
    case = filed(walker)
    walker.begin()
    code = Draft.objects.get(ref=walker.ref).code
    slip = Draft.objects.get(outcome=case.ref).code
    people.end_membership(
        company.memberships.get(resident=cast.taro()), by=cast.hanako()
    )
    assert walker.get("q/bed/").status_code == 404
    assert walker.client.get(f"/applications/{case.ref}/").status_code == 404
    at_large = Visitor(cast.visiting())
    for old in (code, slip):
        answer = at_large.client.post("/applications/resume/", {"code": old})
        assert answer.status_code == 422
    answer = at_large.client.post(
        "/applications/status/", {"number": case.receipt_number, "code": slip}
    )
    assert answer.status_code == 422
    fresh = Draft.objects.get(outcome=case.ref).code
    answer = at_large.client.post(
        "/applications/status/", {"number": case.receipt_number, "code": fresh}
    )
    assert answer.status_code == 302


def test_a_procedure_for_persons_is_ones_own_even_while_acting(company):
    casework_testing.procedure(applicants=["person"])
    walker = member(company, cast.hanako())
    assert "あなた自身の申請になります" in page(walker.client, "/procedures/hanadan/")
    walker.begin()
    assert Draft.objects.get(ref=walker.ref).account == cast.hanako().account


def test_a_procedure_for_companies_asks_to_choose_one(company):
    casework_testing.procedure(applicants=["corporation"])
    own = cast.visiting(cast.hanako())
    answer = own.post("/procedures/hanadan/start/")
    assert answer.status_code == 409
    assert "事業者の手続です" in answer.content.decode()
    assert member(company, cast.hanako()).begin().status_code == 302


def test_nobody_acts_for_a_company_of_others(company):
    stranger = people.register_resident(name="別の人", by=None)
    client = cast.visiting(stranger)
    answer = client.post("/account/act-for", {"company": company.ref})
    assert answer.status_code == 404


def test_a_member_mends_what_the_section_asked(company):
    case = filed(member(company, cast.hanako()))
    sato = cast.sato().account
    case = casework.accept(case, by=sato)
    casework.ask_correction(case, items=[("bed", "番号を。")], by=sato)
    other = cast.visiting(cast.taro())
    answer = other.post(f"/applications/{case.ref}/mend/")
    assert other.get(answer.url).status_code == 200
