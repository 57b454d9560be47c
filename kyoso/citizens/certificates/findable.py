"""What the search knows of the certificates."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.certification import api as certification
from kyoso.kernel import words
from kyoso.kernel.doors import PUBLIC


def pages() -> Iterator[catalogue.Page]:
    """Yield the page of the certificates under the name of each, in each language."""
    address = reverse("certificates:list", urlconf=settings.DOORS[PUBLIC]["urlconf"])
    for slug, offer in certification.rules().offers.items():
        for language in words.KEYS.values():
            yield catalogue.Page(
                key=slug,
                title=words.pick(offer.kind.title, language),
                body=words.pick(offer.kind.about, language),
                path=address,
                language=language,
            )


SOURCE = catalogue.Source("certificate", _("証明書"), pages)
