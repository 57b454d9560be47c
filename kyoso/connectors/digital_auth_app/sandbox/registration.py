"""The client registration and the keys of the sandbox, made at its first start."""

from functools import cache
from pathlib import Path
from typing import TypedDict

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from joserfc.jwk import ECKey, RSAKey

from kyoso.connectors.digital_auth_app.sandbox import keeping
from kyoso.kernel.doors import PUBLIC, link


class Client(TypedDict):
    client_id: str
    public_key: str
    redirect_uris: list[str]


def folder() -> Path:
    place = Path(settings.VAR) / "sandbox"
    place.mkdir(parents=True, exist_ok=True)
    return place


def prepare() -> None:
    """Make the client's key and the provider's key where there are none yet."""
    client_key = Path(settings.DIGITAL_AUTH_APP["key_file"])
    if not client_key.exists():
        keeping.put(
            client_key,
            keeping.private(
                rsa.generate_private_key(public_exponent=65537, key_size=2048)
            ),
        )
    if not (folder() / "token-key.pem").exists():
        keeping.put(
            folder() / "token-key.pem",
            keeping.private(ec.generate_private_key(ec.SECP256R1())),
        )


def client_key() -> RSAKey:
    """Return the public half of the client's key, for what is sealed for it."""
    return RSAKey.import_key(client()["public_key"])


def client() -> Client:
    """Return the one client that the sandbox knows: this installation."""
    private = serialization.load_pem_private_key(
        Path(settings.DIGITAL_AUTH_APP["key_file"]).read_bytes(), None
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return {
        "client_id": settings.DIGITAL_AUTH_APP["client_id"],
        "public_key": public.decode("ascii"),
        "redirect_uris": [
            link(PUBLIC, "digital_auth_app:callback"),
            link(PUBLIC, "digital_auth_app:signed"),
        ],
    }


@cache
def token_key() -> ECKey:
    return ECKey.import_key((folder() / "token-key.pem").read_text("utf-8"))
