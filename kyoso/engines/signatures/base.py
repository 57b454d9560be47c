"""What a connector implements so that residents can sign elsewhere.

A connector (``connectors/digital_auth_app``) does four things::

    # wiring.py
    from kyoso.engines.signatures import base
    base.services.register(CardSigning())

    # begin(): sends the digest to the service, tells the engine the service's own
    # name of the transaction, and sends the person away
    signatures.begun(asked, service="…", transaction="…", by=account)

    # the callback: fetches what the card made, and hands it over
    signature = signatures.accept(asked, received=base.Received(…), by=account)
    return redirect(signatures.conclude(signature, by=account))

Where nothing was signed it calls ``signatures.give_up`` and sends the person to
``signatures.page_of``. The connector checks who came back (tokens, the
transaction, the account); the engine checks what was signed, by which
certificate.
"""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kyoso.engines.signatures.models import SigningRequest
from kyoso.kernel.registry import Registry
from kyoso.kernel.words import Words


@dataclass(frozen=True)
class Received:
    """What came back of one signing: raw signature, certificate, CRL (both DER).

    ``revocations`` is the list in force at this moment, of the authority that
    issued the certificate.
    """

    signature: bytes
    certificate: bytes
    revocations: bytes


class SigningService(Protocol):
    """Where a resident signs."""

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> Words | str:
        """The words of the button, a verb phrase in each language."""

    def is_ready(self) -> bool:
        """Tell whether the installation has configured it (no network call)."""

    def anchors(self) -> list[bytes]:
        """Return the certificates (DER) of the authorities that are trusted.

        Old ones stay among them: what they issued is examined for years.
        """

    def begin(self, request: HttpRequest, asked: SigningRequest) -> HttpResponseBase:
        """Send the person away to sign ``asked.digest``; raises a ``Refusal``."""


services: Registry[SigningService] = Registry("signing service")


def ready_service() -> SigningService | None:
    """Return the service at which residents sign now, or None."""
    return next((each for each in services if each.is_ready()), None)


def trusted() -> list[bytes]:
    """Return the authorities (DER) that any registered service trusts."""
    return [anchor for service in services for anchor in service.anchors()]
