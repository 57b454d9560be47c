"""予算のファイル: the lines of one fiscal year as TOML.

A file names its year, its source and whether somebody verified it; each
``[[line]]`` its side, 款項目節, title, section and amount. Loading it again with
other amounts is a 補正予算; a line that the file lacks stays as it is.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import errors
from kyoso.engines.ledger.models import BudgetLine
from kyoso.engines.people.api import Account, Section

_PARTS = ("kan", "ko", "moku", "setsu")


@transaction.atomic
def load_budget(file: Path, *, by: Account | None) -> list[BudgetLine]:
    """Load or change the lines of one year; all of the file or nothing.

    Raises ``BudgetFileUnreadable`` naming the line, and ``BudgetBelowCommitted``
    when a line would have less than it has promised.
    """
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        year, rows = int(told["fiscal_year"]), list(told["line"])
        if not told["source"]:
            raise ValueError("source")
    except (OSError, KeyError, ValueError) as wrong:
        raise errors.BudgetFileUnreadable(where=file.name, what=str(wrong)) from None
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            found.append(_load(row, told, by))
        except (KeyError, ValueError, Section.DoesNotExist) as wrong:
            raise errors.BudgetFileUnreadable(
                where=f"{file.name}の{number}件目", what=str(wrong)
            ) from None
    audit.record(
        "ledger.budget_loaded", by=by, subject=f"budget:{year}", lines=len(found)
    )
    return found


def _load(row: dict[str, Any], told: dict[str, Any], by: Account | None) -> BudgetLine:
    side = BudgetLine.Side(row["side"])
    amount = int(row["amount"])
    if amount < 0:
        raise ValueError(f"amount {amount}")
    key: dict[str, Any] = {part: str(row[part]) for part in _PARTS}
    try:
        with transaction.atomic():
            line, _ = BudgetLine.objects.update_or_create(
                fiscal_year=int(told["fiscal_year"]),
                side=side,
                account=row.get("account", "一般会計"),
                **key,
                defaults={
                    "title": row["title"],
                    "section": Section.objects.get(slug=row["section"]),
                    "budget": amount,
                    "source": row.get("source", told["source"]),
                    "verified": told.get("verified") is True,
                    "recorded_by": by,
                },
            )
    except IntegrityError:
        held = BudgetLine.objects.get(
            fiscal_year=int(told["fiscal_year"]),
            side=side,
            account=row.get("account", "一般会計"),
            **key,
        )
        raise errors.BudgetBelowCommitted(
            line=held.title, committed=f"{held.committed:,}"
        ) from None
    return line
