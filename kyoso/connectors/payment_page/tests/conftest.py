"""The connector and its company in one process, joined without a network."""

from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from kyoso.connectors.payment_page.protocol import PaymentPage
from kyoso.engines.payments import testing
from kyoso.kernel import outbound
from tests import people as cast


class Wire:
    """Carries every call to the door it is for, and keeps what was said."""

    def __init__(self):
        self.client = Client()
        self.sent = []
        self.is_cut = False

    def request(self, method, url, *, headers=None, json=None, content=None):
        parts = urlsplit(url)
        self.sent.append((method, parts.path))
        if self.is_cut:
            raise outbound.NoAnswer(parts.hostname, was_sent=True)
        sandbox = parts.hostname.startswith("sandbox")
        asked = httpx.Request(method, url, json=json, content=content)
        got = self.client.generic(
            method,
            parts.path,
            data=asked.content,
            content_type="application/json",
            headers={
                **(headers or {}),
                "host": "sandbox.testserver" if sandbox else "testserver",
            },
        )
        return httpx.Response(got.status_code, content=got.content)


@pytest.fixture
def wire(monkeypatch, settings, tmp_path, db):
    settings.VAR = tmp_path
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    return made


@pytest.fixture
def company(wire):
    return PaymentPage()


@pytest.fixture
def due(hanako, db):
    testing.a_designation()
    return testing.make_due(cast.section(), debtor=hanako.account)
