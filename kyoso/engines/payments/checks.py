"""System checks: the channels of the city can be read and lead somewhere."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.payments import base, channels


def channels_are_sane(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """``payments.E001`` the file cannot be read; ``payments.E002`` nobody collects."""
    try:
        told = channels.rules()
    except ImproperlyConfigured as wrong:
        return [Error(str(wrong), id="payments.E001")]
    return [
        Error(
            f"The channel {channel.slug} needs the provider {channel.provider!r}.",
            hint="Install its connector, or take the channel out of payments.toml.",
            id="payments.E002",
        )
        for channel in told.channels.values()
        if channel.provider and channel.provider not in base.providers
    ]
