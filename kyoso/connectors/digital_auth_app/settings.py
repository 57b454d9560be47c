"""Where the provider is and who this installation is to it; all configuration.

Addresses and the client registration are handed out by the Digital Agency.
The defaults point at the sandbox of this folder and exist outside production only.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Provider:
    """One registration at one provider.

    ``scope`` names what is asked for: ``openid`` and any of the four attributes
    ``name address birthdate gender``. ``acr_values`` such as ``aal3 crl`` ask
    for an assurance level and a way of checking revocation. ``sign_url`` is where
    a signing begins (none: nobody signs), ``anchors_folder`` what is known of the
    authorities that are trusted (``trusted``).
    """

    issuer: str
    client_id: str
    key_file: str
    scope: str
    acr_values: str
    sign_url: str = ""
    anchors_folder: str = ""

    @property
    def authorization_endpoint(self) -> str:
        return f"{self.issuer}/protocol/openid-connect/auth"

    @property
    def token_endpoint(self) -> str:
        return f"{self.issuer}/protocol/openid-connect/token"

    @property
    def userinfo_endpoint(self) -> str:
        return f"{self.issuer}/protocol/openid-connect/userinfo"

    @property
    def keys_endpoint(self) -> str:
        return f"{self.issuer}/protocol/openid-connect/certs"


def provider() -> Provider | None:
    """Return the configured provider, or None where the city has no registration."""
    given = settings.DIGITAL_AUTH_APP
    return Provider(**given) if given["issuer"] else None


def anchors_folder() -> Path | None:
    """Return the folder of the trusted signing authorities, if one is named.

    Known without a registration too: what was signed is verified for years.
    """
    given = settings.DIGITAL_AUTH_APP["anchors_folder"]
    return Path(given) if given else None
