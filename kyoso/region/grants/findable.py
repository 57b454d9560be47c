"""What the search knows of the programmes."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel import words
from kyoso.kernel.doors import PUBLIC
from kyoso.region.grants.definition import Definition
from kyoso.region.grants.models import Programme
from kyoso.ui import dates


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
        for language in words.KEYS:
            told = [words.pick(one.text, language) for one in definition.eligibility]
            yield catalogue.Page(
                key=programme.slug,
                title=words.pick(definition.title, language),
                body=" ".join(
                    [
                        words.pick(definition.summary, language),
                        *told,
                        *_amounts(definition, language),
                        programme.section.name,
                    ]
                ),
                path=address,
                language=language,
            )


def _amounts(definition: Definition, language: str) -> list[str]:
    """Return how much is granted and how often, as its page says it."""
    amount = definition.amount
    with translation.override(language):
        rate = gettext("対象の費用の全額")
        if amount.numerator != amount.denominator:
            rate = gettext("対象の費用の%(below)s分の%(above)s") % {
                "below": amount.denominator,
                "above": amount.numerator,
            }
        told = [rate, f"{gettext('上限')} {dates.yen(amount.cap)}"]
        told += [words.pick(quota.title, language) for quota in definition.quotas]
        if not definition.is_verified:
            told.append(gettext("内容は未確認です。"))
    return told


SOURCE = catalogue.Source("grant", _("補助金・助成金"), pages)
