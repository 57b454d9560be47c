from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "kyoso.citizens.certificates"
    label = "certificates"
    verbose_name = "証明書のオンライン申請"

    def ready(self) -> None:
        from kyoso.citizens.certificates import wiring  # noqa: F401
        from kyoso.engines.catalogue.api import Capability, capabilities

        capabilities.register(
            Capability(
                slug="certificates",
                title="証明書のオンライン申請",
                summary="住民票や税の証明書を、カードで本人確認をして申請し、手数料を払って、"
                "電子の証明書か郵便で受け取れます。",
                audience="市民",
                engines=(
                    "certification",
                    "residents",
                    "documents",
                    "payments",
                    "messaging",
                ),
                home="certificates:list",
                desk="certificates:desk",
            )
        )
