"""Visiting every address as everybody, and the table of what each of them gets.

``access.txt`` is the table: a line an address and a method, a column a person.
It is written anew with

    KYOSO_WRITE_ACCESS=1 pytest tests/architecture/test_access_table.py

and read by people before it is committed: what a new address gives to whom.
The words of the table:

    login  to the log-in of the door      again  to giving one's password again
    code   to the page that asks for the paper code or the receipt number
    302    done, or on to another page    422    the form, with what is wrong
    404    it does not exist for you      403    not with your permissions
    401    for a program with its token   405    the page does not answer this method
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client

from kyoso.engines.people import api as people
from tests import people as cast
from tests.architecture import house
from tests.world import World

TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST")
# The people at each door, in the order of the columns. Hanako and the officers of
# 長寿いきがい課 are those whom the things in the addresses belong to.
PEOPLE = {
    "public": ("stranger", "hanako", "taro", "sato"),
    "office": (
        "stranger",
        "hanako",
        "sato",
        "suzuki",
        "tanaka",
        "shindo",
        "planner",
        "mayor",
        "operator",
        "ota",
    ),
}
_HOSTS = {"public": cast.PUBLIC_HOST, "office": cast.OFFICE_HOST}
_ASKS_FOR_A_CODE = ("/applications/resume/", "/applications/status/")

Row = dict[str, str]
Table = dict[tuple[str, str], Row]


def visited(world: World, door: str) -> Table:
    """Return what everybody gets at every address of a door; nothing is kept."""
    visitors = {name: _visitor(world, door, name) for name in PEOPLE[door]}
    return {
        (_line(route), method): {
            name: _visit(client, method, world.address(route))
            for name, client in visitors.items()
        }
        for route in routes(door)
        for method in METHODS
    }


def routes(door: str) -> list[house.Route]:
    """Return a door's addresses, each once: the first of a path is what answers."""
    found: dict[str, house.Route] = {}
    for route in house.routes():
        if route.door == door:
            found.setdefault(route.path, route)
    return list(found.values())


def written(door: str) -> Table:
    """Return a door's part of the table."""
    found = {}
    for line in TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []:
        words = line.split()
        if words and words[0] == door:
            address = f"{door} {words[1]}"
            gets = dict(zip(PEOPLE[door], words[3:], strict=True))
            found[address, words[2]] = gets
    return found


def write(door: str, table: Table) -> None:
    """Write a door's part of the table anew."""
    other = {"public": "office", "office": "public"}[door]
    parts = {door: table, other: written(other)}
    lines = [
        "# Who gets what at every address: see access.py, which explains the words."
    ]
    for each in ("public", "office"):
        wide = max((len(address) for address, _ in parts[each]), default=0)
        columns = "".join(f"{name:9}" for name in PEOPLE[each])
        lines.append(f"\n# {'':{wide}}      {columns}".rstrip())
        for (address, method), row in sorted(parts[each].items()):
            gets = "".join(f"{row[name]:9}" for name in PEOPLE[each])
            lines.append(f"{address:{wide}}  {method:4}  {gets}".rstrip())
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


def _line(route: house.Route) -> str:
    return str(route).rpartition(" ")[0]


def _visitor(world: World, door: str, name: str) -> Client:
    client = cast.stranger_at(_HOSTS[door])
    client.raise_request_exception = False
    person: people.Resident | people.Officer | None = getattr(world, name, None)
    if person is not None:
        client.force_login(person.account)
    return client


def _visit(client: Client, method: str, address: str) -> str:
    cookies = client.cookies.copy()
    # Whatever the visit did is undone: everybody comes into the same world.
    with transaction.atomic():
        answer = client.generic(method, address, content_type=_FORM)
        if answer.streaming:
            # Read to its end: closing it here would close the database too.
            for _ in answer.streaming_content:
                pass
        transaction.set_rollback(True)
    client.cookies = cookies
    return _word(answer)


_FORM = "application/x-www-form-urlencoded"


def _word(answer) -> str:
    if answer.status_code not in {301, 302, 303}:
        return str(answer.status_code)
    place = urlsplit(answer.headers["location"]).path
    if place in _ASKS_FOR_A_CODE:
        return "code"
    return {"/login": "login", "/login/again": "again"}.get(place, "302")
