from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "kyoso.citizens.kiosk"
    label = "kiosk"
    verbose_name = "証明書交付端末"

    def ready(self) -> None:
        from kyoso.citizens.kiosk import checks, wiring  # noqa: F401
        from kyoso.engines.catalogue.api import Capability, capabilities

        capabilities.register(
            Capability(
                slug="kiosk",
                title="証明書交付端末",
                summary="市役所などの端末で、カードで本人確認をして、住民票や税の証明書を"
                "その場で印刷できます。",
                audience="市民",
                engines=("certification", "payments", "media", "people"),
                home="kiosk:start",
                desk="kiosk:desk",
            )
        )
