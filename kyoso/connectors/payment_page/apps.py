from django.apps import AppConfig


class PaymentPageConfig(AppConfig):
    name = "kyoso.connectors.payment_page"
    label = "payment_page"
    verbose_name = "収納代行会社の支払い画面"

    def ready(self) -> None:
        from kyoso.connectors.payment_page import checks, wiring  # noqa: F401
