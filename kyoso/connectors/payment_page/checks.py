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
    """Refuse a test double in production and a registration without its keys."""
    given = settings.PAYMENT_PAGE
    if not settings.PRODUCTION or not given["base"]:
        return []
    found: list[CheckMessage] = []
    if not outbound.is_real(given["base"]):
        found.append(
            Error(
                "The payment page points at a test double.",
                hint="Set KYOSO_PAYMENT_URL to the company's address.",
                id="payment_page.E001",
            )
        )
    if min(len(given["key"]), len(given["webhook_key"])) < _SHORTEST_KEY:
        found.append(
            Error(
                "The payment page has no key, or one shorter than 32 letters.",
                hint="Set KYOSO_PAYMENT_KEY and KYOSO_PAYMENT_WEBHOOK_KEY.",
                id="payment_page.E002",
            )
        )
    return found
