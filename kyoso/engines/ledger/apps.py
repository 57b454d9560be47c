from django.apps import AppConfig
from django.core import checks as django_checks


class LedgerConfig(AppConfig):
    name = "kyoso.engines.ledger"
    label = "ledger"
    verbose_name = "会計"

    def ready(self) -> None:
        from kyoso.engines.ledger import checks, wiring  # noqa: F401

        django_checks.register(checks.balances_are_kept, django_checks.Tags.database)
