"""誰の指標か: an indicator belongs to its section; without one, to the planners."""

from kyoso.engines.indicators.models import ExternalList, Indicator, Value
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Officer, Permission

EVIDENCE = "indicators.evidence"


def may(officer: Officer, permission: Permission, indicator: Indicator) -> bool:
    """Tell whether the officer holds the permission for this indicator.

    An indicator that is 未設定 is nobody's section's: only a role that holds
    everywhere reaches it.
    """
    if indicator.owner is not None:
        return people.may(officer, permission, indicator.owner)
    return is_everywhere(officer, permission)


def may_see(officer: Officer, indicator: Indicator) -> bool:
    """Tell whether the officer may open the indicator's pages in the office."""
    return (
        may(officer, Permission.ENTER_VALUES, indicator)
        or may(officer, Permission.CONFIRM_VALUES, indicator)
        or is_everywhere(officer, Permission.ATTEND_HEADQUARTERS)
    )


def is_everywhere(officer: Officer, permission: Permission) -> bool:
    """Tell whether a post of today carries the permission for the whole city."""
    return any(
        people.role_of(post).everywhere
        and permission in people.role_of(post).permissions
        for post in people.current_posts(officer)
    )


def may_read_evidence(account: Account, file: File) -> bool:
    """Let those read the evidence who may open the indicator that it stands for."""
    officer = Officer.objects.filter(account=account).first()
    if officer is None:
        return False
    if is_everywhere(officer, Permission.ENTER_VALUES) or is_everywhere(
        officer, Permission.ATTEND_HEADQUARTERS
    ):
        return True
    values = Value.objects.filter(evidence=file).select_related("indicator__owner")
    if any(may_see(officer, value.indicator) for value in values):
        return True
    # The list of other systems counts for the whole city: every section that
    # enters values may check it.
    return ExternalList.objects.filter(evidence=file).exists() and people.may(
        officer, Permission.ENTER_VALUES
    )
