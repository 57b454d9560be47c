"""What must hold before a process with this connector may start."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from kyoso.connectors.digital_auth_app import trusted
from kyoso.kernel import outbound

TRIAL = "sb-"
# As the toy authority of the sandbox calls itself; production looks for it.
TOY = "TEST JPKI (not real)"


@register(Tags.security)
def connector_is_sane(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse test doubles in production, and what is configured by half."""
    given = settings.DIGITAL_AUTH_APP
    if not settings.PRODUCTION:
        return []
    log_in = _log_in(given) if given["issuer"] else []
    return [*log_in, *_signing(given)]


def _log_in(given: dict[str, str]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not _is_real(given["issuer"]):
        found.append(
            Error(
                "The card log-in points at a test double.",
                hint="Set KYOSO_CARD_ISSUER to the Digital Agency's address.",
                id="digital_auth_app.E001",
            )
        )
    if not given["client_id"] or not Path(given["key_file"]).is_file():
        found.append(
            Error(
                "The card log-in has no client id or no key.",
                hint="Set KYOSO_CARD_CLIENT_ID and KYOSO_CARD_KEY_FILE.",
                id="digital_auth_app.E002",
            )
        )
    return found


def _is_real(address: str) -> bool:
    """Tell whether this may be the service itself: neither our double nor a trial.

    The agency's own trial environment, whose test cards prove nothing about
    anybody, stands at hosts that begin with ``sb-``.
    """
    host = urlsplit(address).hostname or ""
    return outbound.is_real(address) and not host.startswith(TRIAL)


def _signing(given: dict[str, str]) -> list[CheckMessage]:
    """Refuse signing that nobody could verify, and a toy authority in any case."""
    found: list[CheckMessage] = []
    known = trusted.read()
    addresses = [given["sign_url"], *known.lists.values()]
    if given["sign_url"] and not (given["issuer"] and all(map(_is_real, addresses))):
        found.append(
            Error(
                "Signing with the card points at a test double, or nobody can log in.",
                hint="Set KYOSO_CARD_SIGN_URL to the Digital Agency's address, and"
                f" look at {trusted.REVOCATIONS} in KYOSO_CARD_ANCHORS.",
                id="digital_auth_app.E003",
            )
        )
    damaged = known.damaged
    if damaged or (given["sign_url"] and not known.authorities):
        found.append(
            Error(
                "No trusted signing authority can be read"
                f"{'：' if damaged else ''}{'、'.join(damaged)}.",
                hint="Put the authorities' certificates into KYOSO_CARD_ANCHORS.",
                id="digital_auth_app.E004",
            )
        )
    if any(TOY in one.subject.rfc4514_string() for one in known.authorities):
        found.append(
            Error(
                "The toy signing authority of the demo is among the trusted ones.",
                hint="Take its certificate out of KYOSO_CARD_ANCHORS.",
                id="digital_auth_app.E005",
            )
        )
    return found
