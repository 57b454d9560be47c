from django.apps import AppConfig


class TrayConfig(AppConfig):
    name = "kyoso.engines.tray"
    label = "tray"
    verbose_name = "番号の受け皿"

    def ready(self) -> None:
        from kyoso.engines.tray import checks, wiring  # noqa: F401
