"""Toy keys and their certificates in files: the same in every process and after a restart."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

_PEM = serialization.Encoding.PEM


def read(file: Path) -> tuple[rsa.RSAPrivateKey, x509.Certificate] | None:
    """Return the key and the certificate of a file, or None where it is not there."""
    if not file.exists():
        return None
    content = file.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key, x509.load_pem_x509_certificate(content)


def write(file: Path, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
    """Keep a key with its certificate, readable by the owner only."""
    put(file, private(key) + certificate.public_bytes(_PEM))


def private(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """Return a private key as an unlocked PEM: nothing real stands behind it."""
    return key.private_bytes(
        _PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.chmod(0o600)
    unfinished.replace(file)
