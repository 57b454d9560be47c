from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "kyoso.citizens.applications"
    label = "applications"
    verbose_name = "各種申請等のオンライン申請"

    def ready(self) -> None:
        from kyoso.citizens.applications import wiring  # noqa: F401
        from kyoso.engines.catalogue.api import Capability, capabilities

        capabilities.register(
            Capability(
                slug="applications",
                title="各種申請等のオンライン申請",
                summary="スマートフォン、紙、窓口のどれからでも申請でき、"
                "いまどこまで進んだかが分かります。",
                audience="市民",
                engines=("casework", "forms", "documents", "messaging", "media"),
                home="applications:procedures",
                desk="applications:desk",
            )
        )
