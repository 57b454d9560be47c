"""Verbs about accounts: registering, choosing, closing."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.errors import (
    AccountClosed,
    EmailTaken,
    OwnAccount,
    PasswordRefused,
)
from kyoso.engines.people.models import Account, IdentityLevel, Notices, Resident
from kyoso.kernel import clock, text


@transaction.atomic
def register_resident(
    *,
    by: Account | None,
    email: str | None = None,
    name: str = "",
    kana: str = "",
    born_on: dt.date | None = None,
    postcode: str = "",
    address: str = "",
    phone: str = "",
    level: IdentityLevel = IdentityLevel.NONE,
) -> Resident:
    """Register a resident, with an e-mail to log in by or without any.

    A ``level`` of ``EMAIL`` and above says that the address is known to be
    theirs. ``by=None`` means that the person signs up. Raises ``EmailTaken``.
    """
    account = open_account(
        email=email,
        kind=Account.Kind.RESIDENT,
        verified=level >= IdentityLevel.EMAIL,
    )
    resident = Resident.objects.create(
        account=account,
        name=text.clean_name(name),
        kana=text.hiragana(kana),
        born_on=born_on,
        postcode=_digits(postcode),
        address=address.strip(),
        phone=_digits(phone),
        level=level,
    )
    audit.record(
        "people.resident_registered", by=by or account, subject=account, person=account
    )
    return resident


@transaction.atomic
def change_details(
    resident: Resident,
    *,
    name: str,
    kana: str,
    postcode: str,
    address: str,
    phone: str,
    by: Account,
) -> Resident:
    """Change what a resident told about themself; the audit names the fields only.

    A name that a person types themself is not the one that a card or a clerk has
    proved: then no more is known than whose mail it is, until it is proved anew.
    """
    fresh = {
        "name": text.clean_name(name),
        "kana": text.hiragana(kana),
        "postcode": _digits(postcode),
        "address": address.strip(),
        "phone": _digits(phone),
    }
    changed = [
        field for field, value in fresh.items() if getattr(resident, field) != value
    ]
    if changed:
        for field in changed:
            setattr(resident, field, fresh[field])
        if "name" in changed and by == resident.account:
            resident.level = min(resident.level, IdentityLevel.EMAIL)
        resident.save(update_fields=[*changed, "level"])
        audit.record(
            "people.details_changed",
            by=by,
            subject=resident.account,
            person=resident.account,
            fields=",".join(changed),
        )
    return resident


@transaction.atomic
def choose_notices(resident: Resident, *, notices: Notices, by: Account) -> Resident:
    """Choose how notices reach a resident: by post, or by mail where they wish."""
    resident.notices = notices
    resident.save(update_fields=["notices"])
    audit.record(
        "people.notices_chosen",
        by=by,
        subject=resident.account,
        person=resident.account,
        notices=str(notices),
    )
    return resident


@transaction.atomic
def set_password(account: Account, *, password: str, by: Account) -> Account:
    """Set an officer's password; the link to do so proves the e-mail address.

    Raises ``PasswordRefused`` with the validators' sentence, ``AccountClosed``.
    """
    if not account.is_active:
        raise AccountClosed
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise PasswordRefused(" ".join(wrong.messages)) from None
    account.set_password(password)
    account.save(update_fields=["password"])
    EmailAddress.objects.filter(user=account).update(verified=True)
    audit.record("people.password_set", by=by, subject=account, person=account)
    return account


@transaction.atomic
def close_account(account: Account, *, by: Account) -> Account:
    """Close an account: it can no longer log in; its history stays.

    Raises ``OwnAccount`` when an officer closes the account they work with.
    """
    if account == by and account.kind == Account.Kind.OFFICER:
        raise OwnAccount
    if account.is_active:
        account.is_active = False
        account.closed_at = clock.now()
        account.closed_by = by
        account.save(update_fields=["is_active", "closed_at", "closed_by"])
        account.tokens.filter(revoked_at=None).update(
            revoked_at=account.closed_at, revoked_by=by
        )
        audit.record("people.account_closed", by=by, subject=account, person=account)
    return account


def open_account(*, email: str | None, kind: str, verified: bool = False) -> Account:
    """Create the account row and its mail address row; raise ``EmailTaken``."""
    address = text.fold(email or "").lower() or None
    if address and Account.objects.filter(email__iexact=address).exists():
        raise EmailTaken
    account = Account.objects.create_user(email=address, kind=kind)
    if address:
        EmailAddress.objects.create(
            user=account, email=address, primary=True, verified=verified
        )
    return account


def _digits(typed: str) -> str:
    return "".join(letter for letter in text.fold(typed) if letter.isdigit())
