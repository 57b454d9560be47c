"""Every page that links lead a stranger to, on a 320 px phone."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
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
FEWEST = 15


@pytest.fixture
def noshiro():
    call_command("organisation", "load", str(CITY / "organisation.toml"))
    call_command("plan", "load", str(CITY / "plan.toml"))
    call_command("procedures", "load", str(CITY / "procedures"))


def kind(path):
    return ALIKE.sub(r"\1\2", path)


def test_it_is_accessible_and_fits_the_phone(doors, phone, noshiro):
    waiting, seen = ["/"], {"/"}
    opened = 0
    while waiting:
        path = waiting.pop(0)
        answer = phone.goto(doors.public(path))
        assert answer.status < 400, path
        assert_accessible(phone)
        assert_no_sideways_scroll(phone)
        opened += 1
        for href in phone.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        ):
            there = href.split("#")[0]
            if (
                there.startswith("/")
                and not there.startswith(NO_PAGES)
                and not there.endswith(FILES)
                and kind(there) not in seen
            ):
                seen.add(kind(there))
                waiting.append(there)
    assert opened >= FEWEST
