"""関連する申請: same applicant, same address, linked by hand; never by a kept-back address."""

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.models import Case, CaseLink
from kyoso.engines.casework.related import related_to
from kyoso.engines.residents import testing as residents_testing
from tests.people import visiting

pytestmark = pytest.mark.django_db


def hows(case, to):
    return {
        each.case.receipt_number: each.how
        for each in related_to(case, Case.objects.all(), to=to.account)
    }


def test_it_knows_the_applicant_and_the_household(procedure, sato, hanako):
    case = testing.case(procedure, account=hanako.account)
    same = testing.case(procedure, account=hanako.account)
    family = testing.case(procedure, name="能代 桃子", kana="", phone="")
    testing.case(procedure, name="架空 太郎", phone="1", address="別の町1番")
    assert hows(case, sato) == {
        same.receipt_number: "同じ申請者",
        family.receipt_number: "同じ住所",
    }


def test_a_kept_back_address_relates_nobody(procedure, sato, hanako, shindo):
    person = residents_testing.protect(residents_testing.a_person())
    residents_testing.linked(hanako, person, by=shindo)
    hers = testing.case(procedure, account=hanako.account)
    other = testing.case(procedure, name="能代 桃子", kana="", phone="")
    assert hows(hers, sato) == {}
    assert hows(other, sato) == {}


def test_an_officer_links_two_by_number(procedure, sato):
    case = testing.case(procedure)
    other = testing.case(procedure, name="架空 太郎", phone="1", address="別の町1番")
    client = visiting(sato)
    path = f"/cases/{case.ref}/related"
    typed = {"number": other.receipt_number.lower(), "reason": "同じ工事"}
    assert "同じ工事" in client.post(path, typed, follow=True).content.decode()
    again = client.post(path, typed)
    assert again.status_code == 422
    assert "もう結び付いています" in again.content.decode()
    client.post(f"/cases/{other.ref}/related/{case.ref}/end")
    assert not CaseLink.objects.exists()


@pytest.mark.parametrize("number", ["nothing", "0000-AAAA-BBBB", "' OR 1=1"])
def test_a_number_of_nothing_is_told(procedure, sato, number):
    case = testing.case(procedure)
    answer = visiting(sato).post(
        f"/cases/{case.ref}/related", {"number": number, "reason": "理由"}
    )
    assert answer.status_code == 422


def test_cases_of_others_are_neither_shown_nor_linked(procedure, sato, tanaka):
    case = testing.case(procedure)
    assert visiting(tanaka).get(f"/cases/{case.ref}/related").status_code == 404


def test_the_database_keeps_a_pair_once(procedure, sato):
    one, two = testing.case(procedure), testing.case(procedure)
    casework.link_cases(two, to=one, reason="同じ工事", by=sato.account)
    for first, second in ((one, two), (two, one), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseLink.objects.create(
                first=first, second=second, reason="x", linked_by=sato.account
            )
