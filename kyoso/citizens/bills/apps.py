from django.apps import AppConfig


class BillsConfig(AppConfig):
    name = "kyoso.citizens.bills"
    label = "bills"
    verbose_name = "わたしの支払い"

    def ready(self) -> None:
        from kyoso.citizens.bills import wiring  # noqa: F401
        from kyoso.engines.catalogue.api import Capability, capabilities

        capabilities.register(
            Capability(
                slug="bills",
                title="わたしの支払い",
                summary="手数料などの支払いを、カード、スマートフォン、銀行、コンビニ、"
                "窓口のどれからでも払え、払えたかどうかが分かります。",
                audience="市民",
                engines=("payments", "ledger", "documents", "casework"),
                home="bills:mine",
                desk="payments:dues",
                serves="料金や納付のある、すべての手続",
            )
        )
