"""限度: who has had how many grants of a programme; the database keeps the places."""

from typing import Any

from django.db import IntegrityError, transaction

from kyoso.engines.casework import api as casework
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants import rules
from kyoso.region.grants.definition import Quota
from kyoso.region.grants.errors import QuotaFull
from kyoso.region.grants.models import Grant, QuotaUse


def refuse_full(grant: Grant, *, by: Account) -> None:
    """Raise ``QuotaFull`` where a quota of the programme leaves no place."""
    for quota, holder, period in _asked(grant):
        taken = _taken(grant, quota, holder, period)
        if len(taken) >= quota.most:
            raise _full(quota, taken)


def take(grant: Grant, *, by: Account) -> None:
    """Take a place of every quota; two at once end in one place each, or ``QuotaFull``."""
    for quota, holder, period in _asked(grant):
        for _ in range(quota.most):
            taken = _taken(grant, quota, holder, period)
            free = set(range(1, quota.most + 1)) - {use.place for use in taken}
            if not free:
                raise _full(quota, taken)
            if _took(grant, quota, holder, period, min(free)):
                break
        else:
            raise _full(quota, _taken(grant, quota, holder, period))


def free(grant: Grant) -> None:
    """Give the places back: the decision was revoked."""
    grant.quota_uses.filter(is_freed=False).update(is_freed=True)


def holder_of(grant: Grant, quota: Quota) -> str:
    """Return who a quota counts: a home, a company, an area or a person."""
    case = grant.case
    answers = case.submissions.latest("number").answers
    if quota.per in {"household", "area"}:
        return _answered(answers, quota) + _mark(grant, quota)
    if case.account is not None:
        return f"account:{case.account.ref}"
    return rules.holder_text(f"{case.name}/{case.address}")


def _mark(grant: Grant, quota: Quota) -> str:
    is_apart = quota.per == "household" and grant.apart
    return f"#{grant.apart}" if is_apart else ""


def _answered(answers: Any, quota: Quota) -> str:
    told = (rules.holder_text(rules.answer(answers, key)) for key in quota.answers)
    return next((text for text in told if text), "")[:360]


def _asked(grant: Grant) -> list[tuple[Quota, str, int]]:
    """Return each quota with its holder and period; an unknown holder has none."""
    year = clock.fiscal_year(clock.today())
    found = []
    for quota in grant.revision.definition.quotas:
        holder = holder_of(grant, quota)
        if holder:
            found.append((quota, holder, year if quota.within == "year" else 0))
    return found


def _taken(grant: Grant, quota: Quota, holder: str, period: int) -> list[QuotaUse]:
    return list(
        QuotaUse.objects.filter(
            programme=grant.programme,
            rule=quota.key,
            holder=holder,
            period=period,
            is_freed=False,
        )
        .exclude(grant=grant)
        .select_related("grant__case")
    )


def _took(grant: Grant, quota: Quota, holder: str, period: int, place: int) -> bool:
    try:
        with transaction.atomic():
            QuotaUse.objects.create(
                grant=grant,
                programme=grant.programme,
                rule=quota.key,
                holder=holder,
                period=period,
                place=place,
                most=quota.most,
            )
    except IntegrityError as refused:
        if "grant_quota_place" in str(refused) or "UNIQUE" in str(refused):
            return False
        raise
    return True


def _full(quota: Quota, taken: list[QuotaUse]) -> QuotaFull:
    before: list[casework.Case] = [use.grant.case for use in taken]
    return QuotaFull(
        title=quota.title["ja"],
        most=quota.most,
        before="、".join(case.receipt_number for case in before),
    )
