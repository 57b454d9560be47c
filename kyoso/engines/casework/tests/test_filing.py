"""An application arrives once, whole, and only where it may."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors, testing
from kyoso.engines.casework.actions import filing
from kyoso.engines.casework.models import Case, Step, Submission
from kyoso.engines.messaging.api import Message
from kyoso.kernel import clock


def test_it_gives_a_receipt_number_and_a_due_day(procedure):
    with clock.at(dt.datetime(2026, 11, 20, 20, 0, tzinfo=clock.CITY)):
        case = testing.case(procedure)
    assert case.receipt_number.startswith("2026-")
    assert case.state == casework.State.RECEIVED
    # Ten open days after Friday the 20th, the 23rd being a holiday.
    assert case.due_on == dt.date(2026, 12, 7)


def test_it_files_the_same_token_once(procedure):
    first = testing.case(procedure, token="the-same")
    second = testing.case(procedure, token="the-same")
    assert first == second
    assert Case.objects.count() == Submission.objects.count() == 1
    assert Step.objects.count() == 1


def test_it_refuses_a_token_of_another_procedure(procedure):
    testing.case(procedure, token="the-same")
    other = testing.procedure(slug="other")
    with pytest.raises(errors.TokenOfAnother):
        testing.case(other, token="the-same")


def test_it_writes_an_audit_row_with_the_person(procedure, hanako):
    case = testing.case(procedure, account=hanako.account)
    entry = Entry.objects.get(event="casework.filed")
    assert entry.person == hanako.account.ref
    assert entry.reason == case.ref


@pytest.mark.parametrize("state", ["preparing", "hidden", "closed"])
def test_it_refuses_a_procedure_that_is_not_live(procedure, state):
    closed = testing.procedure(slug="closed", state=state)
    with pytest.raises(errors.NotOpen) as refusal:
        testing.case(closed)
    assert closed.section.name in refusal.value.sentence


def test_it_keeps_nothing_when_a_receiver_fails(procedure):
    def fail(**_):
        raise RuntimeError

    casework.case_filed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            testing.case(procedure)
    finally:
        casework.case_filed.disconnect(fail)
    assert not Case.objects.exists()
    assert not Entry.objects.filter(event="casework.filed").exists()


def test_it_confirms_by_mail_only_where_chosen(procedure):
    testing.case(procedure, email="hanako@example.jp")
    assert not Message.objects.exists()
    case = testing.case(procedure, email="hanako@example.jp", electronic=True)
    mail = Message.objects.get()
    assert case.receipt_number in mail.text
    assert mail.route == Message.Route.MAIL


def test_a_mail_address_that_nobody_takes_costs_no_application(procedure):
    case = testing.case(procedure, email="hanako@@example", electronic=True)
    assert Case.objects.get() == case
    assert not Message.objects.exists()


def test_two_receipt_numbers_alike_are_drawn_anew_and_nothing_else_is_done_twice(
    procedure, monkeypatch
):
    taken = testing.case(procedure).receipt_number
    drawn = iter([taken, taken, "2026-AAAA-BBBB"])
    monkeypatch.setattr(filing, "new_receipt_number", lambda _year: next(drawn))
    told = []

    def hear(case, **_told):
        told.append(case.receipt_number)

    casework.case_filed.connect(hear)
    try:
        case = testing.case(procedure, email="hanako@example.jp", electronic=True)
    finally:
        casework.case_filed.disconnect(hear)
    assert case.receipt_number == "2026-AAAA-BBBB"
    assert told == ["2026-AAAA-BBBB"]
    assert Message.objects.count() == 1
    assert Submission.objects.filter(case=case).count() == 1


def test_a_fault_after_the_row_is_not_taken_for_a_number_alike(procedure):
    """What a receiver breaks is not tried again: it would be done twice."""
    calls = []

    def fail(**_told):
        calls.append(1)
        raise IntegrityError("Not about the case.")

    casework.case_filed.connect(fail)
    try:
        with pytest.raises(IntegrityError, match="Not about"), transaction.atomic():
            testing.case(procedure)
    finally:
        casework.case_filed.disconnect(fail)
    assert (len(calls), Case.objects.count()) == (1, 0)
