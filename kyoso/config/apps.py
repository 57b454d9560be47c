from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kyoso.config"
    label = "config"

    def ready(self) -> None:
        from kyoso.config import checks, wiring  # noqa: F401
