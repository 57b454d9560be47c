from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "kyoso.engines.media"
    label = "media"
    verbose_name = "添付ファイル"

    def ready(self) -> None:
        from kyoso.engines.media import wiring  # noqa: F401
