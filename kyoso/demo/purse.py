"""The fictional money of the demo: budget lines, a designation, Hanako's dues and request."""

import datetime as dt
import re
from pathlib import Path

from django.conf import settings

from kyoso.citizens.applications import actions as applications
from kyoso.demo.town import Town
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.kernel import clock

FEE = {
    "ja": "住民票の写しの手数料（架空）",
    "easy": "じゅうみんひょうの おかね（ほんとうでは ありません）",
    "en": "Fee for a copy of the resident record (fictional)",
}

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


def tell(town: Town) -> list[ledger.Due]:
    """Load this year's lines, designate a company, raise what Hanako owes."""
    year = clock.fiscal_year(clock.today())
    _load_lines(year)
    treasurer = town.officer("ota")
    payments.designate(
        "payment-page",
        name="架空決済株式会社",
        address="架空県架空市1番1号",
        notice_number="架空の告示第1号",
        notice_on=dt.date(year, 4, 1),
        revenues="14",
        forward_days=30,
        starts_on=dt.date(year, 4, 1),
        ends_on=None,
        by=treasurer,
    )
    grants = ledger.line_of(year, "03-01-03-18")
    if clock.today() <= dt.date(year + 1, 3, 31):
        ledger.reserve(
            grants, amount=120_000, about="demo:1", title="助成（架空）", by=treasurer
        )
    line = ledger.line_of(year, "14-02-01-01")
    dues = [_due(line, town, number) for number in range(1, 5)]
    payments.take_at_counter(dues[1], amount=300, token="demo-1", by=treasurer)  # noqa: S106 - a name, not a secret
    payments.take_at_counter(dues[2], amount=300, token="demo-2", by=treasurer)  # noqa: S106 - a name, not a secret
    payments.propose_refund(
        ledger.Receipt.objects.get(due=dues[2]),
        amount=300,
        reason="mistaken",
        by=treasurer,
    )
    _pay_in_a_store(dues[3], town)
    _ask_to_pay_in_parts(dues[0], town)
    return dues


def _pay_in_a_store(due: ledger.Due, town: Town) -> None:
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
        by=town.officer("ota"),
    )


def _ask_to_pay_in_parts(due: ledger.Due, town: Town) -> None:
    """Let Hanako ask from her bill, as its page does."""
    hanako = town.residents["hanako"]
    procedure = casework.Procedure.objects.get(slug="nofu-sodan")
    draft = applications.begin(procedure, by=hanako.account)
    for key, typed in {**_RELIEF, "due_code": due.code}.items():
        forms.set_answer(draft, key, typed=typed, by=hanako.account)
    applications.file(draft, by=hanako.account)


def _load_lines(year: int) -> None:
    """Load the city's fictional lines as of this year, whichever the file names."""
    told = (Path(settings.CITY_FOLDER) / "budget.toml").read_text("utf-8")
    file = Path(settings.VAR) / "demo-budget.toml"
    file.write_text(
        re.sub(r"fiscal_year = \d+", f"fiscal_year = {year}", told), "utf-8"
    )
    ledger.load_budget(file, by=None)


def _due(line: ledger.BudgetLine, town: Town, number: int) -> ledger.Due:
    hanako = town.residents["hanako"]
    return payments.raise_due(
        line,
        about=f"demo:{number}",
        kind="fee",
        title=FEE,
        amount=300,
        payer_name=hanako.name,
        debtor=hanako.account,
        due_on=clock.today() + dt.timedelta(days=30),
        by=None,
    )
