"""入金明細: a provider's file of what it forwards, line by line, and why not."""

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import errors
from kyoso.engines.payments.actions.learning import (
    Money,
    book_money,
    learn,
    note_discrepancy,
)
from kyoso.engines.payments.barcodes import number_in
from kyoso.engines.payments.base import Stage, Statement
from kyoso.engines.payments.channels import Reconciliation, rules
from kyoso.engines.payments.models import (
    Attempt,
    Discrepancy,
    Heard,
    ReconciliationFile,
    ReconciliationLine,
)
from kyoso.engines.payments.offering import forward_by
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.money import LARGEST


@dataclass(frozen=True)
class Told:
    """What a line says: its number there, when it was paid, when it was forwarded."""

    key: str
    paid_on: dt.date | None
    forwarded_on: dt.date | None


@transaction.atomic
def reconcile(
    provider: str, *, name: str, content: bytes, by: Account
) -> ReconciliationFile:
    """Read a file of forwarded money; the same file twice changes nothing.

    A payment of which nothing else was ever heard is learned from its line.
    Raises ``FileUnreadable`` when it is no file of the layout.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = ReconciliationFile.objects.filter(digest=digest).first()
    if known is not None:
        return known
    layout = rules().files.get(provider)
    if layout is None:
        raise errors.FileUnreadable(what="この会社の様式がありません。")
    rows = _read(layout, content)
    file = ReconciliationFile.objects.create(
        provider=provider, name=name[:200], digest=digest, taken_by=by
    )
    for number, row in enumerate(rows, start=2):
        line = ReconciliationLine(file=file, number=number, key=row["key"][:80])
        line.problem = _clear(line, row, layout, by)[:200]
        line.save()
    audit.record("payments.reconciled", by=by, subject=file, lines=len(rows))
    return file


def _clear(
    line: ReconciliationLine, row: dict[str, str], layout: Reconciliation, by: Account
) -> str:
    """Clear what the line forwards; return the sentence why not, or nothing."""
    kind = layout.kinds.get(row["kind"].strip())
    try:
        line.amount = int(row["amount"].replace(",", ""))
        told = Told(row["key"].strip(), _day(row["paid_on"]), _day(row["forwarded_on"]))
    except ValueError:
        return "金額か日付を読めません。"
    if abs(line.amount) > LARGEST:
        line.amount = 0
        return "金額か日付を読めません。"
    if kind is None:
        return f"区分「{row['kind'][:40]}」は様式にありません。"
    if "slip" in row:
        return _match_slip(line, told, number_in(row["slip"]), kind, by)
    attempt = (
        Attempt.objects.select_related("due__line")
        .filter(ref=told.key, provider=line.file.provider)
        .first()
    )
    if attempt is None:
        return _unknown(line, f"取引番号「{told.key[:60]}」", told.key, by)
    if kind == "refund":
        return _match_refund(line, attempt)
    return _match_sale(line, attempt, told, by)


def _unknown(line: ReconciliationLine, what: str, name: str, by: Account) -> str:
    """Keep money that nobody here asked for, for a person."""
    if line.amount > 0:
        note_discrepancy(
            Discrepancy.Kind.UNKNOWN,
            key=f"unknown:{line.file.provider}:{name}"[:160],
            reason=f"入金明細の{what}に当たる支払いが、記録にありません。"[:200],
            by=by,
        )
    return f"{what}の支払いが、記録にありません。"


def _match_slip(
    line: ReconciliationLine, told: Told, number: int | None, kind: str, by: Account
) -> str:
    """Book what a store took for a printed slip: 速報, then 確報 of the same number."""
    found = ledger.Due.objects.filter(pk=number).first() if number else None
    slip = rules().slip
    if found is None or slip is None:
        return _unknown(line, f"伝票番号「{told.key[:60]}」の納付書", told.key, by)
    if not told.key or line.amount <= 0 or told.paid_on is None:
        return "伝票番号か金額か収納日がありません。"
    due = ledger.lock(found, by=by)
    source = f"{line.file.provider}:{told.key}"[:120]
    if kind == "withdrawn":
        return _withdrawn(due, source, by)
    known = ledger.Receipt.objects.filter(source=source).first()
    if known is not None and (known.due_id, known.amount) != (due.pk, line.amount):
        return f"伝票番号「{told.key[:60]}」は、別の納付（{known.amount:,}円）としてもう記録しています。"
    money = Money(
        amount=line.amount,
        asked=due.asked or due.amount,
        channel=slip.channel,
        source=source,
        paid_on=told.paid_on,
        forward_by=forward_by(due, line.file.provider, told.paid_on),
    )
    line.receipt = book_money(due, money=money, attempt=None, by=by)
    return _forward(line.receipt, told, by)


def _withdrawn(due: ledger.Due, source: str, by: Account) -> str:
    """Tell a person that the store took its word back; the books change by refund only."""
    receipt = ledger.Receipt.objects.filter(source=source, due=due).first()
    if receipt is None:
        return "取り消された速報です。この速報の納付は、記録していません。"
    note_discrepancy(
        Discrepancy.Kind.WITHDRAWN,
        key=f"withdrawn:{source}"[:160],
        reason=f"{receipt.amount:,}円の速報が、あとから取り消されました。会社に確かめてください。",
        due=due,
        by=by,
    )
    return "速報が取り消されました。不一致に載せました。会社に確かめてください。"


def _match_sale(
    line: ReconciliationLine,
    attempt: Attempt,
    told: Told,
    by: Account,
) -> str:
    if line.amount <= 0 or told.paid_on is None:
        return "金額か委託日がありません。"
    if attempt.paid_amount and attempt.paid_amount != line.amount:
        why = f"明細は{line.amount:,}円、こちらの記録は{attempt.paid_amount:,}円です。"
        note_discrepancy(
            Discrepancy.Kind.AMOUNT,
            key=f"file:{attempt.ref}:{line.amount}"[:160],
            reason=f"入金明細と額が違います。{why}",
            due=attempt.due,
            attempt=attempt,
            by=by,
        )
        return why
    said = Statement(
        key=attempt.ref,
        stage=Stage.PAID,
        paid_amount=line.amount,
        paid_on=told.paid_on,
    )
    learn(attempt, said=said, road=Heard.Road.FILE, by=by)
    line.receipt = ledger.Receipt.objects.get(source=attempt.source)
    return _forward(line.receipt, told, by)


def _forward(receipt: ledger.Receipt, told: Told, by: Account) -> str:
    if told.forwarded_on is None:
        return "まだ入金されていません（明細に入金日がありません）。"
    if not ledger.clear(receipt, on=told.forwarded_on, by=by):
        return f"{receipt.cleared_on}に、もう消し込んでいます。"
    return ""


def _match_refund(line: ReconciliationLine, attempt: Attempt) -> str:
    back = ledger.Refund.objects.filter(
        receipt__source=attempt.source,
        amount=abs(line.amount),
        state=ledger.Refund.State.REPAID,
    )
    found = back.select_related("receipt").first()
    if found is None:
        Attempt.objects.filter(pk=attempt.pk).update(ask_at=clock.now())
        return "この額の返金が記録にありません。会社に問い合わせています。"
    line.receipt = found.receipt
    return ""


def _day(typed: str) -> dt.date | None:
    found = typed.strip().replace("/", "-")
    return dt.date.fromisoformat(found) if found else None


def _read(layout: Reconciliation, content: bytes) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.FileUnreadable(
            what="文字コードをUTF-8にして保存しなおしてください。"
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for heading, _ in layout.columns:
        if heading not in (reader.fieldnames or []):
            raise errors.FileUnreadable(what=f"1行目に「{heading}」の列がありません。")
    return [
        {value: row.get(heading) or "" for heading, value in layout.columns}
        for row in reader
    ]
