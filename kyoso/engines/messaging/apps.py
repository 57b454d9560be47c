from django.apps import AppConfig
from django.core import checks as django_checks


class MessagingConfig(AppConfig):
    name = "kyoso.engines.messaging"
    label = "messaging"
    verbose_name = "通知"

    def ready(self) -> None:
        from kyoso.engines.messaging import checks, wiring  # noqa: F401

        django_checks.register(checks.check_outbox)
        django_checks.register(checks.check_templates)
