"""What Hanako owes, and how she pays it, told through public actions. All is fictional."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from kyoso.citizens.bills import reliefs
from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock

FEE = {
    "ja": "住民票の写しの手数料（架空）",
    "easy": "じゅうみんひょうの おかね（ほんとうでは ありません）",
    "en": "Fee for a copy of the resident record (fictional)",
}
_YEN, _DAYS = 300, 30

_RELIEF: dict[str, str | dict[str, str]] = {
    "wish": "parts",
    "monthly": "100",
    "cause": "income",
    "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "架空町1番1号"},
    "applicant_phone": "0185-00-0001",
    "notice_way": "post",
    "declaration": "on",
}


class Town(Protocol):
    """Who acts: accounts by short names, and the city's pages for applications."""

    residents: dict[str, people.Resident]

    def officer(self, name: str) -> people.Account: ...


# Fills in a procedure's form as its pages do, and sends it.
Apply = Callable[[casework.Procedure, Mapping[str, Any], people.Account], object]


def tell(town: Town, *, line: ledger.BudgetLine, apply: Apply) -> None:
    """Raise four dues: one too hard to pay, one paid, one paid for nothing, one in a store."""
    treasurer = town.officer("ota")
    hard, paid, mistaken, in_store = (
        _due(line, town, number) for number in range(1, 5)
    )
    payments.take_at_counter(paid, amount=_YEN, token="demo-1", by=treasurer)  # noqa: S106 - a name, not a secret
    payments.take_at_counter(mistaken, amount=_YEN, token="demo-2", by=treasurer)  # noqa: S106 - a name, not a secret
    payments.propose_refund(
        ledger.Receipt.objects.get(due=mistaken),
        amount=_YEN,
        reason="mistaken",
        by=treasurer,
    )
    _pay_in_a_store(in_store, treasurer)
    procedure = casework.Procedure.objects.get(slug=reliefs.PROCEDURE)
    answers = {**_RELIEF, reliefs.QUESTION: hard.code}
    apply(procedure, answers, town.residents["hanako"].account)


def _due(line: ledger.BudgetLine, town: Town, number: int) -> ledger.Due:
    hanako = town.residents["hanako"]
    return payments.raise_due(
        line,
        about=f"demo:{number}",
        kind="fee",
        title=FEE,
        amount=_YEN,
        payer_name=hanako.name,
        debtor=hanako.account,
        due_on=clock.today() + dt.timedelta(days=_DAYS),
        by=None,
    )


def _pay_in_a_store(due: ledger.Due, treasurer: people.Account) -> None:
    """Let a store tell first that it took a slip; its money is still on the way."""
    day = clock.today().isoformat()
    text = (
        "伝票番号,納付書番号,区分,金額,収納日,入金日\r\n"
        f"DEMO-1,{due.pk:021},速報,{due.amount},{day},\r\n"
    )
    payments.reconcile(
        "store-slip",
        name="sokuho.csv",
        content=text.encode("utf-8-sig"),
        by=treasurer,
    )
