"""予算と支出: put a budget in, promise from it, settle, order, take back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import errors, rules
from kyoso.engines.ledger.models import (
    Allotment,
    AllotmentMove,
    BudgetLine,
    SpendingOrder,
)
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.money import LARGEST

State = Allotment.State
Kind = AllotmentMove.Kind


@transaction.atomic
def reserve(
    line: BudgetLine, *, amount: int, about: str, title: str, by: Account
) -> Allotment:
    """Promise money of an expenditure line for one matter (支出負担行為).

    However many decide at once, the line is never overspent: the database adds
    the move up and refuses it. Raises ``BudgetShort`` (what remains is in its
    sentence), ``WrongSide``, ``YearClosed``, ``AmountImpossible``.
    """
    _refuse_impossible(amount)
    if line.side != BudgetLine.Side.EXPENDITURE:
        raise errors.WrongSide(line=line.title, side=line.get_side_display())
    if not rules.may_promise(line.fiscal_year, clock.today()):
        raise _closed(line.fiscal_year, rules.last_day(line.fiscal_year))
    with _within_the_budget(line, amount):
        allotment = Allotment.objects.create(
            line=line, about=about, title=title, reserved_by=by
        )
        _move(allotment, Kind.RESERVE, amount, by)
    audit.record("ledger.reserved", by=by, subject=allotment, reason=about)
    return _fresh(allotment)


@transaction.atomic
def release(allotment: Allotment, *, by: Account) -> Allotment:
    """Give all of a promise back to its line: the matter came to nothing.

    Raises ``AllotmentSettled`` once the amount was settled.
    """
    held = _lock(allotment, State.HELD)
    _move(held, Kind.RELEASE, -held.amount, by)
    audit.record("ledger.released", by=by, subject=held, reason=held.about)
    return _become(held, State.RELEASED)


@transaction.atomic
def settle(allotment: Allotment, *, amount: int, by: Account) -> Allotment:
    """Fix the amount (額の確定); what is left of the promise returns to the line.

    The amount may grow too, if the line still has it. Raises ``BudgetShort``,
    ``AllotmentSettled``, ``YearClosed`` after 出納閉鎖.
    """
    _refuse_impossible(amount)
    held = _lock(allotment, State.HELD)
    _refuse_closed(held.line)
    with _within_the_budget(held.line, amount - held.amount):
        _move(held, Kind.SETTLE, amount - held.amount, by)
    audit.record("ledger.settled", by=by, subject=held, reason=held.about)
    return _become(held, State.SETTLED)


@transaction.atomic
def order(
    allotment: Allotment, *, amount: int, payee_name: str, by: Account
) -> SpendingOrder:
    """Ask the treasurer to pay (支出命令); several orders stay within the amount.

    Nothing is paid here: the order is exported, its payment imported. Raises
    ``AllotmentNotSettled``, ``OrdersTooMuch``, ``YearClosed``.
    """
    _refuse_impossible(amount)
    held = Allotment.objects.select_for_update().get(pk=allotment.pk)
    if held.state != State.SETTLED:
        raise errors.AllotmentNotSettled
    _refuse_closed(held.line)
    left = held.amount + held.clawed_back - held.ordered
    if amount > left:
        raise errors.OrdersTooMuch(most=f"{left:,}")
    made = SpendingOrder.objects.create(
        allotment=held, amount=amount, payee_name=payee_name, ordered_by=by
    )
    audit.record("ledger.ordered", by=by, subject=made, reason=held.about)
    return made


@transaction.atomic
def claw_back(allotment: Allotment, *, amount: int, by: Account) -> Allotment:
    """Take back what was paid out (返還).

    While the books are open it returns to its line (戻入, 地方自治法施行令159条);
    after 出納閉鎖 it is revenue of the running year (160条), and the line stays.
    Raises ``AmountImpossible`` beyond what was ordered and not yet taken back.
    """
    held = Allotment.objects.select_for_update().get(pk=allotment.pk)
    _refuse_impossible(amount, most=held.ordered - held.clawed_back)
    held.clawed_back += amount
    if rules.is_open(held.line.fiscal_year, clock.today()):
        # The sum that bounds the orders stays the same while this runs.
        held.save(update_fields=["clawed_back"])
        _move(held, Kind.CLAW_BACK, -amount, by)
    else:
        held.save(update_fields=["clawed_back"])
    audit.record("ledger.clawed_back", by=by, subject=held, reason=held.about)
    return _fresh(held)


def _move(allotment: Allotment, kind: str, amount: int, by: Account) -> None:
    AllotmentMove.objects.create(
        allotment=allotment,
        line_id=allotment.line_id,
        kind=kind,
        amount=amount,
        moved_by=by,
    )


@contextmanager
def _within_the_budget(line: BudgetLine, amount: int) -> Iterator[None]:
    """Turn the refusal of the database into a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if "budget_line_never_overspent" not in str(refused):
            raise
        now = BudgetLine.objects.get(pk=line.pk)
        raise errors.BudgetShort(
            line=now.title, remaining=f"{now.remaining:,}", amount=f"{amount:,}"
        ) from None


def _lock(allotment: Allotment, state: str) -> Allotment:
    found = Allotment.objects.select_for_update(of=("self",))
    held = found.select_related("line").get(pk=allotment.pk)
    if held.state != state:
        raise errors.AllotmentSettled(state=held.get_state_display())
    return held


def _become(held: Allotment, state: str) -> Allotment:
    held.state = state
    held.save(update_fields=["state"])
    return _fresh(held)


def _fresh(allotment: Allotment) -> Allotment:
    return Allotment.objects.select_related("line").get(pk=allotment.pk)


def _refuse_impossible(amount: int, most: int = LARGEST) -> None:
    if not 0 < amount <= most:
        raise errors.AmountImpossible(most=f"{most:,}")


def _refuse_closed(line: BudgetLine) -> None:
    if not rules.is_open(line.fiscal_year, clock.today()):
        raise _closed(line.fiscal_year, rules.closing_day(line.fiscal_year))


def _closed(year: int, day: object) -> errors.YearClosed:
    return errors.YearClosed(year=year, day=str(day))
