"""What the payments engine tells the others."""

import datetime as dt
from typing import Any

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import outside, proofs, reading
from kyoso.engines.payments.actions.learning import tell_refund
from kyoso.engines.payments.labels import LABELS
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

for slug, title, act in (
    ("payments.start", "支払い画面の準備", outside.begin),
    ("payments.ask", "支払いの結果の問い合わせ", outside.look),
    ("payments.cancel", "支払いの中止", outside.end),
    ("payments.refund", "返金の依頼", outside.give_back),
    ("payments.prove", "納付確認書の作成", proofs.prove),
):
    jobs.effects.register(
        jobs.EffectKind(slug, title, act=act, interrupted=jobs.Interrupted.AGAIN)
    )
chores.register(
    Chore(
        "payments.ask_all",
        "支払いの結果の問い合わせ",
        outside.ask_all,
        every=dt.timedelta(seconds=10),
    )
)
documents.papers.register(
    documents.Paper(
        reading.RECEIPT,
        "納付確認書",
        template="/engines/payments/papers/receipt.typ",
        numbered=False,
        may_read=reading.may_read_receipt,
        person=reading.person_of_receipt,
    )
)
for order, slug, title, url in (
    (50, "dues", "請求と納付", "payments:dues"),
    (52, "discrepancies", "支払いの不一致", "payments:discrepancies"),
    (54, "reconciliation", "消込", "payments:reconciliation"),
    (56, "designations", "指定納付受託者", "payments:designations"),
):
    navigation.office.register(
        navigation.Entry(
            slug,
            title,
            url,
            order=order,
            group="収納と支出",
            who=people.whoever_may(people.Permission.KEEP_LEDGER),
        )
    )


def _tell_refund(sender: type, *, refund: ledger.Refund, **told: Any) -> None:
    """Whoever booked it, those above hear of it."""
    tell_refund(refund, by=told["by"])


ledger.repaid.connect(_tell_refund, dispatch_uid="payments.tell_refund")
for label in LABELS:
    audit.labels.register(label)
