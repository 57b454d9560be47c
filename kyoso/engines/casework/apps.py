from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kyoso.engines.casework"
    label = "casework"
    verbose_name = "事案"

    def ready(self) -> None:
        from kyoso.engines.casework import wiring  # noqa: F401
