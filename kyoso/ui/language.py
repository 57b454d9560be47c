"""The language of a page: what residents chose; at the office door always Japanese.

Officers' pages are written in Japanese only, and a browser set to another language
would turn their dates and a few shared parts into it.
"""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from kyoso.kernel.doors import OFFICE


class LanguageOfTheDoor(LocaleMiddleware):
    """Django's own, but for the office door; stands inside ``DoorMiddleware``."""

    def process_request(self, request: HttpRequest) -> None:
        if getattr(request, "door", "") != OFFICE:
            super().process_request(request)
            return
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
