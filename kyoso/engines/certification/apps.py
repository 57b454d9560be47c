from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "kyoso.engines.certification"
    label = "certification"
    verbose_name = "証明の発行"

    def ready(self) -> None:
        from kyoso.engines.certification import checks, wiring  # noqa: F401
