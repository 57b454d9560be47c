"""A person at a store's terminal: one fee, one paper, whatever breaks between."""

import pytest

from kyoso.connectors.store_terminals import actions, protocol, testing
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.rules import stage_of
from kyoso.connectors.store_terminals.tests.conftest import CARD, NOON
from kyoso.connectors.store_terminals.wiring import call_for_unheard, end_unpaid
from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock

RECORD = "resident-record"


def the_one():
    return StoreRequest.objects.select_related("order").get()


def test_a_paper_comes_out_and_the_fee_is_booked(terminal, holder):
    terminal.run(CARD, RECORD, copies=2)
    assert len(terminal.papers) == 2
    assert all(one.startswith(b"%PDF") for one in terminal.papers)
    receipt = ledger.Receipt.objects.get()
    assert (receipt.amount, receipt.channel) == (400, "store")
    assert receipt.forward_by > clock.today()
    assert stage_of(the_one()) == "printed"
    assert the_one().order.channel == "store"


@pytest.mark.parametrize("trouble", ["twice", "late"])
def test_what_is_said_again_takes_nothing_twice(terminal, holder, trouble):
    terminal.run(CARD, RECORD, trouble=trouble)
    assert len(terminal.papers) == 1
    assert certification.Certificate.objects.count() == 1
    assert ledger.Receipt.objects.count() == 1
    assert the_one().outcome == "printed"


@pytest.mark.parametrize("trouble", ["tampered", "replayed"])
def test_what_the_centre_did_not_sign_just_now_is_refused(terminal, holder, trouble):
    terminal.run(CARD, RECORD, trouble=trouble)
    assert [status for _, status, _ in terminal.log] == [401]
    assert not StoreRequest.objects.exists()


def test_a_message_that_somebody_echoes_is_taken_once(terminal, holder):
    terminal.run(CARD, RECORD, trouble="echoed")
    assert [status for _, status, _ in terminal.log] == [200, 401]
    assert StoreRequest.objects.count() == 1


def test_a_number_with_another_content_is_refused(terminal, holder):
    terminal.run(CARD, RECORD, trouble="reused")
    assert terminal.log[-1][1] == 409
    assert certification.Order.objects.get().copies == 1


def test_another_sum_is_not_booked(terminal, holder):
    terminal.run(CARD, RECORD, trouble="underpaid")
    assert terminal.log[-1][1:] == (409, '{"error": "store_amount_wrong"}')
    assert not ledger.Receipt.objects.exists()
    assert not certification.Certificate.objects.exists()


@pytest.mark.parametrize("trouble", ["paper_out", "jam"])
def test_a_paper_that_does_not_come_out_waits_for_an_officer(terminal, holder, trouble):
    number = terminal.run(CARD, RECORD, trouble=trouble)
    assert not terminal.papers
    assert stage_of(the_one()) == "failed"
    assert list(StoreRequest.objects.calling()) == [the_one()]
    again = terminal.say("GET", number, "/paper")
    assert again.status == 409
    assert terminal.say("POST", number, "/outcome", {"outcome": "printed"}).told == {
        "number": number,
        "stage": "failed",
    }


def test_a_terminal_that_falls_silent_becomes_a_call(terminal, holder):
    number = terminal.run(CARD, RECORD, trouble="silent")
    call_for_unheard()
    assert the_one().outcome == ""
    with clock.at(NOON + 2 * actions.PATIENCE):
        call_for_unheard()
        call_for_unheard()
        assert the_one().outcome == "no_answer"
        assert terminal.say("GET", number, "/paper").status == 409
        terminal.say("POST", number, "/outcome", {"outcome": "printed"})
    assert the_one().outcome == "printed"


def test_what_nobody_pays_ends_in_its_time(terminal, holder):
    number = terminal.run(CARD, RECORD, trouble="underpaid")
    end_unpaid()
    assert stage_of(the_one()) == "to_pay"
    with clock.at(NOON + actions.UNPAID):
        end_unpaid()
        end_unpaid()
        assert terminal.say("GET", number).told["stage"] == "ended"
    about = the_one().order.about
    assert not payments.dues_about(about).filter(cancelled_at=None)


def test_what_an_officer_holds_does_not_wait_for_who_has_left_the_store(
    terminal, holder
):
    residents_testing.protect(holder)
    number = terminal.run(CARD, RECORD)
    assert terminal.until(number, "examining")["stage"] == "counter"
    with clock.at(NOON + actions.UNPAID):
        end_unpaid()
    assert the_one().order.state == "withdrawn"


