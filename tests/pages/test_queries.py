"""Every page of both doors keeps to its budget of queries: five, and fifteen at a desk.

The pages are those of the access table's world, the first look at each left out: it
fills what a process keeps. An exception stands in ``queries.toml`` with its reason.
"""

import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.architecture import access
from tests.journeys import addresses
from tests.visit import HOSTS, MOST_QUERIES, is_page
from tests.world import standing

# Who looks besides: what they may not see is no page.
ALSO = {"public": ("stranger", "taro"), "office": ("suzuki", "mori", "mayor")}
# At least so many: otherwise something kept the visitors out.
PAGES = {"public": 85, "office": 110}
EXCEPTIONS = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        standing(tmp_path_factory.mktemp("media")) as found,
    ):
        yield found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("door", ["public", "office"])
def test_every_page_keeps_to_its_budget(world, door):
    everybody = {*addresses.VISITORS, *ALSO[door]}
    clients = {who: _visitor(world, door, who) for who in everybody}
    granted = EXCEPTIONS.get(door, {})
    over, opened, worst = [], set(), Counter()
    for name, who, address in _visits(world, door):
        asked = _queries(clients[who], address)
        if asked is None:
            continue
        opened.add(name)
        worst[name] = max(worst[name], len(asked))
        if len(asked) > granted.get(name, {"most": MOST_QUERIES[door]})["most"]:
            over.append(f"{len(asked)} {name} {who} {address}\n" + "\n".join(asked))
    assert not over, "\n\n".join(over)
    assert len(opened) >= PAGES[door]
    assert {name: one["most"] for name, one in granted.items()} == {
        name: worst[name] for name in granted
    }, "An exception grants more than is needed."


def _visitor(world, door, who):
    """Return a client in which somebody is logged in, and has been asked just now."""
    client = Client(HTTP_HOST=HOSTS[door])
    person = getattr(world, who, None)
    if person is not None:
        client.force_login(person.account)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time()}
        ]
        session.save()
    return client


def _visits(world, door):
    for route in access.routes(door):
        who = addresses.looked_at_by(door, route.name)
        address = world.address(route)
        for query in ("", *addresses.QUERIES.get(f"{door} {route.name}", [])):
            yield route.name, who, address + query
        for other in ALSO[door]:
            if other != who:
                yield route.name, other, address


def _queries(client, address):
    """Return what a second look at a page asks; None where there is no page."""
    first = client.get(address)
    if first.streaming:
        # A file: read to its end, so that it is closed.
        for _ in first.streaming_content:
            pass
    if not is_page(first):
        return None
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200 or not is_page(answer):
        return None
    return [query["sql"][:160] for query in captured]
