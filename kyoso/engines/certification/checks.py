"""System checks: the city's rules are sane before the server starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from kyoso.engines.certification.offering import rules


@register()
def check_rules(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse certificates.toml with something that the engine does not know."""
    try:
        rules()
    except ImproperlyConfigured as wrong:
        return [Error(str(wrong), id="certification.E001")]
    return []
