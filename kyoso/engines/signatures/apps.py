from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    name = "kyoso.engines.signatures"
    label = "signatures"
    verbose_name = "電子署名"

    def ready(self) -> None:
        from kyoso.engines.signatures import checks, wiring  # noqa: F401
