from django.apps import AppConfig
from django.core import checks as django_checks


class PaymentsConfig(AppConfig):
    name = "kyoso.engines.payments"
    label = "payments"
    verbose_name = "支払い"

    def ready(self) -> None:
        from kyoso.engines.payments import checks, wiring  # noqa: F401

        django_checks.register(checks.channels_are_sane)
