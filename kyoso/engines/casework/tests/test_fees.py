"""手数料: a case raises what its answers cost, once, and nothing is granted unpaid."""

import pytest
from django.core import mail

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import fees, testing
from kyoso.engines.casework.actions import charging
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import testing as ledger_testing
from kyoso.engines.messaging.api import Message
from kyoso.engines.payments import api as payments
from tests import people as cast

pytestmark = pytest.mark.django_db
FEE = {
    "lines": [
        {
            "label": "花壇の審査",
            "each": 300,
            "source": "架空の手数料条例",
            "verified": False,
        },
        {
            "label": "費用の助成の審査",
            "each": 200,
            "when": {"question": "has_cost", "is": True},
            "source": "架空の手数料条例",
            "verified": False,
        },
    ]
}


def content(**charge):
    made = testing.content(
        charge={
            "revenue": "14-02-01-01",
            "pay_within": 14,
            "source": "架空の予算",
            "verified": False,
            **charge,
        }
    )
    made["form"]["fee"] = FEE
    return made


def with_fee(**charge):
    return casework.load(casework.check(content(**charge)), by=None)


@pytest.fixture
def heading(care_section):
    return ledger_testing.make_line(care_section, code="14-02-01-01", side="revenue")


@pytest.fixture
def procedure(care_section, heading):
    return with_fee()


def due_of(case):
    return fees.due_of(case)


def take(due, by):
    return payments.take_at_counter(
        due, amount=due.amount, token=due.ref, by=by.account
    )


def test_what_the_answers_cost_is_raised_on_arrival(procedure, hanako):
    case = testing.case(procedure, account=hanako.account)
    due = due_of(case)
    assert (due.amount, due.debtor, due.payer_name) == (
        500,
        hanako.account,
        "能代 花子",
    )
    assert due.title["ja"] == "まちの花壇の利用申込みの手数料"


def test_a_lawful_application_that_lacks_an_answer_raises_nothing_yet(procedure):
    given = testing.answers(has_cost=None)
    case = testing.case(procedure, given=given)
    assert due_of(case).amount == 300


def test_a_procedure_without_a_charge_asks_for_nothing(
    care_section, django_assert_num_queries
):
    case = testing.case(testing.procedure())
    with django_assert_num_queries(0):
        assert fees.standing_of(case, case.submissions.model()) is None


def test_the_same_application_twice_is_charged_once(procedure):
    first = testing.case(procedure, token="t")
    second = testing.case(procedure, token="t")
    assert first.pk == second.pk
    assert payments.dues_about(fees.about(first)).count() == 1


def test_an_application_is_taken_though_the_budget_has_no_heading(care_section, sato):
    procedure = with_fee()
    case = casework.accept(testing.case(procedure), by=sato.account)
    assert due_of(case) is None
    with pytest.raises(fees.HeadingUnknown):
        charging.charge(case, by=sato.account)
    page = cast.visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "調定していません" in page
    ledger_testing.make_line(care_section, code="14-02-01-01", side="revenue")
    cast.visiting(sato).post(f"/cases/{case.ref}/charge")
    assert due_of(case).amount == 500


def test_a_correction_that_changes_the_fee_raises_it_anew(procedure, sato):
    case = testing.correcting(of=procedure, by=sato.account, question="has_cost")
    first = due_of(case)
    casework.answer_correction(
        case, answers={"has_cost": {"typed": False, "value": False}}, files=[], by=None
    )
    first.refresh_from_db()
    assert first.cancelled_at
    assert due_of(case).amount == 300


def test_a_fee_that_has_come_is_left_to_the_officers(procedure, sato, ota):
    case = testing.correcting(of=procedure, by=sato.account, question="has_cost")
    take(due_of(case), ota)
    casework.answer_correction(
        case, answers={"has_cost": {"typed": False, "value": False}}, files=[], by=None
    )
    assert due_of(case).amount == 500
    page = cast.visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "答えから計算した額と、調定した額が違います。" in page
    said = cast.visiting(sato).post(f"/cases/{case.ref}/charge", follow=True)
    assert "もう500円が納められています" in said.content.decode()


