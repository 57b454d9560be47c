"""手数料の調定: raised when an application arrives, anew when 補正 changes the fee.

What the answers cost is the form's rule; what came is the ledger's. An application
is lawful without its fee and is never refused for one: where the budget has no
heading yet, the case says so and an officer raises the due later.
"""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import fees
from kyoso.engines.casework.fees import (
    FeeOfEndedCase,
    FeePaidAlready,
    HeadingUnknown,
)
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.moves import locked
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.kernel import calendar, clock
from kyoso.kernel.words import pick


@transaction.atomic
def charge(case: Case, *, by: Account | None) -> payments.Due | None:
    """Raise what the answers of today cost; None where that is nothing.

    Done again it finds the due. One of another amount is taken back, unless money
    has come for it. Raises ``HeadingUnknown`` while the budget of the year does not
    have the heading, ``FeePaidAlready``, ``FeeOfEndedCase``.
    """
    case = locked(case, edition=None)
    if not case.is_open:
        raise FeeOfEndedCase
    terms = case.revision.definition.charge
    submission = case.submissions.select_related("version").latest("number")
    fee = fees.fee_of(case, submission) if terms else None
    before = fees.due_of(case)
    if before is not None and (fee is None or before.amount != fee.yen):
        _take_back(before, by=by, reason="補正により手数料の額が変わったため")
        before = None
    if terms is None or fee is None or not fee.yen:
        return None
    return before or payments.raise_due(
        _line(terms.revenue),
        about=fees.about(case),
        kind=fees.KIND,
        title=_title(case),
        amount=fee.yen,
        payer_name=case.applicant,
        debtor=case.account,
        due_on=_pay_by(terms.pay_within),
        by=by,
    )


def charge_if_possible(case: Case, *, by: Account | None) -> payments.Due | None:
    """Do as ``charge`` for what happens without an officer, who finds what could not be."""
    if case.revision.definition.charge is None:
        return None
    try:
        return charge(case, by=by)
    except (HeadingUnknown, FeePaidAlready) as refusal:
        audit.record(
            "casework.fee_not_raised",
            by=by,
            subject=case,
            person=case.account,
            reason=case.ref,
            why=refusal.code,
        )
        return None


@transaction.atomic
def release(case: Case, *, by: Account | None) -> None:
    """Take an unpaid fee back from a case that was withdrawn; what came stays.

    Whether that is given back is for the ordinance: an officer proposes a refund.
    """
    due = fees.due_of(case) if case.revision.definition.charge else None
    if due is not None and not due.kept:
        payments.cancel_due(due, reason="申請の取下げ", by=by)


def _take_back(due: payments.Due, *, by: Account | None, reason: str) -> None:
    if due.kept:
        raise FeePaidAlready(amount=f"{due.kept:,}")
    payments.cancel_due(due, reason=reason, by=by)


def _line(revenue: str) -> ledger.BudgetLine:
    year = clock.fiscal_year(clock.today())
    try:
        return ledger.line_of(year, revenue)
    except ledger.BudgetLine.DoesNotExist:
        raise HeadingUnknown(year=year, heading=revenue) from None


def _title(case: Case) -> dict[str, str]:
    title = case.revision.definition.title
    return {
        "ja": f"{pick(title, 'ja')}の手数料",
        "easy": f"{pick(title, 'ja-easy')}の お金（かね）",
        "en": f"Fee: {pick(title, 'en')}",
    }


def _pay_by(days: int) -> dt.date:
    """Return the last day to pay: one on which the city is closed rolls on."""
    return calendar.city().next_open(clock.today() + dt.timedelta(days=days))
