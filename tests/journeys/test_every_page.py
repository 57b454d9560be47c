"""Every page of both doors in every language: accessible, narrow enough, light.

And what each form on them answers when it is sent empty, and filled wrongly. The
pages are drawn by the test client and shown to one browser window (``viewer``).
An address that nobody opens here stands in ``addresses.py`` with its reason.
"""

import re

import pytest

from tests.architecture import access
from tests.journeys import addresses
from tests.journeys.drawn import SPOKEN, Artist, sendings
from tests.journeys.weight import weight_faults
from tests.visit import inspect
from tests.world import standing

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db,
]
# A random name in an address: the same form stands on many pages.
REF = re.compile(r"/[0-9a-z]{12,}(?=/|$)")
# At least so many pages answer to forms sent carelessly.
FEWEST = {"public": 25, "office": 100}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for all tests of this file, gone without a trace."""
    with (
        django_db_blocker.unblock(),
        standing(tmp_path_factory.mktemp("media")) as found,
    ):
        yield found


def is_opened(route) -> bool:
    name = f"{route.door} {route.name}"
    return not (
        name in addresses.NOT_A_PAGE
        or name in addresses.ONLY_POST
        or name in addresses.ON_THE_WAY_IN
    )


def test_no_address_is_forgotten():
    """Each reason names an address that exists; each other address is opened."""
    known = {
        f"{route.door} {route.name}"
        for door in access.PEOPLE
        for route in access.routes(door)
    }
    listed = {*addresses.NOT_A_PAGE, *addresses.ONLY_POST, *addresses.ON_THE_WAY_IN}
    assert not listed - known
    named = set().union(*addresses.LOOKED_AT_BY.values())
    assert not {name for name in named if not any(k.endswith(name) for k in known)}


def test_what_answers_only_a_button_has_no_page():
    """The table of who gets what agrees: everybody who asks for it gets 405."""
    rows = access.written("public") | access.written("office")
    wrong = []
    for door in access.PEOPLE:
        for route in access.routes(door):
            gets = rows.get((str(route).rpartition(" ")[0], "GET"), {}).values()
            only_post = "405" in gets and not {"200", "302"} & set(gets)
            if only_post != (f"{door} {route.name}" in addresses.ONLY_POST):
                wrong.append(str(route))
    assert not wrong


@pytest.mark.parametrize(
    ("door", "language"),
    [(door, language) for door, spoken in SPOKEN.items() for language in spoken],
)
def test_every_page_is_accessible_in_every_language(door, language, world, viewer):
    artists = _artists(door, world)
    pages, faults = [], []
    for who, address in _visits(door, world):
        page = artists[who].draw(address, language=language)
        if page is None or page.status != 200:
            faults.append(f"{address}: {page.status if page else 'no page'}")
            continue
        pages.append(page)
        faults += _faults_of_its_text(page)
    faults += viewer.faults(pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("door", ["public", "office"])
def test_every_form_sent_empty_or_wrong_is_accessible(door, world, viewer):
    artists = _artists(door, world)
    pages = list(_answers(door, world, artists))
    faults = [f"{page.name}: {page.status}" for page in pages if page.status >= 500]
    for page in pages:
        faults += _faults_of_its_text(page)
    faults += viewer.faults(pages)
    assert not faults, "\n".join(faults)
    wrong = [page for page in pages if page.status == 422]
    assert len(pages) >= FEWEST[door], len(pages)
    assert len(wrong) >= FEWEST[door] // 2, len(wrong)


def _artists(door, world):
    return {who: Artist(door, getattr(world, who, None)) for who in addresses.VISITORS}


def _visits(door, world):
    for route in access.routes(door):
        if is_opened(route):
            who = addresses.looked_at_by(door, route.name)
            address = world.address(route)
            yield who, address
            for query in addresses.QUERIES.get(f"{door} {route.name}", []):
                yield who, address + query


def _answers(door, world, artists):
    """Yield the pages that answer at once; the others were sent on, or are known."""
    sent = set()
    for who, address in _visits(door, world):
        page = artists[who].draw(address)
        for sending in sendings(page.html):
            alike = REF.sub("/-", sending.address), sending.fields, sending.how
            if alike not in sent:
                sent.add(alike)
                answer = artists[who].send(sending)
                if answer is not None:
                    yield answer


def _faults_of_its_text(page):
    faults = inspect(page.html, door=page.door)
    if page.door == "public":
        faults += weight_faults(page.html)
    return [f"{page.name}: {fault}" for fault in faults]
