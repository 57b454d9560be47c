"""From the decision to the last yen: the ledger, the round and the grant agree."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from kyoso.engines.casework import api as casework
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.messaging import api as messaging
from kyoso.kernel import clock
from kyoso.region.grants import checks, errors, testing
from kyoso.region.grants.actions import motions, paying, reporting
from kyoso.region.grants.models import Grant, Motion, Round, Step
from kyoso.region.grants.stages import Stage, StageForbids

pytestmark = pytest.mark.django_db
Kind = Motion.Kind


@pytest.fixture
def officers(sato, suzuki):
    return {"by": sato.account, "approver": suzuki.account}


def borne(grant):
    """Return what line, allotment and round bear for the only grant there is."""
    grant.refresh_from_db()
    if grant.allotment is not None:
        grant.allotment.refresh_from_db()
    held = Round.objects.get(pk=grant.round_id)
    return held.line.committed, grant.bears, held.committed


def test_filing_opens_the_grant_with_what_the_rule_gives(programme, hanako):
    grant = testing.applied(account=hanako.account)
    assert (grant.stage, grant.asked) == (Stage.APPLIED, testing.CAP)
    assert borne(grant) == (0, 0, 0)


def test_the_decision_promises_the_money_in_line_and_round(programme, officers):
    grant = testing.granted(**officers)
    assert grant.stage == Stage.GRANTED
    assert borne(grant) == (10_000, 10_000, 10_000)
    assert grant.allotment.about == f"grants:{grant.ref}"
    assert grant.report_due_on == min(
        clock.today() + dt.timedelta(days=30),
        dt.date(clock.fiscal_year(clock.today()) + 1, 3, 31),
    )


def test_a_decision_beyond_the_budget_does_not_happen(officers, db):
    testing.programme(budget=9_000)
    grant = testing.proposed(by=officers["by"])
    with pytest.raises(ledger.BudgetShort):
        casework.approve(grant.case, by=officers["approver"])
    grant.refresh_from_db()
    assert grant.stage == Stage.APPLIED
    assert not casework.Decision.objects.exists()


def test_a_decision_beyond_the_round_does_not_happen(officers, db):
    rounds = testing.content()["rounds"]
    rounds[0]["ceiling"] = 9_000
    testing.programme(rounds=rounds)
    grant = testing.proposed(by=officers["by"])
    with pytest.raises(errors.RoundShort, match="9,000円"):
        casework.approve(grant.case, by=officers["approver"])
    assert borne(grant) == (0, 0, 0)
    assert not ledger.Allotment.objects.exists()


def test_no_more_than_the_rule_gives_is_even_drafted(programme, officers):
    with pytest.raises(errors.AmountAboveRule, match="10,000円"):
        testing.proposed(by=officers["by"], amount=10_001)
    assert not casework.Proposal.objects.exists()


def test_settling_gives_the_rest_back(programme, officers):
    grant = testing.settled(**officers)
    assert (grant.stage, grant.settled) == (Stage.SETTLED, 9_500)
    assert borne(grant) == (9_500, 9_500, 9_500)


def test_the_paper_of_the_settled_amount_has_a_number_and_reaches_the_person(
    programme, officers, hanako
):
    grant = testing.settled(account=hanako.account, **officers)
    drain()
    paper = grant.motions.get().paper
    paper.refresh_from_db()
    assert paper.number.endswith("号")
    assert paper.file is not None
    assert "9,500円" in str(paper.content["items"])
    sent = messaging.Message.objects.get(template="grants.paper")
    assert sent.about == grant.ref
    assert list(sent.files.all()) == [paper.file]


def test_the_applicant_cannot_be_paid_twice(programme, officers):
    grant = testing.settled(**officers)
    paying.order(grant, by=officers["by"])
    with pytest.raises(StageForbids):
        paying.order(grant, by=officers["by"])
    assert ledger.SpendingOrder.objects.get().amount == 9_500


def test_the_payment_is_heard_from_the_financial_system(programme, officers, ota):
    grant = testing.settled(**officers)
    order = paying.order(grant, by=officers["by"])
    today = clock.today().isoformat()
    text = f"支出命令番号,支払日,支払額\r\n{order.ref},{today},9500\r\n"
    for name in ("kekka.csv", "mata.csv"):
        ledger.take_results("orders", name=name, content=text.encode(), by=ota.account)
    grant.refresh_from_db()
    assert grant.stage == Stage.PAID
    assert grant.steps.filter(act="pay").count() == 1


def test_a_return_brings_the_money_back_and_ends(programme, officers):
    grant = testing.returning(**officers)
    assert (grant.stage, grant.to_return) == (Stage.RETURNING, 5_000)
    assert borne(grant) == (9_500, 9_500, 9_500)
    with pytest.raises(errors.ReturnTooMuch, match="5,000円"):
        paying.take_back(grant, amount=5_001, on=clock.today(), by=officers["by"])
    paying.take_back(grant, amount=2_000, on=clock.today(), by=officers["by"])
    grant.refresh_from_db()
    assert grant.stage == Stage.RETURNING
    paying.take_back(grant, amount=3_000, on=clock.today(), by=officers["by"])
    assert borne(grant) == (4_500, 4_500, 4_500)
    assert grant.stage == Stage.RETURNED


def test_a_change_moves_the_promise_to_the_new_amount(programme, officers):
    grant = testing.granted(**officers)
    motion = motions.draft(
        grant, kind=Kind.CHANGE, amount=6_000, reason="計画の縮小", by=officers["by"]
    )
    assert borne(grant) == (10_000, 10_000, 10_000)
    motions.confirm(motion, by=officers["approver"])
    assert borne(grant) == (6_000, 6_000, 6_000)
    assert (grant.granted, grant.stage) == (6_000, Stage.GRANTED)


def test_a_revoked_decision_gives_everything_back(programme, officers):
    grant = testing.granted(**officers)
    motion = motions.draft(grant, kind=Kind.REVOKE, reason="辞退", by=officers["by"])
    motions.confirm(motion, by=officers["approver"])
    assert borne(grant) == (0, 0, 0)
    assert grant.stage == Stage.REVOKED


def test_who_drafts_does_not_confirm(programme, officers):
    grant = testing.granted(**officers)
    motion = motions.draft(grant, kind=Kind.REVOKE, reason="辞退", by=officers["by"])
    with pytest.raises(errors.DrafterCannotConfirm):
        motions.confirm(motion, by=officers["by"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.filter(pk=motion.pk).update(
            state="confirmed", ended_at=clock.now(), ended_by=officers["by"]
        )
    with pytest.raises(errors.MotionPending):
        motions.draft(grant, kind=Kind.REVOKE, reason="辞退", by=officers["by"])


def test_a_confirmed_motion_is_not_confirmed_again(programme, officers, tanaka):
    grant = testing.granted(**officers)
    motion = motions.draft(grant, kind=Kind.REVOKE, reason="辞退", by=officers["by"])
    motions.confirm(motion, by=officers["approver"])
    with pytest.raises(errors.MotionEnded):
        motions.confirm(motion, by=tanaka.account)


def test_without_an_accepted_report_nothing_is_settled(programme, officers):
    grant = testing.reported(**officers)
    with pytest.raises(errors.ReportMissing):
        motions.draft(grant, kind=Kind.SETTLE, by=officers["by"])


def test_a_programme_without_report_settles_with_the_decision(officers, db):
    report = {"needed": False, "source": testing.PROPOSAL, "verified": False}
    testing.programme(report=report)
    grant = testing.granted(**officers)
    assert (grant.stage, grant.settled) == (Stage.SETTLED, 10_000)
    assert grant.allotment.state == "settled"


def test_the_database_refuses_what_no_action_does(programme, officers):
    grant = testing.granted(**officers)
    for change in (
        {"settled": 10_001},
        {"allotment": None},
        {"stage": "settled"},
        {"ordered": 1},
        {"to_return": 1},
        {"bears": 200_000, "granted": 200_000},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(grant=grant).update(text="書きかえ")


def test_the_start_is_refused_where_a_trigger_is_missing(programme):
    assert checks.rounds_are_kept(databases=["default"]) == []
    with connection.cursor() as cursor:
        on = " ON grants_step" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER grants_step_is_kept{on}")
    assert [one.id for one in checks.rounds_are_kept(databases=["default"])] == [
        "grants.E001"
    ]


def test_the_same_report_sent_twice_is_one(programme, officers):
    grant = testing.granted(**officers)
    sent = [
        reporting.report(
            grant, told=testing.told(), files=[], token="t", by=officers["by"]
        )
        for _ in range(2)
    ]
    assert sent[0].pk == sent[1].pk
    with pytest.raises(errors.ReportNotOwed):
        reporting.report(
            grant, told=testing.told(), files=[], token="u", by=officers["by"]
        )


def test_a_returned_report_is_followed_by_another(programme, officers):
    grant = testing.reported(**officers)
    with pytest.raises(errors.ReasonMissing):
        reporting.send_back(grant, comment=" ", by=officers["by"])
    reporting.send_back(grant, comment="領収書がありません。", by=officers["by"])
    grant.refresh_from_db()
    assert grant.stage == Stage.GRANTED
    again = reporting.report(
        grant, told=testing.told(), files=[], token="again", by=officers["by"]
    )
    assert again.number == 2
