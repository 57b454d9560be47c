"""Back from signing: believe the provider's answer, keep the signature, file."""

import dataclasses
import logging
import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kyoso.connectors.digital_auth_app import protocol, signing
from kyoso.connectors.digital_auth_app.protocol import Authorization
from kyoso.connectors.digital_auth_app.settings import Provider, provider
from kyoso.connectors.digital_auth_app.signing_service import SCOPE, SESSION
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Signature, SigningRequest
from kyoso.engines.signatures.base import Received
from kyoso.kernel.errors import Refusal

State = SigningRequest.State
log = logging.getLogger("kyoso.digital_auth_app")
_HOME = "/"
# Somebody waits at the telephone; who examines needs a second or two as a rule.
_WAIT_SECONDS, _LOOK_SECONDS = 8.0, 0.2


@never_cache
@require_GET
@people.resident
def signed(request: people.ResidentRequest) -> HttpResponse:
    """Keep what the card made and do what it was made for, once.

    The same answer again (a reload, a press on 「戻る」) leads to the same end; of two
    at once the first examines it, and the other waits for what becomes of it.
    Another person's request, and an answer that this browser did not begin,
    change nothing.
    """
    account = request.resident.account
    kept = dict(request.session.get(SESSION, {}))
    asked = _request_of(account, str(kept.pop("asked", "")))
    registered = provider()
    if asked is None or registered is None:
        return _refuse(request, signatures.SigningEnded(), _HOME)
    begun, given = Authorization(**kept), request.GET.dict()
    if not begun.is_answered_by(given):
        return _refuse(
            request, signatures.SignatureNotBelieved(), signatures.page_of(asked)
        )
    if asked.state == State.ASKED and not signatures.take_up(asked, by=account):
        asked = _left_by_the_other(asked)
        if asked.state == State.ASKED:
            return _refuse(request, signing.SigningGoesOn(), signatures.page_of(asked))
    try:
        signature = _signature(registered, begun, given, asked, account)
    except Refusal as refusal:
        request.session.pop(SESSION, None)
        told = _told(refusal)
        signatures.give_up(asked, reason=told.code, by=account)
        return _refuse(request, told, signatures.page_of(asked), refusal)
    try:
        return redirect(signatures.conclude(signature, by=account))
    except Refusal as refusal:
        return _refuse(request, refusal, signatures.page_of(asked))


def _signature(
    registered: Provider,
    begun: Authorization,
    given: dict[str, str],
    asked: SigningRequest,
    account: Account,
) -> Signature:
    """Return the signature of the request, from the provider or from before."""
    if asked.state == State.SIGNED:
        return asked.signature
    if asked.state == State.ENDED:
        raise signatures.SigningEnded
    signer = dataclasses.replace(registered, scope=SCOPE)
    came = protocol.come_back(signer, begun, given)
    known = people.ExternalIdentity.objects.filter(
        account=account, issuer=signer.issuer, subject=came.subject
    )
    if not known.exists():
        raise signing.NotTheirCard
    value, certificate = signing.fetch(signer, asked.transaction, came.access_token)
    received = Received(value, certificate, signing.revocations(certificate))
    return signatures.accept(asked, received=received, by=account)


def _left_by_the_other(asked: SigningRequest) -> SigningRequest:
    """Return the request once the process that took it up is through, or in vain."""
    until = time.monotonic() + _WAIT_SECONDS
    while asked.state == State.ASKED and time.monotonic() < until:
        _pause()
        asked = _request_of(asked.asked_by, asked.ref) or asked
    return asked


def _pause() -> None:
    time.sleep(_LOOK_SECONDS)


def _request_of(account: Account, ref: str) -> SigningRequest | None:
    return (
        SigningRequest.objects.select_related("signature", "asked_by")
        .filter(ref=ref, asked_by=account)
        .first()
    )


def _told(refusal: Refusal) -> Refusal:
    """Return what to say: the sentences of the log-in speak of logging in."""
    if isinstance(refusal, protocol.ProviderUnreachable):
        return signing.SigningUnreachable()
    if isinstance(refusal, protocol.CardLogInRefused):
        stopped = refusal.reason == "provider:access_denied"
        return (
            signing.SigningStopped() if stopped else signatures.SignatureNotBelieved()
        )
    return refusal


def _refuse(
    request: people.ResidentRequest,
    told: Refusal,
    path: str,
    why: Refusal | None = None,
) -> HttpResponse:
    reason = getattr(why, "reason", told.code)
    log.warning("signing refused", extra={"reason": reason})
    messages.error(request, _(told.sentence))
    return redirect(path)
