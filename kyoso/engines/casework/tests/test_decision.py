"""One decision a case, by somebody else than its drafter, with reasons if refused."""

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors, testing
from kyoso.engines.casework.models import Approval, Case, Decision, Proposal
from kyoso.engines.jobs import testing as jobs_testing
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.api import Message
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from tests.people import visiting

pytestmark = pytest.mark.django_db


def test_it_decides_when_the_route_is_complete(procedure, sato, suzuki):
    decision = testing.decided(by=sato.account, approver=suzuki.account)
    case = decision.case
    case.refresh_from_db()
    assert case.state == casework.State.COMPLETED
    assert case.outcome == "grant"
    assert case.kept_period is True
    assert decision.notice.number


def test_it_sends_the_notice_by_post_with_its_pdf(
    procedure, sato, suzuki, settings, tmp_path
):
    testing.decided(by=sato.account, approver=suzuki.account)
    jobs_testing.drain()
    letter = Message.objects.get(template="casework.decided")
    assert letter.route == Message.Route.POST
    assert letter.files.get().kind == "pdf"


def test_it_refuses_the_drafter_as_approver(procedure, sato, suzuki):
    case = testing.deciding(by=suzuki.account)
    with pytest.raises(errors.DrafterCannotApprove):
        casework.approve(case, by=suzuki.account)
    assert not Decision.objects.exists()


def test_the_database_refuses_the_drafter_too(procedure, suzuki):
    case = testing.deciding(by=suzuki.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(proposal__case=case).update(
            approved_at=case.arrived_at, approved_by=suzuki.account
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(case=case).update(
            state="approved", ended_at=case.arrived_at, ended_by=suzuki.account
        )


def test_it_refuses_an_approver_without_the_permission(procedure, sato, tanaka):
    case = testing.deciding(by=sato.account)
    for stranger in (tanaka,):
        with pytest.raises(errors.NotYourTurn):
            casework.approve(case, by=stranger.account)


def test_it_asks_for_reasons_when_it_refuses(procedure, sato):
    case = testing.reviewing(by=sato.account)
    with pytest.raises(errors.ReasonsMissing) as refusal:
        casework.propose(case, outcome="refuse", by=sato.account)
    assert "行政手続条例" in refusal.value.sentence


def test_the_database_refuses_a_refusal_without_reasons(procedure, sato, suzuki):
    decision = testing.decided(
        by=sato.account, approver=suzuki.account, outcome="refuse"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(reasons="")


def test_a_rejection_is_a_decision_too(procedure, sato, suzuki):
    decision = testing.decided(
        by=sato.account, approver=suzuki.account, outcome="reject"
    )
    decision.case.refresh_from_db()
    assert decision.case.state == casework.State.REJECTED


def test_it_decides_once_when_approved_twice(procedure, sato, suzuki):
    case = testing.deciding(by=sato.account)
    casework.approve(case, by=suzuki.account)
    with pytest.raises(casework.NotNow):
        casework.approve(case, by=suzuki.account)
    with pytest.raises(errors.AlreadyDecided):
        casework.decide(case, by=suzuki.account)
    assert Decision.objects.count() == 1


def test_the_database_holds_one_decision_a_case(procedure, sato, suzuki):
    decision = testing.decided(by=sato.account, approver=suzuki.account)
    decision.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)


def test_it_sends_back_with_a_comment_and_can_be_proposed_again(
    procedure, sato, suzuki
):
    case = testing.deciding(by=sato.account)
    with pytest.raises(errors.CommentNeeded):
        casework.send_back(case, comment="", by=suzuki.account)
    casework.send_back(case, comment="金額を確認してください。", by=suzuki.account)
    proposal = casework.propose(
        case, outcome="grant", terms={"amount": "9,000円"}, by=sato.account
    )
    assert proposal.number == 2
    assert proposal.terms == {"amount": 9000}


def test_only_the_drafter_pulls_back(procedure, sato, suzuki):
    case = testing.deciding(by=sato.account)
    with pytest.raises(errors.NotTheDrafter):
        casework.pull_back(case, by=suzuki.account)
    casework.pull_back(case, by=sato.account)
    case.refresh_from_db()
    assert case.state == casework.State.REVIEWING


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        ("", errors.TermMissing),
        ("たくさん", errors.TermNotANumber),
        ("-5", errors.TermNotANumber),
        ("30001", errors.TermTooLarge),
    ],
)
def test_it_refuses_an_impossible_amount(procedure, sato, amount, refusal):
    case = testing.reviewing(by=sato.account)
    with pytest.raises(refusal):
        casework.propose(
            case, outcome="grant", terms={"amount": amount}, by=sato.account
        )


def test_it_walks_a_route_of_two_steps(care_section, sato, suzuki):
    procedure = testing.procedure(route=[{"title": "課長補佐"}, {"title": "課長"}])
    case = testing.deciding(of=procedure, by=sato.account)
    assert casework.approve(case, by=suzuki.account) is None
    case.refresh_from_db()
    assert case.state == casework.State.DECIDING
    with pytest.raises(errors.ApprovalMissing):
        casework.decide(case, by=suzuki.account)
    with pytest.raises(errors.ApprovedAlready):
        casework.approve(case, by=suzuki.account)


def test_it_says_who_was_faster(procedure, sato, suzuki):
    case = testing.case(procedure)
    casework.accept(case, by=sato.account, edition=1)
    with pytest.raises(errors.CaseChanged) as refusal:
        casework.accept(case, by=suzuki.account, edition=1)
    assert "佐藤" in refusal.value.sentence


def test_nothing_is_half_decided_when_the_notice_cannot_be_issued(
    procedure, sato, suzuki, care_section
):
    case = testing.deciding(by=sato.account)
    care_section.document_symbol = ""
    care_section.save()
    with pytest.raises(Refusal):
        casework.approve(case, by=suzuki.account)
    case.refresh_from_db()
    assert case.state == casework.State.DECIDING
    assert not Decision.objects.exists()
    assert not Approval.objects.exclude(approved_at=None).exists()


def test_a_notice_without_a_route_stays_with_the_section(procedure, sato, suzuki):
    testing.decided(by=sato.account, approver=suzuki.account, address="")
    jobs_testing.drain()
    assert not Message.objects.exists()
    assert Entry.objects.filter(event="casework.notice_has_no_route").exists()
    page = visiting(sato).get(f"/cases/{Case.objects.get().ref}").content.decode()
    assert "通知書の送り先がありません。" in page


def test_the_day_of_dispatch_reaches_the_decision(procedure, sato, suzuki):
    decision = testing.decided(by=sato.account, approver=suzuki.account)
    jobs_testing.drain()
    letter = Message.objects.get()
    batch = messaging.make_batch([letter], section=letter.section, by=sato.account)
    messaging.dispatch(batch, by=sato.account, on=clock.today())
    decision.refresh_from_db()
    assert decision.dispatched_on == clock.today()
