"""What must hold before a process with this connector may start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from kyoso.engines.certification import api as certification

# A key shorter than this can be tried out.
_SHORTEST_KEY = 32


@register(Tags.security)
def connector_is_sane(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse the toy key in production, and an introduction without a key."""
    if not settings.PRODUCTION:
        return []
    key = settings.STORE_TERMINALS["key"]
    found: list[CheckMessage] = []
    if key and len(key) < _SHORTEST_KEY:
        found.append(
            Error(
                "The key of the certificate centre is shorter than 32 letters.",
                hint="Set KYOSO_STORE_KEY to the key agreed with the centre.",
                id="store_terminals.E001",
            )
        )
    if not key and certification.rules().store.is_introduced:
        found.append(
            Error(
                "certificates.toml says that stores issue certificates, and there is no key.",
                hint="Set KYOSO_STORE_KEY, or introduced = false.",
                id="store_terminals.E002",
            )
        )
    return found
