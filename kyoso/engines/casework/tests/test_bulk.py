"""一括処理: each case whole or refused with its sentence, and never twice."""

import re

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.actions import bulk
from kyoso.engines.casework.errors import TooManyAtOnce
from kyoso.engines.casework.models import BulkAct, Case, Note
from tests.people import visiting

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_it_accepts_what_can_be_accepted_and_says_why_not(procedure, sato):
    fresh = testing.case(procedure)
    begun = testing.reviewing(by=sato.account, of=procedure)
    client = visiting(sato)
    ticked = {"act": "accept", "case": [fresh.ref, begun.ref]}
    asked = client.post("/cases/bulk", ticked)
    assert "2件" in text_of(asked)
    assert Case.objects.get(pk=fresh.pk).state == casework.State.RECEIVED
    token = re.search(r'name="token" value="(\w+)"', asked.content.decode())[1]
    result = client.post("/cases/bulk", {**ticked, "token": token}, follow=True)
    assert "1件を終えました" in text_of(result)
    assert "「確認中」のため" in text_of(result)
    assert Case.objects.get(pk=fresh.pk).state == casework.State.REVIEWING


def test_the_same_page_sent_twice_is_done_once(procedure, sato):
    case = testing.case(procedure)
    client = visiting(sato)
    sent = {"act": "note", "case": case.ref, "token": "abc", "text": "まとめて確認。"}
    first = client.post("/cases/bulk", sent)
    second = client.post("/cases/bulk", sent)
    assert first.headers["location"] == second.headers["location"]
    assert Note.objects.count() == 1


def test_it_assigns_many_to_one(procedure, sato, suzuki):
    cases = [testing.case(procedure) for _ in range(3)]
    bulk.carry_out(cases, kind="assign", token="t", by=sato, to=suzuki)
    assert {case.assignee for case in Case.objects.all()} == {suzuki}


def test_a_refused_case_is_left_whole(procedure, sato):
    case = testing.case(procedure)
    act = bulk.carry_out([case], kind="note", token="t", by=sato, text="@だれか を")
    assert act.results.get().refusal.startswith("「@だれか」という職員は")
    assert not Note.objects.exists()
    assert not case.steps.filter(event="noted").exists()


def test_cases_of_another_section_are_not_touched(procedure, sato, tanaka):
    case = testing.case(procedure)
    act = bulk.carry_out([case], kind="accept", token="t", by=tanaka)
    assert act.results.get().refusal
    answer = visiting(tanaka).post(
        "/cases/bulk", {"act": "accept", "case": case.ref, "token": "x"}
    )
    assert answer.status_code == 302
    assert Case.objects.get().state == casework.State.RECEIVED


def test_nobody_else_reads_the_result(procedure, sato, suzuki):
    act = bulk.carry_out([testing.case(procedure)], kind="accept", token="t", by=sato)
    assert visiting(suzuki).get(f"/cases/bulk/{act.ref}").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"act": "delete"}, {"act": "accept"}])
def test_nonsense_does_nothing(procedure, sato, sent):
    answer = visiting(sato).post("/cases/bulk", {**sent, "case": "nope"})
    assert answer.status_code in {302, 404}
    assert not BulkAct.objects.exists()


def test_none_and_too_many_are_refused(procedure, sato):
    with pytest.raises(TooManyAtOnce):
        bulk.carry_out([], kind="accept", token="t", by=sato)
    many = [Case(pk=number) for number in range(1, 52)]
    with pytest.raises(TooManyAtOnce):
        bulk.carry_out(many, kind="accept", token="t", by=sato)


def test_it_prints_each_ticked_case_on_a_sheet(procedure, sato, tanaka):
    cases = [testing.case(procedure) for _ in range(2)]
    asked = {"case": [case.ref for case in cases]}
    page = text_of(visiting(sato).get("/cases/print", asked))
    assert all(case.receipt_number in page for case in cases)
    assert "駅前の1番" in page
    other = text_of(visiting(tanaka).get("/cases/print", asked))
    assert "印刷できない申請があります" in other
    assert cases[0].receipt_number not in other
