"""Links that are keys: an officer's first password, joining a company; lost devices."""

import smtplib

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from kyoso.engines.audit import api as audit
from kyoso.engines.people.models import Account, Invitation
from kyoso.kernel.doors import OFFICE, PUBLIC, link


def password_link(account: Account) -> str:
    """Return the one-time address where an officer sets a password."""
    token = default_token_generator.make_token(account)
    return link(OFFICE, "people:password", ref=account.ref, token=token)


def send_password_link(account: Account, *, name: str) -> bool:
    """Mail the address; return ``False`` where the mail server did not take it.

    A log-in mail: it goes out at once, not through the outbox, because a link
    that arrives by a second route later would be a second key.
    """
    told: dict[str, object] = {"name": name, "link": password_link(account)}
    return _mail("people/email/password_link", told, account.email or "")


def send_invitation(invitation: Invitation, shown: str, *, inviter: str) -> bool:
    """Mail the link by which one joins a company; ``False`` where it was not taken.

    At once and not through the outbox, for the same reason: the link is a key,
    and its text is kept nowhere from which it could be sent again.
    """
    told: dict[str, object] = {
        "company": invitation.company.name,
        "inviter": inviter,
        "until": invitation.expires_on,
        "link": link(PUBLIC, "people:join_company", token=shown),
    }
    return _mail("people/email/invitation", told, invitation.email)


def _mail(template: str, told: dict[str, object], to: str) -> bool:
    subject = render_to_string(f"{template}_subject.txt", told).strip()
    text = render_to_string(f"{template}_message.txt", told)
    try:
        send_mail(subject, text.strip(), None, [to])
    except (smtplib.SMTPException, OSError):
        return False
    return True


@transaction.atomic
def reset_second_factor(account: Account, *, by: Account) -> None:
    """Forget an officer's passkeys and TOTP after a lost device."""
    Authenticator.objects.filter(user=account).delete()
    audit.record("people.second_factor_reset", by=by, subject=account, person=account)
