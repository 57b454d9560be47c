"""The connector and its portal in one process, joined without a network."""

from urllib.parse import urlsplit

import httpx
import pytest
from django.core.management import call_command
from django.test import Client

from kyoso.connectors.national_portal.collecting import collect
from kyoso.connectors.national_portal.models import Arrival
from kyoso.connectors.national_portal.sandbox import examples, store
from kyoso.engines.casework.api import Procedure
from kyoso.engines.people import api as people
from kyoso.engines.tray import testing as keys
from kyoso.kernel import outbound
from tests import people as cast


class Wire:
    """Carries every call to the double, and keeps what was asked."""

    def __init__(self):
        self.client = Client()
        self.sent = []
        self.is_cut = False

    def request(
        self, method, url, *, headers=None, json=None, params=None, largest=None
    ):
        asked = httpx.Request(method, url, json=json, params=params)
        parts = urlsplit(str(asked.url))
        self.sent.append((method, parts.path))
        if self.is_cut:
            raise outbound.NoAnswer(parts.hostname, was_sent=True)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        got = self.client.generic(
            method,
            path,
            data=asked.content,
            content_type="application/json",
            headers={**(headers or {}), "host": "sandbox.testserver"},
        )
        if largest is not None and len(got.content) > largest:
            raise outbound.AnswerTooLarge(host=parts.hostname)
        return httpx.Response(got.status_code, content=got.content)

    def asked(self, method, ending):
        """Return how often something was asked."""
        return sum(m == method and p.endswith(ending) for m, p in self.sent)


class Town:
    """The portal, the city's rounds, and what became of an application."""

    def __init__(self, wire):
        self.wire = wire

    def arrive(self, kind="whole", number="P-1", **told):
        examples.arrive(kind, number, **told)
        return number

    def bring(self, files, number="P-1", procedure=examples.DISASTER):
        """Let a package of these files arrive."""
        content = files if isinstance(files, bytes) else examples.package(files)
        store.put(
            number,
            procedure=procedure,
            arrived_at="2026-09-25T10:00:00+09:00",
            package=content,
        )
        return number

    def round(self, times=1):
        return [collect() for _ in range(times)][-1]

    def arrival(self, number="P-1"):
        return Arrival.objects.select_related("case", "section").get(
            receipt_number=number
        )

    def portal(self, number="P-1"):
        """Return what the portal knows of an application."""
        return store.told_of(number)


@pytest.fixture
def wire(monkeypatch, settings, tmp_path, db):
    settings.VAR = tmp_path
    settings.TRAY = {"public_key_file": ""}
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    return made


@pytest.fixture
def town(wire):
    cast.section()
    folder = cast.ORGANISATION.parent / "procedures"
    for slug in ("risai-shomei", "jido-teate-nintei"):
        call_command("procedures", "load", str(folder / f"{slug}.toml"), verbosity=0)
    return Town(wire)


@pytest.fixture
def tray(wire, settings, tmp_path):
    """An open tray; the private key of its pair."""
    public, private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    return keys.read_private(private)


@pytest.fixture
def mappings(settings, tmp_path):
    """A folder of the city whose mapping files a test may change."""
    folder = tmp_path / "city"
    (folder / "portal").mkdir(parents=True)
    source = cast.ORGANISATION.parent
    for name in ("city.toml", "calendar.toml", "portal.toml"):
        (folder / name).write_text((source / name).read_text("utf-8"), "utf-8")
    for path in (source / "portal").glob("*.toml"):
        (folder / "portal" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    settings.CITY_FOLDER = folder
    return folder / "portal"


@pytest.fixture
def clerk(town):
    """A clerk of the section that issues 罹災証明."""
    section = Procedure.objects.get(slug="risai-shomei").section
    return people.add_officer(
        name="防災 守",
        number="1099",
        email="bosai@office.example.jp",
        section=section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )
