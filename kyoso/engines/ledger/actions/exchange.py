"""財務会計との受渡し: write what is new, read what became of it."""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import errors
from kyoso.engines.ledger.actions.refunds import repay
from kyoso.engines.ledger.events import order_performed
from kyoso.engines.ledger.layouts import layouts
from kyoso.engines.ledger.models import (
    Allotment,
    BudgetLine,
    Due,
    Export,
    Refund,
    ResultFile,
    ResultLine,
    SpendingOrder,
)
from kyoso.engines.ledger.rules import refund_is_from_revenue
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

Kind = Export.Kind
# A cell that a spreadsheet would read as a formula is led by an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t")


@transaction.atomic
def export(kind: str, *, fiscal_year: int, by: Account) -> Export:
    """Write what was in no file before, of one fiscal year, in the city's layout.

    Each row, and each change of one (変更, 取消), is in one file only, however
    many export at once. Raises ``NothingToExport``.
    """
    rows = _NEW[Kind(kind)](fiscal_year)
    if not rows:
        raise errors.NothingToExport
    layout = layouts().exports[kind]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading for heading, _ in layout.columns)
    for row in rows:
        values = _values(row)
        writer.writerow(_cell(values[value]) for _, value in layout.columns)
    made = Export.objects.create(
        kind=kind,
        fiscal_year=fiscal_year,
        layout=layout.name,
        rows=len(rows),
        total=sum(_change(row) for row in rows),
        text=text.getvalue(),
        made_by=by,
    )
    for row in rows:
        row.exported = made
        fields = ["exported"]
        if isinstance(row, Due | Allotment):
            row.told_amount = _standing(row)
            fields.append("told_amount")
        row.save(update_fields=fields)
    audit.record("ledger.exported", by=by, subject=made, rows=len(rows))
    return made


@transaction.atomic
def take_results(kind: str, *, name: str, content: bytes, by: Account) -> ResultFile:
    """Read a file of results; the same file twice changes nothing.

    Each line is applied or kept with the sentence why not. Raises
    ``ResultFileUnreadable`` when the file as a whole is not one of the layout.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = ResultFile.objects.filter(digest=digest).first()
    if known is not None:
        return known
    rows = _read(kind, content)
    file = ResultFile.objects.create(
        kind=kind, name=name[:200], digest=digest, taken_by=by
    )
    apply = _APPLY[kind]
    for number, row in enumerate(rows, start=2):
        key = row["key"].strip()
        ResultLine.objects.create(
            file=file, number=number, key=key[:80], problem=apply(key, row, by)[:200]
        )
    audit.record("ledger.results_taken", by=by, subject=file, lines=len(rows))
    return file


def _new_dues(year: int) -> list[Due]:
    """Dues that were not told yet, and those that were taken back since."""
    found = Due.objects.select_for_update(of=("self",)).filter(
        Q(cancelled_at=None, exported=None)
        | Q(cancelled_at__isnull=False, told_amount__gt=0)
    )
    return list(
        found.filter(line__fiscal_year=year).select_related("line").order_by("pk")
    )


def _new_allotments(year: int) -> list[Allotment]:
    """Promises that were not told yet, and those whose amount changed since."""
    found = Allotment.objects.select_for_update(of=("self",))
    return list(
        found.filter(line__fiscal_year=year)
        .exclude(amount=F("told_amount"))
        .select_related("line")
        .order_by("pk")
    )


def _new_orders(year: int) -> list[SpendingOrder]:
    found = SpendingOrder.objects.select_for_update(of=("self",))
    return list(
        found.filter(allotment__line__fiscal_year=year, exported=None)
        .select_related("allotment__line")
        .order_by("pk")
    )


def _new_refunds(year: int) -> list[Refund]:
    """Refunds that the treasurer has to transfer, by the year that received the money."""
    found = Refund.objects.select_for_update(of=("self",))
    return list(
        found.filter(
            receipt__fiscal_year=year,
            state=Refund.State.CONFIRMED,
            way=Refund.Way.TRANSFER,
            exported=None,
        )
        .select_related("receipt", "due__line")
        .order_by("pk")
    )


_NEW: dict[str, Callable[[int], list[Any]]] = {
    Kind.DUES: _new_dues,
    Kind.ALLOTMENTS: _new_allotments,
    Kind.ORDERS: _new_orders,
    Kind.REFUNDS: _new_refunds,
}


def _standing(row: Due | Allotment) -> int:
    """Return the amount that stands now."""
    return row.owed if isinstance(row, Due) else row.amount


def _change(row: Due | Allotment | SpendingOrder | Refund) -> int:
    """Return by how much the financial system's record of a row changes."""
    if isinstance(row, Due | Allotment):
        return _standing(row) - row.told_amount
    return row.amount


def _kind_of_change(row: Due | Allotment) -> str:
    if not row.told_amount:
        return "新規"
    return "変更" if _standing(row) else "取消"


def _values(row: Due | Allotment | SpendingOrder | Refund) -> dict[str, object]:
    """Return every value that a layout may name."""
    if isinstance(row, Due):
        line, own = row.line, _of_due(row)
    elif isinstance(row, Allotment):
        line, own = row.line, _of_allotment(row)
    elif isinstance(row, SpendingOrder):
        line, own = row.allotment.line, _of_order(row)
    else:
        line, own = row.due.line, _of_refund(row)
    return {**_place(line), **own, "change": _change(row)}


def _of_due(row: Due) -> dict[str, object]:
    return {
        "number": row.code,
        "title": row.title["ja"],
        "name": row.payer_name,
        "day": row.raised_on,
        "due_on": row.due_on,
        "amount": _standing(row),
        "kind": _kind_of_change(row),
        "accounting_number": row.accounting_number,
    }


def _of_allotment(row: Allotment) -> dict[str, object]:
    return {
        "number": row.ref,
        "title": row.title,
        "day": row.reserved_on,
        "amount": row.amount,
        "kind": _kind_of_change(row),
        "accounting_number": row.accounting_number,
    }


def _of_order(row: SpendingOrder) -> dict[str, object]:
    return {
        "number": row.ref,
        "allotment": row.allotment.ref,
        "title": row.allotment.title,
        "name": row.payee_name,
        "day": row.ordered_on,
        "amount": row.amount,
        "accounting_number": row.allotment.accounting_number,
    }


def _of_refund(row: Refund) -> dict[str, object]:
    is_revenue = refund_is_from_revenue(row.receipt.fiscal_year, clock.today())
    return {
        "number": row.ref,
        "due": row.due.code,
        "title": row.get_reason_display(),
        "name": row.due.payer_name,
        "day": row.confirmed_at.astimezone(clock.CITY).date()
        if row.confirmed_at
        else "",
        "amount": row.amount,
        "kind": "戻出" if is_revenue else "過年度支出",
        "accounting_number": row.due.accounting_number,
    }


def _place(line: BudgetLine) -> dict[str, object]:
    return {
        "fiscal_year": line.fiscal_year,
        "account": line.account,
        "kan": line.kan,
        "ko": line.ko,
        "moku": line.moku,
        "setsu": line.setsu,
        "line_title": line.title,
        "section": line.section_id,
    }


def _cell(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    told = value.isoformat() if isinstance(value, dt.date) else str(value)
    return f"'{told}" if told.startswith(_FORMULA) else told


def _read(kind: str, content: bytes) -> list[dict[str, str]]:
    layout = layouts().results.get(kind)
    if layout is None:
        raise errors.ResultFileUnreadable(what="この種類の結果の様式がありません。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.ResultFileUnreadable(
            what="文字コードをUTF-8にして保存しなおしてください。"
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    headings = [heading for heading, _ in layout.columns]
    missing = [
        heading for heading in headings if heading not in (reader.fieldnames or [])
    ]
    if missing:
        raise errors.ResultFileUnreadable(
            what=f"1行目に「{missing[0]}」の列がありません。"
        )
    return [
        {value: row.get(heading) or "" for heading, value in layout.columns}
        for row in reader
    ]


def _apply_due(key: str, row: dict[str, str], by: Account) -> str:
    due = Due.objects.select_for_update().filter(code=key).first()
    if due is None:
        return f"納付番号「{key}」の調定がありません。"
    number = row["accounting_number"].strip()
    if due.accounting_number not in {"", number}:
        return f"財務会計の番号「{due.accounting_number}」が、もう付いています。"
    due.accounting_number = number[:40]
    due.save(update_fields=["accounting_number"])
    return ""


def _apply_allotment(key: str, row: dict[str, str], by: Account) -> str:
    found = Allotment.objects.select_for_update().filter(ref=key).first()
    if found is None:
        return f"支出負担行為「{key}」がありません。"
    number = row["accounting_number"].strip()
    if found.accounting_number not in {"", number}:
        return f"財務会計の番号「{found.accounting_number}」が、もう付いています。"
    found.accounting_number = number[:40]
    found.save(update_fields=["accounting_number"])
    return ""


def _paid(row: dict[str, str]) -> tuple[int, dt.date] | None:
    """Return the amount and the day that a line says, or nothing."""
    try:
        amount = int(row["amount"].replace(",", ""))
        day = dt.date.fromisoformat(row["day"].strip().replace("/", "-"))
    except ValueError:
        return None
    return amount, day


def _apply_order(key: str, row: dict[str, str], by: Account) -> str:
    order = SpendingOrder.objects.select_for_update().filter(ref=key).first()
    if order is None:
        return f"支出命令「{key}」がありません。"
    told = _paid(row)
    if told is None:
        return "金額か支払日を読めません。"
    amount, day = told
    if amount != order.amount:
        return f"支払額{amount:,}円が、命令の額{order.amount:,}円とちがいます。"
    if order.performed_on not in {None, day}:
        return f"{order.performed_on}に支払い済みとして、もう取り込んでいます。"
    if order.performed_on is None:
        order.performed_on = day
        order.save(update_fields=["performed_on"])
        order_performed.send(SpendingOrder, order=order)
    return ""


def _apply_refund(key: str, row: dict[str, str], by: Account) -> str:
    refund = Refund.objects.select_related("due__debtor").filter(ref=key).first()
    if refund is None:
        return f"還付「{key}」がありません。"
    told = _paid(row)
    if told is None:
        return "金額か支払日を読めません。"
    amount, day = told
    if amount != refund.amount:
        return f"支払額{amount:,}円が、還付の額{refund.amount:,}円とちがいます。"
    if refund.repaid_on == day:
        return ""
    if refund.way != Refund.Way.TRANSFER or not repay(refund, on=day, by=by):
        return (
            f"この還付は「{refund.get_state_display()}」で、口座振込を待っていません。"
        )
    return ""


_APPLY: dict[str, Callable[[str, dict[str, str], Account], str]] = {
    Kind.DUES: _apply_due,
    Kind.ALLOTMENTS: _apply_allotment,
    Kind.ORDERS: _apply_order,
    Kind.REFUNDS: _apply_refund,
}
