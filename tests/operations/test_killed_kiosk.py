"""kill -9 at each step between the fee and the paper at a terminal.

Whoever was killed begins again: one fee, one certificate, one paper; and what a
printer died with is an officer's to decide.
"""

import datetime as dt
import itertools

import pytest

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import PrintJob, PrintTry
from kyoso.citizens.kiosk.waiting import call_for_lost
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.media import testing as media_testing
from kyoso.engines.payments import api as payments
from kyoso.kernel import clock
from tests.operations import dying

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
State = PrintJob.State


@pytest.fixture(autouse=True)
def city(settings, tmp_path, hanako, shindo):
    """A store and a signature of this test alone; Hanako's card is compared."""
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    certification_testing.a_holder(hanako, by=shindo)
    certification_testing.a_revenue_line()
    with clock.at(testing.an_open_moment()):
        yield


@pytest.fixture
def device(shindo):
    return testing.a_device(shindo)[0]


def test_a_death_while_asking_makes_one_job(hanako, device):
    for step in itertools.count(1):
        token = f"kiosk-{step}"

        def ask(token=token):
            return testing.asked(hanako, device, token=token)

        was_killed = dying.is_killed(ask, at=step)
        job = ask()
        assert PrintJob.objects.filter(order__token=token).count() == 1
        printing.withdraw(job, by=hanako.account)
        if not was_killed:
            break
    assert step > 3, "Nobody died."


def test_a_death_while_paying_takes_the_fee_once_and_ends_in_a_paper(
    hanako, device, ota
):
    for step in itertools.count(1):
        job = testing.to_pay(hanako, device)
        due = payments.dues_about(job.order.about).get()

        def pay(due=due, token=job.ref):
            return payments.take_at_counter(
                due, amount=300, token=token, by=ota.account
            )

        was_killed = dying.is_killed(pay, at=step)
        pay()
        assert ledger.Receipt.objects.filter(due=due).count() == 1
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    drain()
    waiting = PrintJob.objects.filter(state=State.WAITING)
    assert waiting.count() == PrintJob.objects.count() == step
    assert all(job.order.certificates.count() == 1 for job in waiting)


def test_a_death_while_the_paper_is_told_ready_leaves_it_waiting(hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    for step in itertools.count(1):
        PrintJob.objects.filter(pk=job.pk).update(state=State.ASKED)

        def note():
            return printing.note_ready(job.order, by=None)

        was_killed = dying.is_killed(note, at=step)
        note()
        assert testing.fresh(job).state == State.WAITING
        if not was_killed:
            break
    assert step > 2, "Nobody died."


def test_a_death_while_pressing_prints_once(hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    for step in itertools.count(1):

        def press():
            return printing.begin(job, device=device, by=hanako.account)

        was_killed = dying.is_killed(press, at=step)
        press()
        assert PrintTry.objects.filter(job=job).count() == 1
        if not was_killed:
            break
        PrintTry.objects.filter(job=job).delete()
        PrintJob.objects.filter(pk=job.pk).update(state=State.WAITING)
    assert step > 3, "Nobody died."


def test_a_death_while_the_printer_takes_it_hands_it_out_once_at_most(
    hanako, device, ota
):
    job = testing.waiting(hanako, device, ota=ota)
    printing.begin(job, device=device, by=hanako.account)
    for step in itertools.count(1):

        def take():
            return printing.take(device, by=None)

        was_killed = dying.is_killed(take, at=step)
        handed = take()
        if handed is None:
            # The dead one had it: nobody gets it again, an officer is called.
            later = testing.an_open_moment() + dt.timedelta(minutes=10)
            with clock.at(later):
                call_for_lost()
            assert testing.fresh(job).state == State.FAILED
            assert take() is None
        if not was_killed:
            break
        PrintTry.objects.filter(job=job).update(
            state="sent", reason="", taken=None, told=None
        )
        PrintJob.objects.filter(pk=job.pk).update(state=State.PRINTING)
    assert step > 3, "Nobody died."


def test_a_death_while_the_printer_tells_is_told_again(hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    printing.begin(job, device=device, by=hanako.account)
    taken = printing.take(device, by=None)
    for step in itertools.count(1):

        def tell():
            return printing.tell(taken, outcome="printed", by=None)

        was_killed = dying.is_killed(tell, at=step)
        tell()
        assert testing.fresh(job).state == State.PRINTED
        assert PrintTry.objects.get().state == "printed"
        if not was_killed:
            break
        PrintTry.objects.update(state="taken", told=None)
        PrintJob.objects.update(state=State.PRINTING)
    assert step > 3, "Nobody died."


def test_a_death_while_refunding_proposes_once(hanako, device, ota, shindo):
    for step in itertools.count(1):
        job = testing.failed(hanako, device, ota=ota)

        def back(job=job):
            return printing.refund(job, why="故障", by=shindo.account)

        was_killed = dying.is_killed(back, at=step)
        if testing.fresh(job).state == State.FAILED:
            back()
        refunds = ledger.Refund.objects.filter(due__about=job.order.about)
        assert refunds.count() == 1
        assert testing.fresh(job).state == State.CLOSED
        if not was_killed:
            break
    assert step > 5, "Nobody died."
