"""Reading: who stands behind an account."""

from kyoso.engines.people.models import Account, Company, Resident


def company_of(account: Account | None) -> Company | None:
    """Return the company whose account this is (one query where it is one)."""
    if account is None or account.kind != Account.Kind.COMPANY:
        return None
    return Company.objects.select_related("account").get(account=account)


def name_of_resident(account: Account | None) -> str:
    """Return the name of the resident behind an account, if there is one."""
    found = Resident.objects.filter(account=account).first() if account else None
    return found.name if found else ""
