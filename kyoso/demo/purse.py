"""The fictional money of the demo: budget lines, a designation, and what Hanako owes."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from kyoso.citizens.applications import actions as applications
from kyoso.citizens.bills import demo as bills
from kyoso.demo.town import Town
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock


def tell(town: Town) -> None:
    """Load this year's lines, designate a company, let Hanako owe and pay."""
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
    bills.tell(town, line=ledger.line_of(year, "14-02-01-01"), apply=_apply)


def _apply(
    procedure: casework.Procedure, answers: Mapping[str, Any], by: people.Account
) -> None:
    """Fill in and send a form as the pages for applications do."""
    draft = applications.begin(procedure, by=by)
    for key, typed in answers.items():
        forms.set_answer(draft, key, typed=typed, by=by)
    applications.file(draft, by=by)


def _load_lines(year: int) -> None:
    """Load the city's fictional lines as of this year, whichever the file names."""
    told = (Path(settings.CITY_FOLDER) / "budget.toml").read_text("utf-8")
    file = Path(settings.VAR) / "demo-budget.toml"
    file.write_text(
        re.sub(r"fiscal_year = \d+", f"fiscal_year = {year}", told), "utf-8"
    )
    ledger.load_budget(file, by=None)
