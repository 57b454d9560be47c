"""What must hold before a process with this connector may start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from kyoso.kernel import outbound

# A key shorter than this can be tried out.
_SHORTEST_KEY = 32


@register(Tags.security)
def connector_is_sane(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a test double in production, and a registration without its keys."""
    given = settings.NATIONAL_PORTAL
    if not settings.PRODUCTION or not given["base"]:
        return []
    found: list[CheckMessage] = []
    if not outbound.is_real(given["base"]):
        found.append(
            Error(
                "The national portal points at a test double.",
                hint="Set KYOSO_PORTAL_URL to the portal's address.",
                id="national_portal.E001",
            )
        )
    if not given["client_id"] or len(given["secret"]) < _SHORTEST_KEY:
        found.append(
            Error(
                "The national portal has no registration, or a secret under 32 letters.",
                hint="Set KYOSO_PORTAL_CLIENT_ID and KYOSO_PORTAL_SECRET.",
                id="national_portal.E002",
            )
        )
    keys = given["box_keys"]
    if not keys or min(map(len, keys)) < _SHORTEST_KEY:
        found.append(
            Error(
                "What arrives from the national portal has no key to be kept under.",
                hint="Set KYOSO_PORTAL_BOX_KEY to 32 random letters or more.",
                id="national_portal.E003",
            )
        )
    return found
