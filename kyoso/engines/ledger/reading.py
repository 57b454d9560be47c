"""Finding what stands in the books."""

from kyoso.engines.ledger.models import BudgetLine


def line_of(fiscal_year: int, code: str, *, account: str = "一般会計") -> BudgetLine:
    """Return the line of 「款-項-目-節」; raises ``BudgetLine.DoesNotExist``."""
    kan, ko, moku, setsu = code.split("-")
    return BudgetLine.objects.select_related("section").get(
        fiscal_year=fiscal_year, account=account, kan=kan, ko=ko, moku=moku, setsu=setsu
    )
