from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "kyoso.plan"
    label = "plan"
    verbose_name = "進行管理"

    def ready(self) -> None:
        from kyoso.plan import wiring  # noqa: F401
