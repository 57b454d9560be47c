from django.apps import AppConfig
from django.urls import register_converter


class KernelConfig(AppConfig):
    name = "kyoso.kernel"
    label = "kernel"

    def ready(self) -> None:
        from kyoso.kernel.ids import RefConverter

        register_converter(RefConverter, "ref")
