from django.apps import AppConfig
from django.core import checks as django_checks


class DocumentsConfig(AppConfig):
    name = "kyoso.engines.documents"
    label = "documents"
    verbose_name = "文書"

    def ready(self) -> None:
        from kyoso.engines.documents import checks, wiring  # noqa: F401

        django_checks.register(checks.check_papers)
        django_checks.register(checks.check_signature, django_checks.Tags.security)
