"""封: to a public key, so that whoever seals cannot open.

A fresh X25519 key for each file meets the recipient's; HKDF-SHA256 makes of the two
the key of AES-256-GCM. The ref of the file is bound to it. What is inside begins
with the name that the file came under, so that the name is sealed too.

    KYOSO-TRAY-1 LF | ephemeral public key (32) | nonce (12) | ciphertext and tag
"""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"KYOSO-TRAY-1\n"
_POINT, _NONCE, _LENGTH = 32, 12, 4


class NotOpened(Exception):  # noqa: N818 - says what is wrong
    """It is no sealed file of a tray, was changed, or is for another key or ref."""


def seal(content: bytes, *, name: str, ref: str, to: X25519PublicKey) -> bytes:
    """Return the content and its name, which only the holder of the private key opens."""
    own = X25519PrivateKey.generate()
    point = own.public_key().public_bytes_raw()
    nonce = secrets.token_bytes(_NONCE)
    head = json.dumps({"name": name}, ensure_ascii=False).encode()
    inside = len(head).to_bytes(_LENGTH, "big") + head + content
    key = _key(own.exchange(to), point, to.public_bytes_raw())
    return MAGIC + point + nonce + AESGCM(key).encrypt(nonce, inside, ref.encode())


def open_sealed(sealed: bytes, *, ref: str, key: X25519PrivateKey) -> tuple[str, bytes]:
    """Return name and content. For the numbered business: no page of ours calls it.

    Raises ``NotOpened``.
    """
    at = len(MAGIC)
    point, nonce = sealed[at : at + _POINT], sealed[at + _POINT :][:_NONCE]
    if not sealed.startswith(MAGIC) or len(nonce) != _NONCE:
        raise NotOpened
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(point))
        opener = AESGCM(_key(shared, point, key.public_key().public_bytes_raw()))
        inside = opener.decrypt(nonce, sealed[at + _POINT + _NONCE :], ref.encode())
    except (InvalidTag, ValueError):
        raise NotOpened from None
    length = int.from_bytes(inside[:_LENGTH], "big")
    try:
        head = json.loads(inside[_LENGTH : _LENGTH + length])
        return str(head["name"]), inside[_LENGTH + length :]
    except (ValueError, TypeError, KeyError, RecursionError):
        # Whoever has the public key can seal anything.
        raise NotOpened from None


def _key(shared: bytes, point: bytes, to: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=MAGIC + point + to).derive(shared)
