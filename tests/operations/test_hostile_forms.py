"""Hostile input of every kind at every form of both doors: an answer in words."""

import re
import urllib.parse

import html5lib
import pytest
from django.core.cache import cache
from django.db import transaction

from tests import people as cast
from tests.architecture import access
from tests.journeys import addresses
from tests.world import standing

FORM = "application/x-www-form-urlencoded"
JAPANESE = re.compile(r"[ぁ-ん]")
# Each is what stands in every field, as bytes on the wire.
HOSTILE = {
    "missing": b"",
    "blank": "　 \t".encode(),
    "too long": b"a" * 60_000,
    "wide digits": "９".encode() * 300,
    "NUL": b"%00",
    "lone surrogate": b"%ED%A0%80",
    "cp932": "能代".encode("cp932"),
    "half a letter": b"%E3%81",
    "right to left": b"%E2%80%AE evil",
    "markup": urllib.parse.quote("<script>alert(1)</script>'\"{{ x }}%s").encode(),
    "path": b"../../../etc/passwd",
    "number": b"-99999999999999999999999999",
    "not a number": b"NaN",
    "line ends": b"a%0D%0ABcc: x@example.jp",
    "outside the font": "\U0001f600\ue000".encode(),
}
# What a refused form shows, at either door.
SAYS_SO = ("ks-error-summary", "ks-notification", "ks-message")
HARMLESS = {"csrfmiddlewaretoken"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        standing(tmp_path_factory.mktemp("media")) as found,
    ):
        yield found


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


def forms_of(page):
    """Yield (action, names) of each posting form of a page."""
    tree = html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method", "").lower() == "post":
            names = {
                control.get("name")
                for control in form.iter()
                if control.tag in {"input", "select", "textarea", "button"}
            }
            yield form.get("action") or "", sorted(names - HARMLESS - {None})


def visitors(world, door):
    host = {"public": cast.PUBLIC_HOST, "office": cast.OFFICE_HOST}[door]
    found = {}
    for who in addresses.VISITORS:
        client = cast.stranger_at(host)
        client.raise_request_exception = False
        if who != "stranger":
            client.force_login(getattr(world, who).account)
        found[who] = client
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("door", ["public", "office"])
def test_every_form_answers_hostile_input_in_words(world, door):
    clients = visitors(world, door)
    seen, faults = set(), []
    for route in access.routes(door):
        client = clients[addresses.looked_at_by(door, route.name)]
        here = world.address(route)
        page = client.get(here)
        is_page = page.headers.get("content-type", "").startswith("text/html")
        if page.streaming:
            list(page.streaming_content)
        if page.status_code != 200 or page.streaming or not is_page:
            continue
        for action, names in forms_of(page):
            there = urllib.parse.urljoin(here, action)
            if (there, *names) in seen or there.startswith(("/logout", "/language")):
                continue
            seen.add((there, *names))
            faults += _sweep(client, there, names)
    assert len(seen) > 10
    assert not faults, "\n".join(faults)


def _sweep(client, there, names):
    cookies = client.cookies.copy()
    for kind, value in HOSTILE.items():
        body = b"&".join(name.encode() + b"=" + value for name in names)
        with transaction.atomic():
            answer = client.generic("POST", there, body, content_type=FORM)
            fault = _fault(client, answer)
            transaction.set_rollback(True)
        client.cookies = cookies.copy()
        if fault:
            yield f"{there} {kind}: {fault}"


def _fault(client, answer):
    if answer.status_code >= 500:
        return str(answer.status_code)
    if answer.status_code in {301, 302}:
        place = answer.headers["location"]
        after = client.get(place) if place.startswith("/") else answer
        return str(after.status_code) if after.status_code >= 500 else ""
    if answer.streaming:
        list(answer.streaming_content)
        return ""
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return ""
    if not JAPANESE.search(answer.content.decode()):
        return f"{answer.status_code} without a word of Japanese"
    page = answer.content.decode()
    if answer.status_code == 422 and not any(sign in page for sign in SAYS_SO):
        return "422 that does not say what is wrong"
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize("ref", ["%00", "%ED%A0%80", "x" * 3000, "0000000000000000"])
@pytest.mark.parametrize("door", ["public", "office"])
def test_a_forged_address_leads_nowhere_and_breaks_nothing(world, door, ref):
    client = visitors(world, door)["hanako" if door == "public" else "sato"]
    for route in access.routes(door):
        if "<" not in route.path:
            continue
        address = "/" + re.sub(r"<[^>]+>", ref, route.path)
        for method in ("GET", "POST"):
            with transaction.atomic():
                answer = client.generic(method, address, content_type=FORM)
                transaction.set_rollback(True)
            assert answer.status_code < 500, (method, address)
            assert answer.status_code != 200, (method, address)