def test_a_withdrawn_application_owes_nothing(procedure):
    case = testing.case(procedure)
    due = due_of(case)
    casework.withdraw(case, by=None)
    due.refresh_from_db()
    assert due.cancelled_at
    assert due.cancelled_by is None


def test_an_application_that_was_withdrawn_is_charged_by_nobody(procedure, sato):
    case = testing.case(procedure)
    casework.withdraw(case, by=None)
    answer = cast.visiting(sato).post(f"/cases/{case.ref}/charge", follow=True)
    assert "もう終わっているため" in answer.content.decode()
    assert due_of(case) is None


def test_what_came_for_a_withdrawn_application_stays_until_somebody_decides(
    procedure, ota
):
    case = testing.case(procedure)
    due = due_of(case)
    take(due, ota)
    casework.withdraw(case, by=None)
    due.refresh_from_db()
    assert due.is_paid


def test_nothing_is_granted_before_the_fee_has_come(care_section, heading, sato, ota):
    procedure = with_fee(before_decision=True)
    case = testing.reviewing(of=procedure, by=sato.account)
    with pytest.raises(fees.FeeUnpaid):
        casework.propose(case, outcome="grant", terms={"amount": 1000}, by=sato.account)
    take(due_of(case), ota)
    assert casework.propose(
        case, outcome="grant", terms={"amount": 1000}, by=sato.account
    )


def test_it_can_be_refused_unpaid(care_section, heading, sato):
    procedure = with_fee(before_decision=True)
    case = testing.reviewing(of=procedure, by=sato.account)
    assert casework.propose(
        case, outcome="refuse", reasons="手数料が納められないため。", by=sato.account
    )


def test_where_the_fee_may_come_later_it_is_granted(procedure, sato):
    case = testing.reviewing(of=procedure, by=sato.account)
    assert casework.propose(
        case, outcome="grant", terms={"amount": 1000}, by=sato.account
    )


def test_the_receipt_and_the_mail_lead_to_paying(procedure, hanako):
    case = testing.case(
        procedure,
        account=hanako.account,
        email="hanako@example.jp",
        electronic=True,
    )
    client = cast.visiting(hanako)
    for path in (f"/applications/{case.ref}/receipt/", f"/applications/{case.ref}/"):
        page = client.get(path).content.decode()
        assert "500円" in page
        assert f"/pay/{due_of(case).ref}" in page
    drain()
    assert "手数料は500円です。" in mail.outbox[0].body
    assert Message.objects.count() == 1


def test_the_bill_leads_back_to_the_application(procedure, hanako, ota):
    case = testing.case(procedure, account=hanako.account)
    due = due_of(case)
    page = cast.visiting(hanako).get(f"/pay/{due.ref}").content.decode()
    assert case.receipt_number in page
    desk = cast.visiting(ota).get(f"/dues/{due.ref}").content.decode()
    assert case.receipt_number in desk


def test_the_desk_sees_whether_it_has_come(procedure, sato, ota):
    case = testing.reviewing(of=procedure, by=sato.account)
    page = cast.visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "500円" in page
    assert due_of(case).code in page
    take(due_of(case), ota)
    page = cast.visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "支払い済み" in page or "納付済み" in page


WRONG = [
    ("charge", {"revenue": "手数料", "pay_within": 14}, "款-項-目-節"),
    ("charge", {"revenue": "14-02-01-01", "pay_within": 0}, "1から365"),
    ("charge", None, "[procedure.charge]"),
]


@pytest.mark.parametrize(("key", "value", "said"), WRONG, ids=str)
def test_a_wrong_charge_gets_a_sentence(key, value, said):
    made = content()
    made["procedure"].pop(key)
    if value is not None:
        made["procedure"][key] = value | {"source": "架空", "verified": False}
    faults = casework.faults_of(made)
    assert any(said in remedy for _place, remedy in faults)


def test_a_charge_without_a_computed_fee_gets_a_sentence():
    made = content()
    del made["form"]["fee"]
    assert any("[form.fee]" in remedy for _place, remedy in casework.faults_of(made))
