"""Each page has a number that a caller can read out."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from kyoso.ui import screens
from tests.visit import Visitor


def names(resolver, above=()):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            spaces = (*above, entry.namespace) if entry.namespace else above
            yield from names(entry, spaces)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join((*above, entry.name))


def test_no_two_pages_have_the_same_number():
    pages = {
        (door, name)
        for door, root in settings.DOORS.items()
        for name in names(get_resolver(root["urlconf"]))
    }
    assert len({screens.number_of(*page) for page in pages}) == len(pages)


@pytest.mark.django_db
def test_the_page_shows_its_number():
    page = Visitor().get("/_styleguide/text").content.decode()
    assert screens.number_of("public", "ui:example") in page
