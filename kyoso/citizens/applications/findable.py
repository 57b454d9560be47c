"""What the top page and the search know of the procedures."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kyoso.citizens.applications.finder import find
from kyoso.engines.casework.api import Procedure
from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel import words
from kyoso.kernel.doors import PUBLIC

# More than this and the top page is a list to scroll, not a choice.
ON_THE_TOP_PAGE = 6
# A procedure that opens or closes shows within a minute.
KEPT_SECONDS = 60


def pages() -> Iterator[catalogue.Page]:
    """Yield every public procedure in each language that its file has."""
    for procedure in Procedure.objects.public().select_related("section", "current"):
        definition = procedure.definition
        address = reverse(
            "applications:procedure",
            urlconf=settings.DOORS[PUBLIC]["urlconf"],
            args=[procedure.slug],
        )
        for language in ("ja", "easy", "en"):
            texts = [definition.summary, definition.audience]
            told = [words.pick(text, language) for text in texts]
            yield catalogue.Page(
                key=procedure.slug,
                title=words.pick(definition.title, language),
                body=" ".join([*told, *definition.keywords, procedure.section.name]),
                path=address,
                language=language,
            )


def home(request: HttpRequest) -> dict[str, object] | None:
    """Return the procedures for the top page, or nothing where there are none."""
    found = find("", language=get_language() or "ja")
    if not found:
        return None
    return {
        "procedures": [item for item in found if item.is_open][:ON_THE_TOP_PAGE],
        "all": reverse("applications:procedures"),
    }


SOURCE = catalogue.Source("procedure", _("手続"), pages)
SECTION = catalogue.HomeSection(
    "procedures",
    "applications/home.html",
    order=20,
    context=home,
    keep=KEPT_SECONDS,
)
