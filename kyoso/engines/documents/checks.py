"""System checks: every registered paper has its template; the signature is no toy."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from kyoso.engines.documents import signing
from kyoso.engines.documents.kinds import papers
from kyoso.engines.documents.rendering import template_path


def check_papers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a paper whose template is not there."""
    return [
        Error(
            f"Paper {paper.slug}: {paper.template} does not exist.", id="documents.E001"
        )
        for paper in papers
        if not template_path(paper.template).is_file()
    ]


def check_signature(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse the demo's certificate in production, and one that cannot be read."""
    certificate, _ = signing.files()
    if not settings.PRODUCTION or not settings.CITY_SIGNATURE["certificate_file"]:
        return []
    if not certificate.is_file():
        # Only the worker may read it: the doors start without.
        return []
    try:
        wrong = "is a toy of the demo" if signing.is_toy() else ""
    except (OSError, ValueError):
        wrong = "cannot be read"
    if not wrong:
        return []
    return [
        Error(
            f"The certificate of the city's signature {wrong}.",
            hint="Set KYOSO_SIGNATURE_CERTIFICATE_FILE to the city's own.",
            id="documents.E002",
        )
    ]
