"""Every page that links lead a stranger to, in Noshiro's own plan and procedures."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.journeys.drawn import Artist

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db,
]
CITY = Path(__file__).resolve().parents[2] / "cities" / "noshiro"
# Switches, files and machines' addresses are no pages.
NO_PAGES = ("/language", "/_styleguide", "/static", "/api", "/files")
FILES = (".csv", ".atom", ".json", ".pdf", ".ics")
# One page of each kind is enough: the template is the same.
# Of procedures, one for each first letter: some take applications, some do not yet.
ALIKE = re.compile(
    r"(/plan/(?:initiatives|indicators)/).*|\?.*|(/procedures/[a-z])[a-z0-9-]*"
)
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
FEWEST = 15


@pytest.fixture
def noshiro():
    call_command("organisation", "load", str(CITY / "organisation.toml"))
    call_command("plan", "load", str(CITY / "plan.toml"))
    call_command("procedures", "load", str(CITY / "procedures"))


def kind(path):
    return ALIKE.sub(r"\1\2", path)


def leads_to_a_page(path):
    return not path.startswith(NO_PAGES) and not path.endswith(FILES)


def test_it_is_accessible_and_fits_the_phone(noshiro, viewer):
    stranger = Artist("public")
    waiting, seen = ["/"], {"/"}
    pages = []
    while waiting:
        path = waiting.pop(0)
        page = stranger.draw(path)
        if page is None:
            # Sent on: the log-in is a page of its own.
            continue
        assert page.status < 400, path
        pages.append(page)
        for there in filter(leads_to_a_page, LINK.findall(page.html)):
            if kind(there) not in seen:
                seen.add(kind(there))
                waiting.append(there)
    faults = viewer.faults(pages)
    assert not faults, "\n".join(faults)
    assert len(pages) >= FEWEST
