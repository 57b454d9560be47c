from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kyoso.engines.audit"
    label = "audit"
    verbose_name = "操作記録"

    def ready(self) -> None:
        from kyoso.engines.audit import wiring  # noqa: F401
