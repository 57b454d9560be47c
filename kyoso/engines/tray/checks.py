"""What must hold before a process with a tray may start."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from kyoso.engines.tray import keys


@register(Tags.security)
def tray_is_sane(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a toy key in production, a private one, and one that cannot be read."""
    given = settings.TRAY["public_key_file"]
    if not settings.PRODUCTION or not given:
        return []
    try:
        keys.read_public(Path(given))
        wrong = "is a toy of the demo" if keys.is_toy(Path(given)) else ""
    except (OSError, ValueError):
        wrong = "is no public X25519 key that can be read"
    if not wrong:
        return []
    return [
        Error(
            f"The key of the tray {wrong}.",
            hint="Set KYOSO_TRAY_KEY_FILE to the public key of the numbered business.",
            id="tray.E001",
        )
    ]
