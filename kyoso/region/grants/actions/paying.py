"""支払いと返還: order the payment, hear that it was made, take back what returns."""

import datetime as dt

from django.db import transaction

from kyoso.engines.ledger import api as ledger
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants.errors import DayPast, ReturnTooMuch
from kyoso.region.grants.models import Grant
from kyoso.region.grants.moves import bear, locked, move
from kyoso.region.grants.stages import Act


@transaction.atomic
def order(
    grant: Grant, *, by: Account, edition: int | None = None
) -> ledger.SpendingOrder:
    """支出命令: ask the treasurer to pay the settled amount, once.

    Raises ``StageForbids``, ``GrantChanged``, and what ``ledger.order`` raises.
    """
    held = locked(grant, edition=edition)
    amount = held.settled or 0
    held.ordered = amount
    move(held, Act.ORDER, by=by, amount=amount)
    assert held.allotment is not None
    return ledger.order(held.allotment, amount=amount, payee_name=held.case.name, by=by)


@transaction.atomic
def note_paid(grant: Grant, *, on: dt.date, by: Account | None) -> Grant:
    """The financial system paid the order on this day (imported, never typed)."""
    held = locked(grant)
    move(held, Act.PAY, by=by, amount=held.ordered, text=clock.wareki(on))
    return held


@transaction.atomic
def take_back(
    grant: Grant,
    *,
    amount: int,
    on: dt.date,
    by: Account,
    edition: int | None = None,
) -> Grant:
    """Write down that so much came back (返還); the last yen closes the return.

    While the books are open the money returns to its line (戻入). Raises
    ``ReturnTooMuch``, ``DayPast`` for a day that has not come, ``StageForbids``.
    """
    held = locked(grant, edition=edition)
    if not 0 < amount <= held.left_to_return:
        raise ReturnTooMuch(most=f"{held.left_to_return:,}")
    if on > clock.today():
        raise DayPast("返還された日は、今日までの日付にしてください。")
    assert held.allotment is not None
    held.allotment = ledger.claw_back(held.allotment, amount=amount, by=by)
    held.returned += amount
    bear(held, min(held.allotment.amount, held.granted))
    move(held, Act.TAKE_BACK, by=by, amount=amount, text=clock.wareki(on))
    if not held.left_to_return:
        move(held, Act.CLOSE_RETURN, by=by)
    return held
