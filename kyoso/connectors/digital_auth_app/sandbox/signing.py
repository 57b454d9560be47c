"""The provider's side of signing: transactions, the card that signs, the sealed result."""

import base64
import binascii
import json
import uuid
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.cache import cache
from joserfc import jwe

from kyoso.connectors.digital_auth_app import trusted
from kyoso.connectors.digital_auth_app.sandbox import keeping, registration
from kyoso.connectors.digital_auth_app.sandbox.authority import signing_authority
from kyoso.connectors.digital_auth_app.sandbox.cards import (
    revocation_list,
    sign,
    signing_card,
)
from kyoso.connectors.digital_auth_app.sandbox.wrong import Wrong
from kyoso.connectors.digital_auth_app.signing import fields
from kyoso.connectors.digital_auth_app.signing_service import SLUG
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.base import Received

TRANSACTION_SECONDS = 600
TOY_FILE = "toy-signing-ca.pem"
SHA256_BYTES = 32


def trust() -> None:
    """Put the toy authority among those that this installation trusts, with its list."""
    folder = Path(settings.DIGITAL_AUTH_APP["anchors_folder"])
    toy = signing_authority().certificate.public_bytes(Encoding.PEM)
    keeping.put(folder / TOY_FILE, toy)
    lists = folder / trusted.REVOCATIONS
    known = lists.read_text("utf-8").splitlines() if lists.exists() else []
    others = [line for line in known if not line.startswith(f'"{TOY_FILE}"')]
    address = f"{settings.DOORS['sandbox']['base']}/jpki/signing.crl"
    told = [*others, f'"{TOY_FILE}" = "{address}"', ""]
    keeping.put(lists, "\n".join(told).encode("utf-8"))


def open_transaction(told: Any) -> str:
    """Begin a transaction for a digest, or raise ``Wrong``."""
    named = fields()["begin"]["digest"]
    try:
        digest = base64.b64decode(told[named], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Wrong("invalid_request", named) from None
    if len(digest) != SHA256_BYTES:
        raise Wrong("invalid_request", named)
    made = str(uuid.uuid4())
    cache.set(_key(made), {"digest": digest.hex(), "made": ""}, TRANSACTION_SECONDS)
    return made


def is_open(transaction: str) -> bool:
    """Tell whether a transaction waits for a card."""
    kept = cache.get(_key(transaction))
    return kept is not None and not kept["made"]


def sign_with(transaction: str, slug: str) -> None:
    """Let the card sign the transaction's digest, whatever state the card is in.

    Whether the certificate is good is for whoever verifies, as it is in the world.
    """
    kept = cache.get(_key(transaction))
    if kept is None or kept["made"]:
        raise Wrong("invalid_request", "sign_transaction_id")
    made = sign(slug, bytes.fromhex(kept["digest"]))
    told = {**kept, "made": base64.b64encode(made).decode("ascii"), "holder": slug}
    cache.set(_key(transaction), told, TRANSACTION_SECONDS)


def let_pass(transaction: str) -> None:
    """Let the time of a transaction run out."""
    cache.delete(_key(transaction))


def result(transaction: str, granted: dict[str, str]) -> dict[str, str]:
    """Return the sealed result to the token of whoever signed, or raise ``Wrong``."""
    if "sign" not in granted["scope"].split():
        raise Wrong("insufficient_scope")
    kept = cache.get(_key(transaction))
    if kept is None or not kept["made"]:
        raise Wrong("not_found")
    if granted.get("transaction") != transaction or granted["holder"] != kept["holder"]:
        raise Wrong("insufficient_scope")
    _private, certificate = signing_card(kept["holder"])
    names = fields()["result"]
    der = certificate.public_bytes(Encoding.DER)
    said = {
        names["signature"]: kept["made"],
        names["certificate"]: base64.b64encode(der).decode("ascii"),
    }
    algorithm, encryption = fields()["jwe"]["algorithms"]
    sealed = jwe.encrypt_compact(
        {"alg": algorithm, "enc": encryption},
        json.dumps(said),
        registration.client_key(),
        algorithms=[algorithm, encryption],
    )
    return {names["sealed"]: sealed}


def sign_at_once(
    asked: signatures.SigningRequest, slug: str, *, by: Account
) -> signatures.Signature:
    """Sign a request with a toy card without the way through the browser, for the demo."""
    signatures.begun(asked, service=SLUG, transaction=str(uuid.uuid4()), by=by)
    made = sign(slug, bytes.fromhex(asked.digest))
    _private, certificate = signing_card(slug)
    told = Received(
        made,
        certificate.public_bytes(Encoding.DER),
        revocation_list().public_bytes(Encoding.DER),
    )
    return signatures.accept(asked, received=told, by=by)


def _key(transaction: str) -> str:
    return f"sandbox-sign-{transaction}"
