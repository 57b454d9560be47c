"""納付確認書: a paper of what the city's own record says, and of what it is not."""

from typing import Any

from django.db import transaction

from kyoso.engines.documents import api as documents
from kyoso.engines.ledger.api import Due
from kyoso.engines.payments.channels import title_of
from kyoso.engines.payments.reading import RECEIPT
from kyoso.kernel import clock, words
from kyoso.kernel.money import yen
from kyoso.ui.city import city

_WHAT_IT_IS_NOT = (
    "この書面は、窓口や金融機関で渡す領収証書、車検用などの納税証明書の"
    "代わりにはなりません。納付の日は、収納代行会社に支払いを頼んだ日です。"
)


@transaction.atomic
def prove(ref: str) -> None:
    """Issue the paper for what has come by now (the act of ``payments.prove``).

    Asked again before anything changed, it issues nothing: the paper is there.
    """
    due = Due.objects.select_related("line__section").get(ref=ref)
    told = _told(due)
    known = documents.Document.objects.filter(about=ref, paper=RECEIPT)
    if any(one.content == told for one in known):
        return
    documents.issue(RECEIPT, data=told, section=due.line.section, about=ref, by=None)


def _told(due: Due) -> dict[str, Any]:
    """Return what the paper says."""
    items = [
        {"label": "納付番号", "value": due.code},
        {"label": "件名", "value": due.title["ja"]},
        {"label": "請求額", "value": yen(due.amount)},
    ]
    for receipt in due.receipts.order_by("pk"):
        day = clock.wareki(receipt.deemed_on)
        way = str(title_of(receipt.channel))
        items.append({"label": "納付", "value": f"{day}　{yen(receipt.amount)}　{way}"})
    if due.refunded:
        items.append({"label": "還付", "value": yen(due.refunded)})
    return {
        "to": {"name": due.payer_name},
        "sender": {"title": words.pick(city().name, "ja")},
        "subject": "納付確認書",
        "body": [
            "次の納付が、この市の記録にあることをお知らせします。",
            _WHAT_IT_IS_NOT,
        ],
        "items": items,
    }
