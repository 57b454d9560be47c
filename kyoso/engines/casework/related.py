"""関連する申請: of the same applicant, of the same address, linked by an officer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kyoso.engines.casework.models import Case, CaseLink, CaseQuerySet
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents

# The newest; a page is no search.
MOST = 50


@dataclass(frozen=True)
class Related:
    """One related case and how it is related; ``link`` where an officer said so."""

    case: Case
    how: str
    link: CaseLink | None = None


def related_to(case: Case, readable: CaseQuerySet, *, to: Account) -> list[Related]:
    """Return the related cases among those that ``to`` may read (four queries).

    Whose address is kept back (支援措置) is related to nobody by address, in
    neither direction: the list must not tell where somebody lives.
    """
    found: dict[int, Related] = {}
    for link, other in _linked(case, readable):
        found[other.pk] = Related(other, link.reason, link)
    for other in _of_the_applicant(case, readable):
        found.setdefault(other.pk, Related(other, "同じ申請者"))
    for other in _of_the_address(case, readable, to):
        found.setdefault(other.pk, Related(other, "同じ住所"))
    return sorted(found.values(), key=lambda each: each.case.arrived_at, reverse=True)


def _linked(case: Case, readable: CaseQuerySet) -> Iterable[tuple[CaseLink, Case]]:
    links = list(CaseLink.objects.filter(Q(first=case) | Q(second=case)))
    if not links:
        return []
    others = {
        link.second_id if link.first_id == case.pk else link.first_id: link
        for link in links
    }
    return [
        (others[other.pk], other)
        for other in _shown(readable.filter(pk__in=others.keys()))
    ]


def _of_the_applicant(case: Case, readable: CaseQuerySet) -> list[Case]:
    same = Q(name=case.name, kana=case.kana, phone=case.phone) & ~Q(phone="")
    if case.account_id is not None:
        same |= Q(account=case.account_id)
    return _shown(readable.filter(same).exclude(pk=case.pk))


def _of_the_address(case: Case, readable: CaseQuerySet, to: Account) -> list[Case]:
    if not case.address:
        return []
    found = _shown(
        readable.filter(postcode=case.postcode, address=case.address).exclude(
            pk=case.pk
        )
    )
    hidden = residents.to_hide([each.named for each in (case, *found)], to=to)
    if case.named in hidden:
        return []
    return [each for each in found if each.named not in hidden]


def _shown(cases: CaseQuerySet) -> list[Case]:
    return list(
        cases.select_related("procedure", "section", "assignee", "account").order_by(
            "-arrived_at", "-id"
        )[:MOST]
    )