def test_a_paid_request_without_a_paper_becomes_a_call_and_is_refunded(
    holder, hanako, shindo
):
    made = testing.to_pay("hanako")
    actions.pay(made, paid=protocol.Paid(200, clock.today()), by=None)
    residents_testing.protect(holder)
    drain()
    assert (testing.fresh(made).order.state, stage_of(the_one())) == ("paid", "counter")
    with clock.at(NOON + actions.PATIENCE):
        end_unpaid()
        call_for_unheard()
    assert list(StoreRequest.objects.calling()) == [the_one()]
    actions.refund(made, why="証明書を作れない", by=shindo.account)
    assert ledger.Refund.objects.get().amount == 200
    assert the_one().order.state == "declined"


def test_a_paper_is_not_fetched_without_end(terminal, holder):
    number = terminal.run(CARD, RECORD, trouble="silent")
    statuses = [terminal.say("GET", number, "/paper").status for _ in range(6)]
    assert statuses == [200] * (actions.MOST_FETCHES - 1) + [409, 409]


def test_everybody_who_needs_a_person_is_told_the_same(
    terminal, holder, hanako, taro, shindo
):
    testing.known(taro, "taro")
    residents_testing.protect(holder)
    told = []
    for subject in ("hanako", "taro", "nobody"):
        number = terminal.run({**CARD, "subject": subject}, RECORD)
        found = terminal.until(number, "examining")
        told.append({**found, "number": ""})
    assert told == [{"number": "", "stage": "counter"}] * 3


def test_what_cannot_be_issued_reads_like_any_other(terminal, holder):
    year = clock.fiscal_year(clock.today())
    certification_testing.an_income(holder, declared="2")
    number = terminal.run(CARD, "income", year=year)
    assert terminal.until(number, "examining")["stage"] == "counter"


def test_children_are_for_the_counter(terminal, holder, hanako):
    type(hanako).objects.update(born_on=clock.today().replace(year=2012))
    terminal.run(CARD, RECORD)
    assert the_one().order is None


def test_taking_it_back_before_the_fee_ends_it(terminal, holder):
    number = terminal.run(CARD, RECORD, trouble="underpaid")
    assert terminal.say("POST", number, "/cancel").told["stage"] == "ended"
    assert terminal.say("POST", number, "/cancel").told["stage"] == "ended"
    about = the_one().order.about
    assert not payments.dues_about(about).filter(cancelled_at=None)


def test_money_for_what_was_taken_back_is_found(terminal, holder):
    number = terminal.run(CARD, RECORD, trouble="underpaid")
    terminal.say("POST", number, "/cancel")
    day = clock.today().isoformat()
    terminal.say("POST", number, "/paid", {"amount": 200, "paid_on": day})
    assert payments.Discrepancy.objects.count() == 1
    assert not certification.Certificate.objects.exists()


def test_after_the_fee_it_is_not_taken_back(terminal, holder):
    number = terminal.run(CARD, RECORD)
    assert terminal.say("POST", number, "/cancel").status == 409


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (NOON, 200),
        (NOON.replace(hour=6, minute=29), 403),
        (NOON.replace(hour=23, minute=0), 403),
        (NOON.replace(month=12, day=30), 403),
        (NOON.replace(month=9, day=30), 403),
    ],
)
def test_it_is_open_within_the_hours_and_from_its_day_on(
    terminal, holder, moment, status
):
    with clock.at(moment):
        terminal.run(CARD, RECORD)
    assert terminal.log[0][1] == status


def test_what_only_an_officer_issues_is_not_given(terminal, holder):
    terminal.run(CARD, "seal")
    assert terminal.log[0][1:] == (403, '{"error": "store_kind_not_given"}')


def test_a_city_that_has_not_introduced_it_says_so(terminal, holder, city):
    told = city.read_text("utf-8").replace("introduced = true", "introduced = false")
    (city.parent / "other").mkdir()
    for one in city.parent.iterdir():
        if one.is_file():
            (city.parent / "other" / one.name).write_bytes(one.read_bytes())
    (city.parent / "other" / "certificates.toml").write_text(told, "utf-8")
    from django.test import override_settings

    with override_settings(CITY_FOLDER=city.parent / "other"):
        terminal.run(CARD, RECORD)
    assert terminal.log[0][1:] == (403, '{"error": "store_not_introduced"}')
