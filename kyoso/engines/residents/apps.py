from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "kyoso.engines.residents"
    label = "residents"
    verbose_name = "住民情報の写し"

    def ready(self) -> None:
        from kyoso.engines.residents import wiring  # noqa: F401
