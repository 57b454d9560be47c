from django.apps import AppConfig
from django.conf import settings


class UiConfig(AppConfig):
    name = "kyoso.ui"
    label = "ui"
    verbose_name = "画面の部品"

    def ready(self) -> None:
        if not settings.PRODUCTION:
            from kyoso.ui import examples, navigation

            examples.register()
            navigation.office.register(
                navigation.Entry(
                    "styleguide", "部品の見本", "ui:styleguide", order=990, group="見本"
                )
            )
