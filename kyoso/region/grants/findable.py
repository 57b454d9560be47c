"""What the search knows of the programmes."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel import words
from kyoso.kernel.doors import PUBLIC
from kyoso.region.grants.models import Programme


def pages() -> Iterator[catalogue.Page]:
    """Yield every public programme in each language that its file has."""
    shown = Programme.objects.exclude(state=Programme.State.HIDDEN)
    for programme in shown.select_related("section", "current"):
        definition = programme.definition
        address = reverse(
            "grants:programme",
            urlconf=settings.DOORS[PUBLIC]["urlconf"],
            args=[programme.slug],
        )
        for language in ("ja", "easy", "en"):
            told = [words.pick(one.text, language) for one in definition.eligibility]
            yield catalogue.Page(
                key=programme.slug,
                title=words.pick(definition.title, language),
                body=" ".join(
                    [
                        words.pick(definition.summary, language),
                        *told,
                        programme.section.name,
                    ]
                ),
                path=address,
                language=language,
            )


SOURCE = catalogue.Source("grant", _("補助金・助成金"), pages)
