"""For whom somebody acts: themself, another whose mandate they hold, a company."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Value
from django.http import HttpRequest

from kyoso.engines.people.models import (
    Account,
    Company,
    Mandate,
    MandateQuerySet,
    Resident,
)
from kyoso.engines.people.shields import free_to_use
from kyoso.kernel import clock

_MANDATE, _COMPANY = "people_acting_for", "people_acting_as_company"


@dataclass(frozen=True)
class Standing:
    """For whom a session acts, and by what: a mandate, or a company's membership."""

    mandate: Mandate | None = None
    company: Company | None = None

    @property
    def account(self) -> Account:
        """Whose drafts and cases these are."""
        if self.company is not None:
            return self.company.account
        assert self.mandate is not None
        return self.mandate.principal.account

    @property
    def ref(self) -> str:
        """The public name of the mandate or the company, for programs."""
        if self.company is not None:
            return self.company.ref
        assert self.mandate is not None
        return self.mandate.ref

    @property
    def name(self) -> str:
        if self.company is not None:
            return self.company.name
        assert self.mandate is not None
        return self.mandate.principal.name

    def covers(self, procedure: str) -> bool:
        """Whether one may act in ``procedure``; a member may in every one."""
        return self.mandate is None or self.mandate.covers(procedure)


def mandates_held(resident: Resident) -> list[Mandate]:
    """Return the mandates by which the resident may act today (one query)."""
    return list(
        _usable().filter(accepted_by=resident).select_related("principal__account")
    )


def may_act_for(agent: Account, principal: Account, procedure: str) -> bool:
    """Tell whether ``agent`` may act for ``principal`` in ``procedure`` today.

    Asked anew every time (one query): what has ended opens nothing any more.
    """
    if agent == principal:
        return True
    if principal.kind == Account.Kind.COMPANY:
        held = Company.objects.acted_for_by(agent)
        return held.filter(account=principal).exists()
    mandates = _usable().filter(
        accepted_by__account=agent, principal__account=principal
    )
    return mandates.covering(Value(procedure)).exists()


def acts_for(agent: Account, *, principal: str, procedure: str) -> Q:
    """Return the same question as part of another query.

    ``principal`` and ``procedure`` are the columns of that query in which the
    account and the slug stand.
    """
    mandates = _usable().filter(
        accepted_by__account=agent, principal__account=OuterRef(principal)
    )
    companies = Company.objects.acted_for_by(agent).filter(account=OuterRef(principal))
    return Q(Exists(mandates.covering(OuterRef(procedure)))) | Q(Exists(companies))


def standing_of(request: HttpRequest) -> Standing | None:
    """Return for whom this session acts, if it still may; ``None`` means oneself.

    Asked anew on every request: a revoked mandate stops working at once, and the
    session forgets it. Works in views guarded by ``people.resident``.
    """
    resident: Resident | None = getattr(request, "resident", None)
    if resident is None:
        return None
    if ref := request.session.get(_COMPANY):
        company = (
            Company.objects.acted_for_by(resident.account)
            .filter(account__ref=ref)
            .select_related("account")
            .first()
        )
        return _standing(request, company=company)
    if ref := request.session.get(_MANDATE):
        mandate = (
            _usable()
            .filter(ref=ref, accepted_by=resident)
            .select_related("principal__account")
            .first()
        )
        return _standing(request, mandate=mandate)
    return None


def used_of(
    request: HttpRequest, held: list[Mandate], companies: list[Company]
) -> Standing | None:
    """Return the same from what the resident holds today, read already."""
    if ref := request.session.get(_COMPANY):
        company = next((each for each in companies if each.ref == ref), None)
        return _standing(request, company=company)
    if ref := request.session.get(_MANDATE):
        mandate = next((each for each in held if each.ref == ref), None)
        return _standing(request, mandate=mandate)
    return None


def _standing(
    request: HttpRequest,
    *,
    mandate: Mandate | None = None,
    company: Company | None = None,
) -> Standing | None:
    if mandate is None and company is None:
        begin_acting(request)
        return None
    return Standing(mandate=mandate, company=company)


def is_acting(request: HttpRequest) -> bool:
    """Tell whether this session has chosen to act for another (no query)."""
    session = getattr(request, "session", {})
    return bool(session.get(_COMPANY) or session.get(_MANDATE))


def begin_acting(
    request: HttpRequest,
    *,
    mandate: Mandate | None = None,
    company: Company | None = None,
) -> None:
    """Act by a mandate or as a company from now on in this session; else for oneself."""
    request.session.pop(_MANDATE, None)
    request.session.pop(_COMPANY, None)
    if mandate is not None:
        request.session[_MANDATE] = mandate.ref
    if company is not None:
        request.session[_COMPANY] = company.ref


def companies_of(resident: Resident) -> list[Company]:
    """Return the companies for which the resident may act now (one query)."""
    return list(
        Company.objects.acted_for_by(resident.account)
        .select_related("account")
        .order_by("name", "id")
    )


def standings_of(resident: Resident) -> list[Standing]:
    """Return all for whom the resident may act today (two queries)."""
    return [
        *(Standing(mandate=held) for held in mandates_held(resident)),
        *(Standing(company=company) for company in companies_of(resident)),
    ]


def _usable() -> MandateQuerySet:
    """Return the mandates in force today whose giver is not held back."""
    return free_to_use(Mandate.objects.in_force(clock.today()))
