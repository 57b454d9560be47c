"""Verbs about companies (事業者) and the residents who act for them."""

import datetime as dt
import secrets

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people import events
from kyoso.engines.people.actions.accounts import open_account
from kyoso.engines.people.errors import (
    AlreadyMember,
    CompanyEnded,
    CompanyRegistered,
    InvitationNotFound,
    LastOwner,
    MembershipEnded,
    NotOwner,
    PaperNeeded,
)
from kyoso.engines.people.models import (
    Account,
    Company,
    Invitation,
    Membership,
    Resident,
    Role,
)
from kyoso.engines.people.rules import corporate_number, token_digest
from kyoso.kernel import clock, text

# A mail that waits longer than a week is asked for anew (Kyoso's proposal).
INVITED_FOR = dt.timedelta(days=7)


@transaction.atomic
def register_company(
    *,
    name: str,
    by: Resident,
    kind: str = Company.Kind.CORPORATION,
    number: str = "",
    kana: str = "",
    postcode: str = "",
    address: str = "",
) -> Company:
    """Register a company; whoever does so becomes its first owner (代表者).

    A person in business (個人事業主) has no number; what is typed as one is not
    kept. Raises ``CompanyNumberWrong``, ``CompanyRegistered``.
    """
    known = corporate_number(number) if kind == Company.Kind.CORPORATION else None
    if known and Company.objects.standing().filter(number=known).exists():
        raise CompanyRegistered
    company = Company.objects.create(
        account=open_account(email=None, kind=Account.Kind.COMPANY),
        kind=kind,
        number=known,
        name=text.clean_name(name),
        kana=text.hiragana(kana),
        postcode=postcode,
        address=address.strip(),
    )
    Membership.objects.create(company=company, resident=by, role=Role.OWNER)
    audit.record(
        "people.company_registered",
        by=by.account,
        subject=company,
        person=by.account,
        kind=str(kind),
    )
    return company


@transaction.atomic
def invite_member(
    company: Company, *, email: str, role: str, by: Resident
) -> tuple[Invitation, str]:
    """Invite whoever reads ``email`` to join; return the row and its secret text.

    The text stands in the mail and nowhere else. An earlier invitation of the
    same address ends. Raises ``NotOwner``, ``CompanyEnded``.
    """
    company = _locked(company)
    _must_own(company, by)
    company.invitations.open(clock.today()).filter(email__iexact=email).update(
        withdrawn_at=clock.now(), withdrawn_by=by.account
    )
    shown = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        company=company,
        email=email,
        role=role,
        digest=token_digest(shown),
        expires_on=clock.today() + INVITED_FOR,
        invited_by=by.account,
    )
    audit.record(
        "people.member_invited", by=by.account, subject=invitation, role=str(role)
    )
    return invitation, shown


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Resident) -> Membership:
    """Join the company, once. Raises ``InvitationNotFound``, ``AlreadyMember``."""
    company = Company.objects.select_for_update().get(pk=invitation.company_id)
    held = company.invitations.open(clock.today()).filter(pk=invitation.pk).first()
    if held is None:
        raise InvitationNotFound
    if company.memberships.filter(resident=by, ended_at=None).exists():
        raise AlreadyMember
    held.accepted_at = clock.now()
    held.accepted_by = by.account
    held.save(update_fields=["accepted_at", "accepted_by"])
    membership = Membership.objects.create(company=company, resident=by, role=held.role)
    audit.record(
        "people.member_joined",
        by=by.account,
        subject=company,
        person=by.account,
        role=str(held.role),
    )
    return membership


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Resident) -> Invitation:
    """Take an invitation back. Raises ``NotOwner``, ``InvitationNotFound``."""
    company = _locked(invitation.company)
    _must_own(company, by)
    held = company.invitations.open(clock.today()).filter(pk=invitation.pk).first()
    if held is None:
        raise InvitationNotFound
    held.withdrawn_at = clock.now()
    held.withdrawn_by = by.account
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("people.invitation_withdrawn", by=by.account, subject=held)
    return held


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: Resident) -> Membership:
    """Make a member an owner (代表者) or the other way round.

    Raises ``NotOwner``, ``LastOwner``, ``MembershipEnded``.
    """
    company = _locked(membership.company)
    _must_own(company, by)
    membership = _member(company, membership)
    if role != Role.OWNER:
        _must_leave_an_owner(company, membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(
        "people.member_role_changed",
        by=by.account,
        subject=company,
        person=membership.resident.account,
        role=str(role),
    )
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Resident) -> Membership:
    """End a membership: by an owner, or by the member.

    The company's row is locked: of two last owners who leave at once, one stays.
    Raises ``NotOwner``, ``LastOwner``, ``MembershipEnded``.
    """
    company = _locked(membership.company)
    if membership.resident_id != by.pk:
        _must_own(company, by)
    membership = _member(company, membership)
    _must_leave_an_owner(company, membership)
    membership.ended_at = clock.now()
    membership.ended_by = by.account
    membership.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        "people.membership_ended",
        by=by.account,
        subject=company,
        person=membership.resident.account,
    )
    events.acting_ended.send(
        Membership, principal=company.account, covers=_everything, by=by.account
    )
    return membership


@transaction.atomic
def confirm_company(company: Company, *, shown: str, by: Account) -> Company:
    """Confirm who a company is, from a paper that was shown (登記事項証明書 …).

    Raises ``PaperNeeded``, ``CompanyEnded``.
    """
    if not shown.strip():
        raise PaperNeeded
    company = _locked(company)
    company.confirmed_at = clock.now()
    company.confirmed_by = by
    company.shown = shown.strip()
    company.save(update_fields=["confirmed_at", "confirmed_by", "shown"])
    audit.record(
        "people.company_confirmed", by=by, subject=company, person=company.account
    )
    return company


@transaction.atomic
def end_company(company: Company, *, by: Account) -> Company:
    """End a company's registration: nobody acts for it any more; its cases stay.

    Its number may then be registered anew. Raises ``CompanyEnded``.
    """
    company = _locked(company)
    company.ended_at = clock.now()
    company.ended_by = by
    company.save(update_fields=["ended_at", "ended_by"])
    audit.record("people.company_ended", by=by, subject=company, person=company.account)
    events.acting_ended.send(
        Company, principal=company.account, covers=_everything, by=by
    )
    return company


def _everything(_procedure: str) -> bool:
    return True


def _locked(company: Company) -> Company:
    held = (
        Company.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=company.pk)
    )
    if held.ended_at is not None:
        raise CompanyEnded
    return held


def _member(company: Company, membership: Membership) -> Membership:
    held = (
        company.memberships.select_related("resident__account")
        .filter(pk=membership.pk, ended_at=None)
        .first()
    )
    if held is None:
        raise MembershipEnded
    return held


def _must_own(company: Company, resident: Resident) -> None:
    if not company.memberships.filter(
        resident=resident, role=Role.OWNER, ended_at=None
    ).exists():
        raise NotOwner


def _must_leave_an_owner(company: Company, membership: Membership) -> None:
    owners = company.memberships.filter(role=Role.OWNER, ended_at=None)
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner
