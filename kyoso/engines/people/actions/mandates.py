"""Verbs about acting for another: giving, accepting, confirming, revoking."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people import events
from kyoso.engines.people.actions.accounts import register_resident
from kyoso.engines.people.errors import (
    EvidenceNeeded,
    MandateEnded,
    MandateNotFound,
    MandateScopeEmpty,
    MandateTooLong,
    MandateToSelf,
    NotAChild,
    NotYourMandate,
    PeriodBackwards,
    PrincipalUnknown,
    ProxyUnknown,
)
from kyoso.engines.people.models import Account, IdentityLevel, Mandate, Resident
from kyoso.engines.people.rules import last_day_as_child, years_later
from kyoso.engines.people.shields import refuse_held_back
from kyoso.kernel import clock, text

# As long as a mandate may run without being given anew (Kyoso's proposal, unverified).
LONGEST_YEARS = 3


@transaction.atomic
def give_mandate(
    principal: Resident,
    *,
    procedures: Sequence[str],
    expires_on: dt.date,
    by: Account,
    starts_on: dt.date | None = None,
) -> Mandate:
    """Give a mandate (委任) for some procedures; its code lets another accept it.

    Raises ``MandateScopeEmpty``, ``PeriodBackwards``, ``MandateTooLong``,
    ``ManualCheck``.
    """
    refuse_held_back(principal.account)
    starts_on = starts_on or clock.today()
    if not procedures:
        raise MandateScopeEmpty
    if expires_on < starts_on:
        raise PeriodBackwards
    if expires_on > years_later(starts_on, LONGEST_YEARS):
        raise MandateTooLong(years=LONGEST_YEARS)
    mandate = Mandate.objects.create(
        principal=principal,
        procedures=sorted(set(procedures)),
        starts_on=starts_on,
        expires_on=expires_on,
        given_by=by,
    )
    audit.record(
        "people.mandate_given",
        by=by,
        subject=mandate,
        person=principal.account,
        until=expires_on.isoformat(),
    )
    return mandate


@dataclass(frozen=True)
class Person:
    """Who somebody is, as an officer reads it from a paper."""

    name: str
    kana: str
    born_on: dt.date | None
    address: str


@transaction.atomic
def enter_paper_mandate(
    *,
    principal: Resident | Person,
    proxy: Resident | None,
    proxy_name: str,
    procedures: Sequence[str],
    starts_on: dt.date,
    expires_on: dt.date,
    evidence: str,
    scan: str,
    by: Account,
) -> Mandate:
    """Enter a mandate on paper (委任状) that an officer holds in the hand.

    A principal who is not registered is said by name, birth and address, and
    becomes a resident without a log-in. A registered proxy may act at once;
    another accepts with the code of the printed confirmation. ``evidence`` says
    what was seen at the counter, ``scan`` names the stored copy. Raises as
    ``give_mandate`` does, and ``PrincipalUnknown``, ``ProxyUnknown``,
    ``EvidenceNeeded``, ``MandateToSelf``.
    """
    if not evidence.strip() and not scan:
        raise EvidenceNeeded
    if proxy is None and not proxy_name.strip():
        raise ProxyUnknown
    if isinstance(principal, Person):
        principal = _registered(principal, by)
    if proxy is not None and proxy.pk == principal.pk:
        raise MandateToSelf
    mandate = give_mandate(
        principal,
        procedures=procedures,
        starts_on=starts_on,
        expires_on=expires_on,
        by=by,
    )
    mandate.proxy_name = proxy_name.strip() or (proxy.name if proxy else "")
    mandate.evidence, mandate.scan = evidence.strip(), scan
    if proxy is not None:
        mandate.accepted_at, mandate.accepted_by = clock.now(), proxy
    mandate.save()
    audit.record(
        "people.mandate_entered",
        by=by,
        subject=mandate,
        person=principal.account,
        scan=scan,
    )
    return mandate


def _registered(person: Person, by: Account) -> Resident:
    """Make a resident of whom the paper names; nobody is known by a name alone."""
    if not (person.name.strip() and person.born_on and person.address.strip()):
        raise PrincipalUnknown
    return register_resident(
        name=person.name,
        kana=person.kana,
        born_on=person.born_on,
        address=person.address,
        level=IdentityLevel.NONE,
        by=by,
    )


@transaction.atomic
def accept_mandate(code: str, *, by: Resident) -> Mandate:
    """Accept the mandate whose sheet carries ``code``; it works from now on.

    A wrong, used, ended or revoked code is one and the same ``MandateNotFound``.
    Raises ``MandateToSelf``, ``ManualCheck``.
    """
    typed = text.fold(code).upper().replace(" ", "")
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("principal__account")
        .filter(
            code=typed,
            kind=Mandate.Kind.MANDATE,
            accepted_at=None,
            revoked_at=None,
            expires_on__gte=clock.today(),
        )
        .first()
    )
    if mandate is None:
        raise MandateNotFound
    if mandate.principal_id == by.pk:
        raise MandateToSelf
    refuse_held_back(mandate.principal.account)
    mandate.accepted_at = clock.now()
    mandate.accepted_by = by
    mandate.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        "people.mandate_accepted",
        by=by.account,
        subject=mandate,
        person=mandate.principal.account,
    )
    return mandate


@transaction.atomic
def declare_child(
    *, guardian: Resident, name: str, kana: str, born_on: dt.date, by: Account
) -> Mandate:
    """Declare that one acts for a child (親権・後見); an officer has to confirm it.

    Makes the child as a resident without a log-in. It ends before the 18th
    birthday. Raises ``NotAChild``.
    """
    expires_on = last_day_as_child(born_on)
    if expires_on < clock.today() or born_on > clock.today():
        raise NotAChild
    child = register_resident(name=name, kana=kana, born_on=born_on, by=by)
    mandate = Mandate.objects.create(
        kind=Mandate.Kind.GUARDIAN,
        principal=child,
        starts_on=clock.today(),
        expires_on=expires_on,
        given_by=by,
        accepted_at=clock.now(),
        accepted_by=guardian,
    )
    audit.record(
        "people.guardianship_declared", by=by, subject=mandate, person=child.account
    )
    return mandate


@transaction.atomic
def confirm_guardianship(mandate: Mandate, *, by: Account) -> Mandate:
    """Confirm a declared guardianship after looking at the papers.

    Raises ``MandateEnded`` where it was revoked or is of the other kind, and
    ``ManualCheck``.
    """
    mandate = _locked(mandate)
    refuse_held_back(mandate.principal.account)
    if mandate.revoked_at is not None or mandate.kind != Mandate.Kind.GUARDIAN:
        raise MandateEnded
    if mandate.confirmed_at is None:
        mandate.confirmed_at = clock.now()
        mandate.confirmed_by = by
        mandate.save(update_fields=["confirmed_at", "confirmed_by"])
        audit.record(
            "people.guardianship_confirmed",
            by=by,
            subject=mandate,
            person=mandate.principal.account,
        )
    return mandate


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, by: Account) -> Mandate:
    """Revoke a mandate at once: by the person, the one who acts, or an officer.

    Raises ``NotYourMandate``, ``MandateEnded``.
    """
    mandate = _locked(mandate)
    agent = mandate.accepted_by
    concerned = {mandate.principal.account_id, mandate.given_by_id}
    if agent is not None:
        concerned.add(agent.account_id)
    if by.kind != Account.Kind.OFFICER and by.pk not in concerned:
        raise NotYourMandate
    if mandate.revoked_at is not None:
        raise MandateEnded
    mandate.revoked_at = clock.now()
    mandate.revoked_by = by
    mandate.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(
        "people.mandate_revoked",
        by=by,
        subject=mandate,
        person=mandate.principal.account,
    )
    _tell_of_the_end(mandate, by)
    return mandate


def end_run_out() -> int:
    """Tell of mandates whose last day is over; return how many. Safe to repeat."""
    told = 0
    for pk in Mandate.objects.run_out(clock.today()).values_list("pk", flat=True):
        with transaction.atomic():
            mandate = _locked(Mandate(pk=pk))
            if mandate.revoked_at is None and mandate.lapsed_at is None:
                mandate.lapsed_at = clock.now()
                mandate.save(update_fields=["lapsed_at"])
                audit.record(
                    "people.mandate_ran_out",
                    by=None,
                    subject=mandate,
                    person=mandate.principal.account,
                )
                _tell_of_the_end(mandate, None)
                told += 1
    return told


def _tell_of_the_end(mandate: Mandate, by: Account | None) -> None:
    if mandate.accepted_by_id is not None:
        events.acting_ended.send(
            Mandate,
            principal=mandate.principal.account,
            covers=mandate.covers,
            by=by,
        )


def _locked(mandate: Mandate) -> Mandate:
    return (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("principal__account", "accepted_by")
        .get(pk=mandate.pk)
    )
