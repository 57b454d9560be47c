"""Every page of both doors in a real browser: accessible, narrow enough, light.

Citizen pages on a phone of 320 px, office pages on a desk of 1366 px. An address
that nobody opens here stands in ``addresses.py`` with its reason.
"""

import pytest

from tests.architecture import access
from tests.journeys import addresses
from tests.journeys.axe import accessibility_faults, sideways_faults
from tests.journeys.weight import Weight
from tests.visit import inspect
from tests.world import World

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
WIDTHS = {"public": 320, "office": 1366}


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


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("door", ["public", "office"])
def test_every_page_is_accessible(door, half, doors, context, as_person, clean_media):
    world = World()
    pages = _pages(door, doors, context, as_person, world)
    faults = []
    for at, (who, address) in enumerate(_visits(door, world)):
        if at % 2 == half:
            faults += _look(pages[who], door, doors, address)
    assert not faults, "\n".join(faults)


def _pages(door, doors, context, as_person, world):
    found = {}
    for who in addresses.VISITORS:
        page = context(WIDTHS[door]).new_page()
        if who != "stranger":
            as_person(page, getattr(world, who))
        found[who] = page
    return found


def _visits(door, world):
    for route in access.routes(door):
        if is_opened(route):
            who = addresses.looked_at_by(door, route.name)
            address = world.address(route)
            yield who, address
            for query in addresses.QUERIES.get(f"{door} {route.name}", []):
                yield who, address + query


def _look(page, door, doors, address):
    weight = Weight(page)
    answer = page.goto(getattr(doors, door)(address))
    if answer is None or answer.status != 200:
        return [f"{address}: {answer.status if answer else 'no answer'}"]
    landed = page.url.split("?")[0]
    if not landed.endswith(address.split("?")[0]):
        return [f"{address} was sent on to {page.url}"]
    faults = accessibility_faults(page) + sideways_faults(page)
    faults += inspect(answer.text(), door=door)
    if door == "public":
        faults += weight.faults()
    return [f"{address}: {fault}" for fault in faults]
