from django.apps import AppConfig
from django.core import checks as django_checks


class GrantsConfig(AppConfig):
    name = "kyoso.region.grants"
    label = "grants"
    verbose_name = "補助金・助成金"

    def ready(self) -> None:
        from kyoso.engines.catalogue.api import Capability, capabilities
        from kyoso.region.grants import checks, wiring  # noqa: F401

        django_checks.register(checks.rounds_are_kept, django_checks.Tags.database)
        capabilities.register(
            Capability(
                slug="grants",
                title="補助金・助成金",
                summary="補助金の残りの予算が分かり、申請のあとの決定、実績報告、"
                "額の確定、支払いまでを画面で追えます。",
                audience="市民",
                engines=("casework", "ledger", "documents", "media", "messaging"),
                home="grants:programmes",
                desk="grants:desk",
            )
        )
