from django.apps import AppConfig


class DigitalAuthAppConfig(AppConfig):
    name = "kyoso.connectors.digital_auth_app"
    label = "digital_auth_app"
    verbose_name = "デジタル認証アプリ"

    def ready(self) -> None:
        from kyoso.connectors.digital_auth_app import (  # noqa: F401
            checks,
            wiring,
        )
