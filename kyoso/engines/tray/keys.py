"""鍵: the public key of the tray is read here; the private one is never in this house.

The demo and the tests make a toy pair, whose public half says so and is refused in
production; its private half lies beside it for whoever plays the numbered business.
"""

import logging
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from django.conf import settings

log = logging.getLogger("kyoso.tray")

MARK = "Kyoso toy key - not a city"
PUBLIC, PRIVATE = "tray-public.pem", "tray-private.pem"


class KeyUnreadable(ValueError):  # noqa: N818 - says what is wrong
    """A file is no X25519 key in PEM."""


def is_open() -> bool:
    """Tell whether this city has a tray: a key to seal to, that can be read now."""
    if not settings.TRAY["public_key_file"]:
        return False
    try:
        public_key()
    except (OSError, ValueError) as wrong:
        # The pages close the tray; whoever runs the house must hear why.
        log.error("the tray's key cannot be read", extra={"why": type(wrong).__name__})
        return False
    return True


def public_key() -> X25519PublicKey:
    """Return the key to seal to. Raises ``KeyUnreadable``, ``OSError``."""
    path = Path(settings.TRAY["public_key_file"])
    if not settings.PRODUCTION and not path.exists():
        make_pair(path.parent, mark=MARK)
    return read_public(path)


def read_public(path: Path) -> X25519PublicKey:
    """Return the public key of a PEM file. Raises ``KeyUnreadable``, ``OSError``."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except ValueError:
        raise KeyUnreadable(path.name) from None
    if not isinstance(key, X25519PublicKey):
        raise KeyUnreadable(path.name)
    return key


def read_private(path: Path) -> X25519PrivateKey:
    """Return the private key of a PEM file, on the machine of the numbered business.

    Raises ``KeyUnreadable``, ``OSError``.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise KeyUnreadable(path.name) from None
    if not isinstance(key, X25519PrivateKey):
        raise KeyUnreadable(path.name)
    return key


def is_toy(path: Path) -> bool:
    """Tell whether a key was made for the demo or the tests. Raises ``OSError``."""
    return MARK in path.read_text("utf-8", errors="replace")


def make_pair(folder: Path, *, mark: str = "") -> tuple[Path, Path]:
    """Make a pair in a folder and return its files; one that is there stays.

    The private key is in place before the public one, which readers look for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    public, private = folder / PUBLIC, folder / PRIVATE
    try:
        with private.open("xb") as opened:
            private.chmod(0o600)
            key = X25519PrivateKey.generate()
            opened.write(
                key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
    except FileExistsError:
        key = read_private(private)
    told = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    text = f"{mark}\n".encode() + told if mark else told
    if not public.exists():
        public.write_bytes(text)
    return public, private
