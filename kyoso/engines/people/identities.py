"""Logging in with an identity that stands elsewhere (``people.base``)."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from kyoso.engines.audit import api as audit
from kyoso.engines.people.actions.accounts import register_resident
from kyoso.engines.people.base import Attributes, identity_providers
from kyoso.engines.people.errors import (
    AccountClosed,
    IdentityOfAnother,
    IdentityTaken,
)
from kyoso.engines.people.events import identity_proved
from kyoso.engines.people.models import (
    Account,
    ExternalIdentity,
    IdentityLevel,
    Resident,
)
from kyoso.kernel import text

_LEVEL = "people_identity_level"


def log_in_with_identity(
    request: HttpRequest,
    *,
    issuer: str,
    subject: str,
    attributes: Attributes,
    level: IdentityLevel,
    next_path: str = "",
) -> HttpResponse:
    """Log in, link or register the person whom ``issuer`` calls ``subject``.

    Return a redirect to ``next_path`` (if it is a path of this door) or to the
    account page. Raises ``IdentityTaken`` when the logged-in resident shows an
    identity of somebody else, ``IdentityOfAnother`` when it is of another person
    than theirs by name or birth (a telephone that was lent), ``AccountClosed`` when its account was closed.
    """
    account = identify(
        issuer=issuer,
        subject=subject,
        attributes=attributes,
        level=level,
        by=_resident_account(request),
    )
    if not account.is_active:
        raise AccountClosed
    safe = url_has_allowed_host_and_scheme(next_path, allowed_hosts=None)
    record_authentication(request, account, method="identity", issuer=issuer)
    login = Login(
        user=account,
        redirect_url=next_path if safe else None,
        email_verification="none",
    )
    response: HttpResponse = perform_login(request, login)
    request.session[_LEVEL] = int(level)
    return response


def ways_elsewhere(next_path: str) -> list[dict[str, object]]:
    """Return the log-ins that stand elsewhere and are ready, each with its address."""
    return [
        {"title": provider.title, "href": provider.start_path(next_path)}
        for provider in identity_providers
        if provider.is_ready()
    ]


def level_of(request: HttpRequest) -> IdentityLevel:
    """Return how sure this session is of the person (not the account's best ever)."""
    if not request.user.is_authenticated:
        return IdentityLevel.NONE
    return IdentityLevel(request.session.get(_LEVEL, IdentityLevel.EMAIL))


def identify(
    *,
    issuer: str,
    subject: str,
    attributes: Attributes,
    level: IdentityLevel,
    by: Account | None,
) -> Account:
    """Return the account behind an identity, linking or making it where needed.

    ``by`` is the resident who is logged in already, if any. Safe against two
    requests at once: the second finds what the first made.
    """
    try:
        return _identify(issuer, subject, attributes, level, by)
    except IntegrityError:
        return _identify(issuer, subject, attributes, level, by)


@transaction.atomic
def _identify(
    issuer: str,
    subject: str,
    attributes: Attributes,
    level: IdentityLevel,
    by: Account | None,
) -> Account:
    known = (
        ExternalIdentity.objects.select_related("account")
        .filter(issuer=issuer, subject=subject)
        .first()
    )
    if known is not None:
        if by is not None and known.account_id != by.pk:
            raise IdentityTaken
        ExternalIdentity.objects.filter(pk=known.pk).update(level=level)
        account = known.account
    else:
        if by is not None:
            _refuse_another(by, attributes)
        account = by or register_resident(by=None).account
        ExternalIdentity.objects.create(
            account=account, issuer=issuer, subject=subject, level=level
        )
        audit.record(
            "people.identity_linked", by=account, subject=account, person=account
        )
    _take_over(account, attributes, level)
    identity_proved.send(
        sender=ExternalIdentity,
        account=account,
        attributes=attributes,
        level=level,
        by=by,
    )
    return account


def _refuse_another(account: Account, told: Attributes) -> None:
    """Refuse to link what is plainly another person's to whoever is logged in.

    The day of birth decides where both sides know one, else the name.
    """
    known = Resident.objects.get(account=account)
    if known.born_on and told.born_on:
        is_another = known.born_on != told.born_on
    else:
        names = {_bare(known.name), _bare(told.name)} - {""}
        is_another = len(names) > 1
    if is_another:
        raise IdentityOfAnother


def _bare(name: str) -> str:
    """Return a name without spaces and variants, to compare it."""
    return text.fold(text.without_selectors(name)).replace(" ", "")


def _take_over(account: Account, attributes: Attributes, level: IdentityLevel) -> None:
    """Fill what is empty; what a card proves replaces what was typed."""
    resident = Resident.objects.select_for_update().get(account=account)
    told: dict[str, object] = {
        "name": text.clean_name(attributes.name),
        "address": attributes.address.strip(),
        "born_on": attributes.born_on,
    }
    changed = [
        field
        for field, value in told.items()
        if value
        and getattr(resident, field) != value
        and (not getattr(resident, field) or level >= IdentityLevel.CARD)
    ]
    for field in changed:
        setattr(resident, field, told[field])
    resident.level = max(resident.level, level)
    resident.save(update_fields=[*changed, "level"])
    if changed:
        audit.record(
            "people.details_changed",
            by=account,
            subject=account,
            person=account,
            fields=",".join(changed),
        )


def _resident_account(request: HttpRequest) -> Account | None:
    account = request.user
    if isinstance(account, Account) and account.kind == Account.Kind.RESIDENT:
        return account
    return None
