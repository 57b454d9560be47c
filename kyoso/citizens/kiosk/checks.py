"""System checks: the city's rules for its terminals are sane before the server starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from kyoso.citizens.kiosk.rules import rules


@register()
def check_rules(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a kiosk.toml that is missing or says what cannot be."""
    try:
        rules()
    except ImproperlyConfigured as wrong:
        return [Error(str(wrong), id="kiosk.E001")]
    return []
