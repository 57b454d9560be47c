"""Log-in with the card: away to the provider, and back."""

import datetime as dt
import logging
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kyoso.connectors.digital_auth_app.protocol import (
    Authorization,
    CardLogInRefused,
    Person,
    answer,
)
from kyoso.connectors.digital_auth_app.settings import Provider, provider
from kyoso.engines.people import api as people
from kyoso.engines.people import base as identities
from kyoso.kernel.doors import PUBLIC, link
from kyoso.kernel.errors import Refusal

log = logging.getLogger("kyoso.digital_auth_app")

SESSION = "digital_auth_app"
# OpenID Connect Core 5.1 names the sexes in words; the register has codes.
SEXES = {"male": "1", "female": "2", "other": "3"}


@people.anyone
def start(request: HttpRequest) -> HttpResponse:
    """Say what will happen: the app, the card, the four-digit PIN."""
    _provider_or_404()
    ctx = {"next": _safe_next(request, request.GET.get("next", ""))}
    return render(request, "digital_auth_app/start.html", ctx)


@require_POST
@people.anyone
def leave(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider, remembering what must come back."""
    registered = _provider_or_404()
    begun = Authorization.begin(link(PUBLIC, "digital_auth_app:callback"))
    request.session[SESSION] = {
        **begun.to_session(),
        "next": _safe_next(request, request.POST.get("next", "")),
    }
    return redirect(begun.address(registered))


@never_cache
@people.anyone
def callback(request: HttpRequest) -> HttpResponse:
    """Believe the provider's answer or say in one sentence why not.

    The remembered state is used once: a replayed answer finds nothing.
    """
    registered = _provider_or_404()
    kept = request.session.pop(SESSION, None)
    if kept is None:
        return _refuse(request, CardLogInRefused("nothing_begun"))
    after = kept.pop("next", "")
    try:
        person = answer(registered, Authorization(**kept), request.GET.dict())
        return people.log_in_with_identity(
            request,
            issuer=person.issuer,
            subject=person.subject,
            attributes=attributes_of(person),
            level=people.IdentityLevel.CARD,
            next_path=after,
        )
    except Refusal as refusal:
        return _refuse(request, refusal, after)


def attributes_of(person: Person) -> identities.Attributes:
    """Return what the provider said, with a birth date only if it is a whole one."""
    try:
        born_on = dt.date.fromisoformat(person.attributes.get("birthdate", ""))
    except ValueError:
        # Partial and unknown dates of birth exist in the register.
        born_on = None
    return identities.Attributes(
        name=person.attributes.get("name", ""),
        address=person.attributes.get("address", ""),
        born_on=born_on,
        sex=SEXES.get(person.attributes.get("gender", ""), ""),
    )


def _provider_or_404() -> Provider:
    registered = provider()
    if registered is None:
        raise Http404
    return registered


def _safe_next(request: HttpRequest, address: str) -> str:
    """Return the address to go to afterwards if it is one of this door."""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if allowed else ""


def _refuse(request: HttpRequest, refusal: Refusal, after: str = "") -> HttpResponse:
    """Say why not, with the way to try again and the way back to what was begun."""
    reason = getattr(refusal, "reason", refusal.code)
    log.warning("card log-in refused", extra={"reason": reason})
    messages.error(request, _(refusal.sentence))
    start_path = reverse("digital_auth_app:start")
    return redirect(
        f"{start_path}?{urlencode({'next': after})}" if after else start_path
    )
