"""What the top page and the search know of the procedures."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kyoso.citizens.applications.finder import find
from kyoso.engines.casework import api as casework
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
        for language in words.KEYS:
            told = _told(definition, language)
            yield catalogue.Page(
                key=procedure.slug,
                title=words.pick(definition.title, language),
                body=" ".join([*told, *definition.keywords, procedure.section.name]),
                path=address,
                language=language,
            )


def _told(definition: casework.Definition, language: str) -> list[str]:
    """Return what its page says: for whom, on which conditions, how much, with what."""
    told = [definition.summary, definition.audience, definition.fee]
    told += [paper.title for paper in definition.documents]
    lines = [words.pick(text, language) for text in told if text]
    with translation.override(language):
        unverified = _("（仮の内容）")
        for condition in definition.conditions:
            mark = "" if condition.fact.verified else unverified
            lines.append(words.pick(condition.text, language) + mark)
        for amount in definition.amounts:
            mark = "" if amount.fact.verified else unverified
            title, value = (
                words.pick(text, language) for text in (amount.title, amount.value)
            )
            lines.append(f"{title} {value}{mark}")
    return lines


def home(request: HttpRequest) -> dict[str, object] | None:
    """Return the procedures for the top page, or nothing where there are none."""
    found = find("", language=get_language() or "ja")
    if not found:
        return None
    return {
        "procedures": [item for item in found if item.is_open][:ON_THE_TOP_PAGE],
        "all": reverse("applications:procedures"),
    }


SOURCE = catalogue.Source("procedure", gettext_lazy("手続"), pages)
SECTION = catalogue.HomeSection(
    "procedures",
    "applications/home.html",
    order=20,
    context=home,
    keep=KEPT_SECONDS,
)
