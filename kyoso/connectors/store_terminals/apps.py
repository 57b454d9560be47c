from django.apps import AppConfig


class StoreTerminalsConfig(AppConfig):
    name = "kyoso.connectors.store_terminals"
    label = "store_terminals"
    verbose_name = "コンビニ交付"

    def ready(self) -> None:
        from kyoso.connectors.store_terminals import checks, wiring  # noqa: F401
