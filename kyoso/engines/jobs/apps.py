from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kyoso.engines.jobs"
    label = "jobs"
    verbose_name = "処理"

    def ready(self) -> None:
        from kyoso.engines.jobs import wiring  # noqa: F401
