"""署名するところ: the way to the card, as the signatures engine lists it."""

import dataclasses
import logging

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kyoso.connectors.digital_auth_app import protocol, signing
from kyoso.connectors.digital_auth_app.protocol import Authorization
from kyoso.connectors.digital_auth_app.settings import anchors_folder, provider
from kyoso.engines.signatures import api as signatures
from kyoso.kernel.doors import PUBLIC, link
from kyoso.kernel.words import Words

SLUG = "digital_auth_app"
# What the session remembers between the way out and the way back.
SESSION = "digital_auth_app.signing"
SCOPE = "openid sign"
_PEM = b"-----BEGIN"
_SUFFIXES = {".pem", ".cer", ".crt", ".der"}
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
        authorities, damaged = read_anchors()
        if damaged:
            log.error("trusted authorities unreadable", extra={"files": damaged})
        return [authority.public_bytes(Encoding.DER) for authority in authorities]

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


def read_anchors() -> tuple[list[x509.Certificate], list[str]]:
    """Return the trusted authorities of the folder, and the names of damaged files."""
    folder = anchors_folder()
    found: list[x509.Certificate] = []
    damaged: list[str] = []
    for file in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
        if file.suffix in _SUFFIXES:
            try:
                found += _authorities_in(file.read_bytes())
            except (ValueError, OSError):
                damaged.append(file.name)
    return found, damaged


def _authorities_in(content: bytes) -> list[x509.Certificate]:
    if content.lstrip().startswith(_PEM):
        return x509.load_pem_x509_certificates(content)
    return [x509.load_der_x509_certificate(content)]
