"""Who cannot pay asks from the bill; the bill says that it was asked."""

from pathlib import Path

import pytest

from kyoso.citizens.bills import reliefs
from kyoso.citizens.bills.models import Relief
from kyoso.engines.casework import api as casework
from kyoso.engines.forms.api import Draft
from kyoso.engines.payments import api as payments
from kyoso.engines.payments.testing import make_due
from tests import people as cast
from tests.visit import Visitor

ASK = "納期限までに払えないとき"
BEGIN = "相談の申出を始める"


@pytest.fixture
def procedure(settings, care_section):
    folder = Path(settings.CITY_FOLDER) / "procedures"
    return casework.load(
        casework.read_file(folder / f"{reliefs.PROCEDURE}.toml"), by=None
    )


@pytest.fixture
def due(hanako):
    return make_due(cast.section(), debtor=hanako.account)


def filed(procedure, account, code, by, token="t1"):
    """File a request that names a payment number, as the pages or a clerk do."""
    return casework.file(
        procedure,
        version=procedure.form.latest,
        answers={reliefs.QUESTION: {"typed": code, "value": code}},
        files=[],
        applicant=casework.Applicant(
            account=account, name="能代 花子", kana="のしろ はなこ"
        ),
        channel="web" if account else "counter",
        token=token,
        by=by,
    )


def page(person, due):
    return Visitor("public").as_person(person).get(f"/pay/{due.ref}").content.decode()


def test_the_bill_leads_to_the_request_with_its_number_filled_in(
    procedure, hanako, due
):
    assert ASK in page(hanako, due)
    visitor = Visitor("public").as_person(hanako)
    assert "分割" in visitor.get(f"/bills/{due.ref}/relief").content.decode()
    answer = visitor.post(f"/bills/{due.ref}/relief")
    draft = Draft.objects.get()
    assert draft.typed == {reliefs.QUESTION: due.code}
    assert answer.url.startswith(f"/drafts/{draft.ref}/")
    assert due.code in visitor.get(answer.url).content.decode()


def test_another_persons_bill_does_not_exist(procedure, taro, due):
    visitor = Visitor("public").as_person(taro)
    assert visitor.get(f"/bills/{due.ref}/relief").status_code == 404
    assert visitor.post(f"/bills/{due.ref}/relief").status_code == 404


def test_without_the_procedure_it_names_whom_to_call(hanako, due):
    visitor = Visitor("public").as_person(hanako)
    for answer in (
        visitor.get(f"/bills/{due.ref}/relief"),
        visitor.post(f"/bills/{due.ref}/relief"),
    ):
        assert "電話か窓口で相談してください" in answer.content.decode()
    assert not Draft.objects.exists()


def test_while_it_is_open_the_way_leads_to_the_case_and_to_no_second(
    procedure, hanako, due
):
    case = filed(procedure, hanako.account, due.code, hanako.account)
    visitor = Visitor("public").as_person(hanako)
    for answer in (
        visitor.get(f"/bills/{due.ref}/relief"),
        visitor.post(f"/bills/{due.ref}/relief"),
    ):
        assert answer.url.endswith(f"/applications/{case.ref}/")
    assert not Draft.objects.exists()


def test_once_withdrawn_it_may_be_asked_again(procedure, hanako, due):
    case = filed(procedure, hanako.account, due.code, hanako.account)
    casework.withdraw(case, by=hanako.account, reason="払えることになった")
    page = Visitor("public").as_person(hanako).get(f"/bills/{due.ref}/relief")
    assert BEGIN in page.content.decode()


def test_a_paid_bill_offers_nothing(procedure, hanako, due, ota):
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    assert ASK not in page(hanako, due)


def test_the_number_of_another_persons_bill_ties_nothing(procedure, taro, due):
    filed(procedure, taro.account, due.code, taro.account)
    assert Relief.objects.count() == 0


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX", "ＱＤＭＦ"])
def test_a_number_that_is_no_bill_is_taken_all_the_same(procedure, hanako, due, code):
    assert filed(procedure, hanako.account, code, hanako.account).is_open
    assert Relief.objects.count() == 0


def test_what_a_clerk_enters_is_tied_and_the_desk_leads_to_it(
    procedure, hanako, due, sato, ota
):
    case = filed(procedure, None, due.code.lower(), sato.account)
    desk = Visitor("office").as_person(ota)
    assert case.receipt_number in desk.get(f"/dues/{due.ref}").content.decode()


def test_what_comes_back_stands_under_its_own_heading(hanako, due, ota):
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    payments.cancel_due(due, reason="誤り", by=ota.account)
    shown = Visitor("public").as_person(hanako).get("/bills").content.decode()
    assert shown.index("お返しするもの") < shown.index(due.ref)
