from django.apps import AppConfig


class NationalPortalConfig(AppConfig):
    name = "kyoso.connectors.national_portal"
    label = "national_portal"
    verbose_name = "国のポータルからの取込み"

    def ready(self) -> None:
        from kyoso.connectors.national_portal import checks, wiring  # noqa: F401
