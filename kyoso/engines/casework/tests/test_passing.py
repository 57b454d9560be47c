"""課の引継ぎ: a case moves to another section when that one accepts it."""

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.errors import (
    NobodyToAsk,
    NothingPassed,
    PassedToItself,
    PassingPending,
)
from kyoso.engines.casework.models import Case, Passing
from kyoso.engines.casework.states import NotNow
from kyoso.engines.tray.api import Sealed
from tests.people import TAX, section, visiting

pytestmark = pytest.mark.django_db


def offered(sato, **more):
    case = testing.reviewing(by=sato.account, **more)
    casework.offer_case(
        case, to=section(TAX), reason="課税の申請だったため。", by=sato.account
    )
    case.refresh_from_db()
    return case


def test_nothing_moves_before_the_other_section_accepts(procedure, sato, tanaka):
    case = offered(sato)
    assert case.section.slug != TAX
    assert (
        case.receipt_number
        in visiting(tanaka).get("/cases?view=asked").content.decode()
    )
    casework.take_case_over(case, by=tanaka.account)
    case.refresh_from_db()
    assert (case.section.slug, case.assignee) == (TAX, None)


def test_a_paper_that_waits_unopened_goes_along(procedure, sato, tanaka):
    case = offered(sato)
    waiting = Sealed.objects.create(
        receipt_number=case.receipt_number, section=case.section, size=1, content=b"x"
    )
    casework.take_case_over(case, by=tanaka.account)
    waiting.refresh_from_db()
    assert waiting.section.slug == TAX


def test_the_list_counts_and_shows_what_another_section_offers(sato, tanaka, procedure):
    case = offered(sato)
    testing.case(procedure, name="架空 太郎")
    for view, is_there in (("open", True), ("asked", True), ("mine", False)):
        page = visiting(tanaka).get(f"/cases?view={view}")
        shown = [row.case.receipt_number for row in page.context["rows"]]
        assert shown == ([case.receipt_number] if is_there else [])
        counted = {each["title"]: each["count"] for each in page.context["views"]}
        assert (counted["処理中"], counted["自分に回ったもの"]) == (1, 1)
        assert (counted["自分の担当"], counted["すべて"]) == (0, None)
        assert page.context["page"].paginator.count == len(shown)


def test_the_day_of_arrival_and_the_period_stay(procedure, sato, tanaka):
    case = offered(sato)
    before = (case.arrived_at, case.due_on, case.state)
    casework.take_case_over(case, by=tanaka.account)
    case.refresh_from_db()
    assert (case.arrived_at, case.due_on, case.state) == before


def test_the_other_section_declines_with_a_reason(procedure, sato, tanaka):
    case = offered(sato)
    client = visiting(tanaka)
    path = f"/cases/{case.ref}/passing/answer"
    refused = client.post(path, {"edition": case.edition, "answer": "decline"})
    assert refused.status_code == 422
    client.post(
        path,
        {"edition": case.edition, "answer": "decline", "reason": "福祉の申請です。"},
    )
    passing = Passing.objects.get()
    assert (passing.answer, passing.comment) == ("declined", "福祉の申請です。")
    assert client.get(f"/cases/{case.ref}").status_code == 404


def test_an_answered_offer_is_not_answered_again(procedure, sato, tanaka):
    case = offered(sato)
    casework.take_case_over(case, by=tanaka.account)
    with pytest.raises(NothingPassed):
        casework.decline_case(case, reason="やはり。", by=tanaka.account)


def test_the_offering_section_takes_it_back(procedure, sato, tanaka):
    case = offered(sato)
    visiting(sato).post(f"/cases/{case.ref}/passing/end", {"edition": case.edition})
    assert Passing.objects.get().answer == "taken_back"
    assert visiting(tanaka).get(f"/cases/{case.ref}").status_code == 404


def test_a_case_on_its_way_is_not_decided(procedure, sato, tanaka):
    case = offered(sato)
    with pytest.raises(PassingPending):
        casework.propose(case, outcome="grant", terms={"amount": 1}, by=sato.account)
    with pytest.raises(PassingPending):
        casework.offer_case(case, to=section(TAX), reason="もう一度", by=sato.account)


def test_a_drafted_case_stays(procedure, sato, tanaka):
    case = testing.deciding(by=sato.account)
    with pytest.raises(NotNow):
        casework.offer_case(case, to=section(TAX), reason="理由", by=sato.account)


def test_it_goes_to_another_section_with_somebody_in_it(procedure, sato):
    case = testing.reviewing(by=sato.account)
    with pytest.raises(PassedToItself):
        casework.offer_case(case, to=case.section, reason="理由", by=sato.account)
    with pytest.raises(NobodyToAsk):
        casework.offer_case(case, to=section(TAX), reason="理由", by=sato.account)


def test_a_withdrawal_ends_the_offer(procedure, sato, tanaka, hanako):
    case = offered(sato, account=hanako.account)
    casework.withdraw(case, by=hanako.account)
    assert Passing.objects.get().answer == "lapsed"


def test_the_database_refuses_two_open_offers(procedure, sato, tanaka):
    case = offered(sato)
    with pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.create(
            case=case,
            source=case.section,
            target=section(TAX),
            reason="もう一度",
            offered_by=sato.account,
        )


def test_a_deputy_is_somebody_else_and_sees_the_case_as_own(procedure, sato, suzuki):
    case = testing.reviewing(by=sato.account)
    client = visiting(sato)
    path = f"/cases/{case.ref}/assign"
    typed = {"edition": case.edition, "officer": "1001", "deputy": "1001"}
    told = client.post(path, typed, follow=True).content.decode()
    assert "別の職員を選んでください。" in told
    client.post(path, {**typed, "deputy": "1002"})
    assert Case.objects.get(pk=case.pk).deputy == suzuki
    mine = visiting(suzuki).get("/cases?view=mine").content.decode()
    assert case.receipt_number in mine
