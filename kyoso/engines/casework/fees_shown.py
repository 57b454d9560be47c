"""Beside a bill that is a fee: the application for which it is paid."""

from django.utils.translation import gettext as _

from kyoso.engines.casework import fees
from kyoso.engines.casework.addresses import public_link
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.kernel import doors


def way(due: payments.Due, payer: Account | None) -> payments.Way | None:
    """Lead the applicant back to the application."""
    case = fees.case_of(due)
    if case is None:
        return None
    return payments.Way(
        _("この手数料の申請"),
        _("受付番号は{number}です。").format(number=case.receipt_number),
        _("この申請の状況を見る"),
        public_link(case),
    )


def on_the_desk(due: payments.Due) -> list[payments.Way]:
    """Lead the officer who keeps the ledger to the case, if they may read it there."""
    case = fees.case_of(due)
    if case is None:
        return []
    return [
        payments.Way(
            "申請の手数料",
            f"受付番号は{case.receipt_number}です。",
            "申請を開く",
            doors.link(doors.OFFICE, "casework:case", case.ref),
        )
    ]
