from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "kyoso.engines.forms"
    label = "forms"
    verbose_name = "様式"

    def ready(self) -> None:
        from kyoso.engines.forms import wiring  # noqa: F401
