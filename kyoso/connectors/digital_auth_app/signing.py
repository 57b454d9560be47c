"""署名API: a digest is sent, a transaction comes back, and at the end what the card made.

Only the digest leaves this house, never the text. The result is fetched with the
token of the person who came back, and is sealed for this installation (JWE).
"""

import base64
import binascii
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography import x509
from django.utils.translation import gettext_noop as _
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from kyoso.connectors.digital_auth_app import protocol, trusted
from kyoso.connectors.digital_auth_app.settings import Provider
from kyoso.engines.signatures import api as signatures
from kyoso.kernel import outbound
from kyoso.kernel.errors import Refusal

_FIELDS = Path(__file__).with_name("signing_fields.toml")
_GONE = {404, 410}
# An id is sent in an address: nothing but what a UUID is made of.
_ID_LETTERS = frozenset("0123456789abcdefABCDEF-")
_LONGEST_ID = 64


class SigningUnreachable(Refusal):
    code = "signing_unreachable"
    sentence = _(
        "デジタル認証アプリにつながりません。入力した内容は残っています。"
        "しばらくたってから、もう一度署名してください。"
    )


class SigningStopped(Refusal):
    code = "signing_stopped"
    sentence = _(
        "署名をせずに戻りました。入力した内容は残っています。もう一度署名するか、ほかの方法で申請できます。"
    )


class SigningGoesOn(Refusal):
    code = "signing_goes_on"
    sentence = _(
        "いま署名を確かめています。しばらくしてから、この画面を開きなおしてください。"
    )


class NotTheirCard(Refusal):
    code = "not_their_card"
    sentence = _(
        "ログインしている方のカードではないようです。ログインしたカードで、もう一度署名してください。"
    )


@cache
def fields() -> Mapping[str, Any]:
    """Return the names of the API's fields (``signing_fields.toml``)."""
    return tomllib.loads(_FIELDS.read_text("utf-8"))


def open_transaction(provider: Provider, digest: str) -> str:
    """Begin a signing of this SHA-256 (hexadecimal); return the provider's id of it."""
    names = fields()["begin"]
    told = base64.b64encode(bytes.fromhex(digest)).decode("ascii")
    token = _token_of_the_city(provider)
    got = protocol.ask(
        "POST",
        provider.sign_url,
        json={names["digest"]: told},
        headers={"Authorization": f"Bearer {token}"},
    )
    found = got.get(names["transaction"])
    is_id = (
        isinstance(found, str)
        and 0 < len(found) <= _LONGEST_ID
        and set(found) <= _ID_LETTERS
    )
    if not is_id:
        raise protocol.CardLogInRefused("transaction")
    return str(found)


def fetch(
    provider: Provider, transaction: str, access_token: str
) -> tuple[bytes, bytes]:
    """Return the raw signature and the certificate (DER) of a finished transaction.

    Raises ``signatures.SigningTimedOut`` where the provider no longer has it.
    """
    url = f"{provider.sign_url}/{quote(transaction, safe='')}/result"
    headers = {"Authorization": f"Bearer {access_token}"}
    try:
        got = protocol.ask("GET", url, headers=headers)
    except protocol.CardLogInRefused as refusal:
        if refusal.status in _GONE:
            raise signatures.SigningTimedOut from None
        raise
    names = fields()["result"]
    opened = _open(provider, got.get(names["sealed"]))
    return _bytes(opened, names["signature"]), _bytes(opened, names["certificate"])


def revocations(certificate: bytes) -> bytes:
    """Return the revocation list in force (DER) of the authority of a certificate.

    From the address that the city has written beside that authority, else from the
    one that the certificate names. Of an authority that nobody trusts nothing is
    asked: an address chosen by a stranger is not called. Raises
    ``signatures.SignatureNotBelieved`` for such a one, and
    ``signatures.RevocationUnknown``: without a list no signature is accepted.
    """
    issuer = signatures.issuer_of(certificate)
    if not issuer:
        raise signatures.SignatureNotBelieved
    url = trusted.read().lists.get(issuer) or _named_in(certificate)
    try:
        got = outbound.request("GET", url) if url else None
    except Refusal:
        got = None
    if got is None or got.status_code != 200:
        raise signatures.RevocationUnknown
    return got.content


def _token_of_the_city(provider: Provider) -> str:
    """Return a token of this installation itself (client credentials)."""
    tokens = protocol.ask(
        "POST",
        provider.token_endpoint,
        data={
            "grant_type": "client_credentials",
            "scope": "sign",
            "client_id": provider.client_id,
            "client_assertion_type": protocol.CLIENT_ASSERTION,
            "client_assertion": protocol.client_assertion(provider),
        },
    )
    token = tokens.get("access_token")
    if not isinstance(token, str) or not token:
        raise protocol.CardLogInRefused("tokens")
    return token


def _open(provider: Provider, sealed: object) -> dict[str, Any]:
    key = RSAKey.import_key(Path(provider.key_file).read_text("utf-8"))
    try:
        opened = jwe.decrypt_compact(
            str(sealed), key, algorithms=list(fields()["jwe"]["algorithms"])
        )
        said = json.loads(opened.plaintext or b"")
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        raise protocol.CardLogInRefused(f"jwe:{type(problem).__name__}") from None
    if not isinstance(said, dict):
        raise protocol.CardLogInRefused("jwe")
    return said


def _bytes(said: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(str(said.get(name, "")), validate=True)
    except (binascii.Error, ValueError):
        raise protocol.CardLogInRefused(f"base64:{name}") from None


def _named_in(certificate: bytes) -> str:
    """Return the address of the list that a trusted certificate names."""
    loaded = x509.load_der_x509_certificate(certificate)
    try:
        points = loaded.extensions.get_extension_for_class(
            x509.CRLDistributionPoints
        ).value
    except (ValueError, x509.ExtensionNotFound):
        return ""
    addresses = [
        str(name.value)
        for point in points
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    ]
    return next((each for each in addresses if each.startswith("http")), "")
