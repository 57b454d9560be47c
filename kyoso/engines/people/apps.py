from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kyoso.engines.people"
    label = "people"
    verbose_name = "人と組織"

    def ready(self) -> None:
        from kyoso.engines.people import wiring  # noqa: F401
