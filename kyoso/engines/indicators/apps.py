from django.apps import AppConfig
from django.core.checks import Tags, register


class IndicatorsConfig(AppConfig):
    name = "kyoso.engines.indicators"
    label = "indicators"
    verbose_name = "指標"

    def ready(self) -> None:
        from kyoso.engines.indicators import checks, wiring  # noqa: F401

        register(checks.guards_are_installed, Tags.database)
