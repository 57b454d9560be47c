"""The client registration and the keys of the sandbox, made at its first start."""

from functools import cache
from pathlib import Path
from typing import TypedDict

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from joserfc.jwk import ECKey

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
        _write(
            client_key, rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
    if not (folder() / "token-key.pem").exists():
        _write(folder() / "token-key.pem", ec.generate_private_key(ec.SECP256R1()))


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
        "redirect_uris": [link(PUBLIC, "digital_auth_app:callback")],
    }


@cache
def token_key() -> ECKey:
    return ECKey.import_key((folder() / "token-key.pem").read_text("utf-8"))


def _write(file: Path, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    unfinished.chmod(0o600)
    unfinished.replace(file)
