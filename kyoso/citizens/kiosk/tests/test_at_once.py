"""Several at once at one terminal: presses, printers, officers; one paper."""

import pytest

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import PrintTry
from kyoso.citizens.kiosk.tests.conftest import NOON
from kyoso.engines.ledger import api as ledger
from kyoso.kernel import clock
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_noon(act):
    """Return an act that a thread of its own does at noon, like the test."""

    def run():
        with clock.at(NOON):
            return act()

    return run


@pytest.fixture
def job(hanako, holder, device, ota):
    return testing.waiting(hanako, device, ota=ota)


def test_presses_at_the_same_moment_print_once(job, device, hanako):
    at_once(
        *[
            at_noon(lambda: printing.begin(job, device=device, by=hanako.account))
            for _press in range(6)
        ]
    )
    assert PrintTry.objects.count() == 1


def test_printers_with_one_key_get_it_once(job, device, hanako):
    printing.begin(job, device=device, by=hanako.account)
    handed = at_once(*[lambda: printing.take(device, by=None) for _one in range(6)])
    assert len([one for one in handed if isinstance(one, PrintTry)]) == 1


def test_officers_who_decide_at_once_decide_one_thing(
    hanako, holder, device, ota, shindo
):
    job = testing.failed(hanako, device, ota=ota)
    by = shindo.account
    at_once(
        lambda: printing.print_again(job, device=device, why="直した", by=by),
        lambda: printing.refund(job, why="故障", by=by),
        lambda: printing.close(job, why="渡した", by=by),
        lambda: printing.refund(job, why="故障", by=by),
    )
    job = testing.fresh(job)
    assert ledger.Refund.objects.count() == job.why.startswith("返金")
    assert PrintTry.objects.count() == 1 + (job.state == "printing")


def test_one_request_sent_at_once_makes_one_job(device, hanako, holder):
    at_once(
        *[
            at_noon(lambda: testing.asked(hanako, device, token="same"))
            for _time in range(4)
        ]
    )
    assert job_count() == 1


def job_count():
    return testing.PrintJob.objects.count()
