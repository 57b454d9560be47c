"""封: what arrived is kept encrypted, so that the database alone shows nobody anything.

AES-256-GCM under a key of the installation; the receipt number is bound to the
content, so that one cannot be put in the place of another. The first key of
``KYOSO_PORTAL_BOX_KEY`` seals, the others still open what they sealed.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE, _MARK = 12, 8
_PURPOSE = b"kyoso.connectors.national_portal.sealing"


class SealBroken(Exception):  # noqa: N818 - says what is wrong
    """No key of this installation opens it, or it was changed."""


def seal(content: bytes, *, receipt_number: str) -> bytes:
    """Return the content sealed for this receipt number."""
    key, mark = _keys()[0]
    nonce = secrets.token_bytes(_NONCE)
    return mark + nonce + AESGCM(key).encrypt(nonce, content, receipt_number.encode())


def unseal(sealed: bytes, *, receipt_number: str) -> bytes:
    """Return the content. Raises ``SealBroken``."""
    mark, nonce = sealed[:_MARK], sealed[_MARK : _MARK + _NONCE]
    for key, known in _keys():
        if known == mark:
            try:
                return AESGCM(key).decrypt(
                    nonce, sealed[_MARK + _NONCE :], receipt_number.encode()
                )
            except InvalidTag:
                raise SealBroken from None
    raise SealBroken


def _keys() -> list[tuple[bytes, bytes]]:
    """Return each key with the mark by which what it sealed is known."""
    found = []
    for text in settings.NATIONAL_PORTAL["box_keys"]:
        key = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(text.encode())
        found.append((key, hashlib.sha256(_PURPOSE + key).digest()[:_MARK]))
    return found
