"""署名するところ: the way to the card, as the signatures engine lists it."""

import dataclasses
import logging

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kyoso.connectors.digital_auth_app import protocol, signing, trusted
from kyoso.connectors.digital_auth_app.protocol import Authorization
from kyoso.connectors.digital_auth_app.settings import provider
from kyoso.engines.signatures import api as signatures
from kyoso.kernel.doors import PUBLIC, link
from kyoso.kernel.words import Words

SLUG = "digital_auth_app"
# What the session remembers between the way out and the way back.
SESSION = "digital_auth_app.signing"
SCOPE = "openid sign"
log = logging.getLogger("kyoso.digital_auth_app")


class CardSigning:
    """マイナンバーカードでの署名, through the Digital Authentication App."""

    slug = SLUG
    title: Words | str = Words(
        {
            "ja": "マイナンバーカードで署名して出す",
            "easy": "マイナンバーカードで 署名（しょめい）して 出（だ）す",
            "en": "Sign with the My Number Card and file",
        }
    )

    def is_ready(self) -> bool:
        registered = provider()
        return registered is not None and bool(registered.sign_url)

    def anchors(self) -> list[bytes]:
        found = trusted.read()
        if found.damaged:
            log.error("trusted authorities unreadable", extra={"files": found.damaged})
        return found.anchors

    def begin(
        self, request: HttpRequest, asked: signatures.SigningRequest
    ) -> HttpResponseBase:
        registered = provider()
        if registered is None or not registered.sign_url:
            raise signatures.NoSigningService
        try:
            transaction = signing.open_transaction(registered, asked.digest)
        except protocol.CardLogInRefused as refusal:
            raise signing.SigningUnreachable from refusal
        signatures.begun(
            asked, service=SLUG, transaction=transaction, by=asked.asked_by
        )
        begun = dataclasses.replace(
            Authorization.begin(link(PUBLIC, "digital_auth_app:signed")),
            sign_transaction_id=transaction,
        )
        request.session[SESSION] = {**begun.to_session(), "asked": asked.ref}
        return redirect(begun.address(dataclasses.replace(registered, scope=SCOPE)))
