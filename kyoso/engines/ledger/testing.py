"""For tests of whatever stands on the ledger: budget lines and a due."""

import datetime as dt

from kyoso.engines.ledger.actions.dues import raise_due
from kyoso.engines.ledger.models import BudgetLine, Due
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref


def make_line(
    section: Section,
    *,
    budget: int = 1_000_000,
    side: str = "expenditure",
    code: str = "03-01-03-18",
    year: int | None = None,
) -> BudgetLine:
    """Put a fictional line into the running year's budget, once."""
    kan, ko, moku, setsu = code.split("-")
    return BudgetLine.objects.get_or_create(
        fiscal_year=year or clock.fiscal_year(clock.today()),
        side=side,
        kan=kan,
        ko=ko,
        moku=moku,
        setsu=setsu,
        defaults={
            "title": "試験の科目",
            "section": section,
            "budget": budget,
            "source": "試験",
        },
    )[0]


def make_due(
    section: Section,
    *,
    debtor: Account | None,
    amount: int = 300,
    about: str = "",
    name: str = "能代 花子",
) -> Due:
    """Raise a fictional due of the section's revenue line."""
    line = make_line(section, side="revenue", code="14-02-01-01")
    return raise_due(
        line,
        about=about or f"testing:{new_ref()}",
        kind="fee",
        title={
            "ja": "住民票の写しの手数料",
            "easy": "じゅうみんひょうの おかね",
            "en": "Fee for a copy of the resident record",
        },
        amount=amount,
        payer_name=name,
        debtor=debtor,
        due_on=clock.today() + dt.timedelta(days=30),
        by=None,
    )
