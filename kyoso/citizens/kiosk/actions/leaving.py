"""置いていかれた申請: what somebody who left, or a power cut, leaves neither paid nor begun."""

from django.db import transaction

from kyoso.citizens.kiosk.actions.printing import withdraw
from kyoso.citizens.kiosk.models import PrintJob, PrintJobQuerySet
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.kernel.errors import Refusal


@transaction.atomic
def leave_behind(account: Account, *, by: Account) -> int:
    """Take back what somebody who left the screen has neither paid nor begun to pay.

    Return how many. What waits for an officer or for a company's answer stays.
    """
    return _withdrawn(
        PrintJob.objects.of(account).filter(
            state=PrintJob.State.ASKED,
            order__state__in=(
                certification.State.EXAMINING,
                certification.State.TO_PAY,
            ),
        ),
        by=by,
    )


@transaction.atomic
def end_left(*, by: Account | None) -> int:
    """Take back what nobody paid in its time (``rules().left``); return how many.

    Done twice it does no harm.
    """
    return _withdrawn(PrintJob.objects.left(), by=by)


def _withdrawn(jobs: PrintJobQuerySet, *, by: Account | None) -> int:
    count = 0
    for job in jobs.select_related("order__requested_by"):
        if _is_being_paid(job):
            continue
        try:
            # Whoever left it there ended it by leaving.
            withdraw(job, by=by or job.order.account)
        except Refusal:
            # Paid or examined at this very moment: it goes its way.
            continue
        count += 1
    return count


def _is_being_paid(job: PrintJob) -> bool:
    dues = payments.dues_about(job.order.about).filter(cancelled_at=None)
    return any(due.attempts.live().exists() for due in dues)
