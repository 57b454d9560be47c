"""What must hold before a process with this connector may start."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def connector_is_sane(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a test double in production and a registration without its key."""
    given = settings.DIGITAL_AUTH_APP
    if not settings.PRODUCTION or not given["issuer"]:
        return []
    found: list[CheckMessage] = []
    if not given["issuer"].startswith("https://") or "sandbox." in given["issuer"]:
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
