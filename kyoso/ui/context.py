"""What every page knows without being told."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from kyoso.ui import screens
from kyoso.ui.city import city


def page(request: HttpRequest) -> dict[str, object]:
    """Return door, city, language, screen number and whether this is the demo.

    Costs no query. ``html_lang`` is what the lang attribute says: やさしい日本語
    is Japanese.
    """
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "door": getattr(request, "door", settings.DOOR),
        "is_demo": settings.DEMO,
        "city": city(),
        "language": language,
        "html_lang": language.split("-", maxsplit=1)[0],
        "screen_number": screens.number_for(request),
    }
