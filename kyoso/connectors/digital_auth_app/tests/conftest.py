"""The connector and its provider double in one process, joined without a network."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from kyoso.connectors.digital_auth_app import protocol
from kyoso.connectors.digital_auth_app.protocol import Authorization
from kyoso.connectors.digital_auth_app.sandbox import registration, signing
from kyoso.connectors.digital_auth_app.settings import provider
from kyoso.connectors.digital_auth_app.tests.signer import Signer
from kyoso.connectors.digital_auth_app.tests.test_pages import HOST, come_back
from kyoso.engines.casework import testing as casework_testing
from kyoso.kernel import outbound
from kyoso.kernel.doors import PUBLIC, link
from tests import people as cast

SANDBOX = "sandbox.testserver"


class Wire:
    """Carries the connector's calls to the sandbox door and keeps what was said."""

    def __init__(self):
        self.client = Client()
        self.sent = []
        self.changes = {}

    def request(self, method, url, *, data=None, json=None, headers=None):
        path = urlsplit(url).path
        self.sent.append((path.rsplit("/", 1)[-1], dict(data or json or {})))
        asked = httpx.Request(method, url, data=data, json=json)
        got = self.client.generic(
            method,
            path,
            data=asked.content,
            content_type=asked.headers.get("content-type", ""),
            headers={"host": SANDBOX, **(headers or {})},
        )
        answer = httpx.Response(got.status_code, content=got.content)
        change = self.changes.get(path.rsplit("/", 1)[-1])
        return change(answer) if change else answer


@pytest.fixture
def wire(monkeypatch, settings, tmp_path, db, django_db_blocker):
    settings.VAR = tmp_path
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "key_file": str(tmp_path / "client.pem"),
        "anchors_folder": str(tmp_path / "anchors"),
    }
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": f"card-{time.monotonic_ns()}",
        },
    }
    registration.token_key.cache_clear()
    registration.prepare()
    signing.trust()
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    assert protocol.outbound is outbound
    yield made
    registration.token_key.cache_clear()


@pytest.fixture
def registered(wire):
    return provider()


@pytest.fixture
def begun(wire):
    return Authorization.begin(link(PUBLIC, "digital_auth_app:callback"))


@pytest.fixture
def hold_card(registered, begun):
    """Send the person to the provider with a toy card; return the callback's parameters."""

    def hold(holder="hanako", pin="1234", address=None, **posted):
        address = address or begun.address(registered)
        query = urlsplit(address).query
        path = reverse(
            "digital_auth_sandbox:authorize", urlconf="kyoso.config.urls_sandbox"
        )
        got = Client().post(
            f"{path}?{query}",
            {"holder": holder, "pin": pin, **posted},
            headers={"host": SANDBOX},
        )
        if got.status_code != 302:
            return got
        found = parse_qs(urlsplit(got["Location"]).query)
        return {name: values[0] for name, values in found.items()}

    return hold


@pytest.fixture
def signer(wire, hold_card):
    """A browser of somebody who logged in by card, with a whole draft."""

    def made(holder="hanako"):
        cast.section()
        casework_testing.procedure(identity={"level": "signature"})
        browser = Client(headers=HOST)
        come_back(browser, hold_card, holder)
        return Signer(browser, hold_card)

    return made
