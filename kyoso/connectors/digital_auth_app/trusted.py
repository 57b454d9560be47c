"""信頼する認証局: whose certificates are believed, and where each lists what it revoked.

One folder holds both, so that a backup of it is whole: a certificate a file, and
``revocations.toml``, which names for a file the address of its authority's list::

    "jpki-2024.cer" = "https://…"

For a file that is not named there, the address in the person's certificate holds.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kyoso.connectors.digital_auth_app.settings import anchors_folder

REVOCATIONS = "revocations.toml"
_PEM = b"-----BEGIN"
_SUFFIXES = {".pem", ".cer", ".crt", ".der"}


@dataclass(frozen=True)
class Trusted:
    """What the folder says; ``lists`` is the address of a list by authority (DER).

    ``damaged`` names what cannot be read.
    """

    authorities: list[x509.Certificate] = field(default_factory=list)
    lists: dict[bytes, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> list[bytes]:
        return [authority.public_bytes(Encoding.DER) for authority in self.authorities]


def read() -> Trusted:
    """Read the folder anew: an authority is added without a restart."""
    folder = anchors_folder()
    found = Trusted()
    if folder is None or not folder.is_dir():
        return found
    addresses = _addresses(folder / REVOCATIONS, found)
    for file in sorted(folder.iterdir()):
        if file.suffix not in _SUFFIXES:
            continue
        try:
            authorities = _authorities_in(file.read_bytes())
        except (ValueError, OSError):
            found.damaged.append(file.name)
            continue
        found.authorities.extend(authorities)
        if address := addresses.pop(file.name, ""):
            found.lists.update(
                (each.public_bytes(Encoding.DER), address) for each in authorities
            )
    # An address for a file that is not there: the list of nobody.
    found.damaged.extend(f"{REVOCATIONS}：{name}" for name in addresses)
    return found


def _addresses(file: Path, found: Trusted) -> dict[str, str]:
    try:
        told: Mapping[str, object] = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        found.damaged.append(REVOCATIONS)
        return {}
    if not all(isinstance(address, str) for address in told.values()):
        found.damaged.append(REVOCATIONS)
    return {name: address for name, address in told.items() if isinstance(address, str)}


def _authorities_in(content: bytes) -> list[x509.Certificate]:
    if content.lstrip().startswith(_PEM):
        return x509.load_pem_x509_certificates(content)
    return [x509.load_der_x509_certificate(content)]
