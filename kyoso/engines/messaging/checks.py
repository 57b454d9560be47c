"""System checks: the outbox of the demo stays in the demo, templates exist."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from kyoso.engines.messaging.kinds import templates

OUTBOX = "kyoso.engines.messaging.backends.Outbox"


def check_outbox(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a production that would catch mails instead of sending them."""
    if not settings.PRODUCTION or settings.EMAIL_BACKEND != OUTBOX:
        return []
    return [
        Error(
            "Production would keep mails in the demo's outbox and send none.",
            hint="Leave EMAIL_BACKEND alone and set KYOSO_SMTP_HOST.",
            id="messaging.E001",
        )
    ]


def check_templates(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a registered message whose words are missing or do not parse."""
    found: list[CheckMessage] = []
    for kind in templates:
        for path in (kind.subject, kind.body):
            try:
                get_template(path)
            except (TemplateDoesNotExist, TemplateSyntaxError) as problem:
                found.append(
                    Error(
                        f"Message {kind.slug}: {path}: {problem}",
                        id="messaging.E002",
                    )
                )
    return found
