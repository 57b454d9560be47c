"""額の確定: what the accepted report gives."""

from kyoso.region.grants import rules
from kyoso.region.grants.errors import ReportMissing
from kyoso.region.grants.models import Grant, Report


def amount_to_settle(grant: Grant) -> int:
    """Return the amount that the accepted report gives, never above the decision.

    Raises ``ReportMissing`` where none was accepted.
    """
    accepted = grant.reports.filter(state=Report.State.ACCEPTED).first()
    if accepted is None:
        raise ReportMissing
    reckoned = rules.reckon(
        grant.revision.definition.amount, accepted.eligible or 0, accepted.helped
    )
    return min(reckoned.amount, grant.granted)
