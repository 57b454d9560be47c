from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "kyoso.connectors.webhooks"
    label = "webhooks"
    verbose_name = "変化のお知らせ（webhook）"

    def ready(self) -> None:
        from kyoso.connectors.webhooks import wiring  # noqa: F401
