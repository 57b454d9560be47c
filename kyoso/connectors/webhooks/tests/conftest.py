"""The house and the receiver in one process, joined without a network."""

from urllib.parse import urlsplit

import httpx
import pytest
from django.core.cache import cache
from django.test import Client

from kyoso.connectors.webhooks import actions
from kyoso.connectors.webhooks.sandbox import store
from kyoso.kernel import outbound
from tests import people as cast

ADDRESS = "http://sandbox.localhost/notices/mine"


class Wire:
    """Carries each call to the sandbox door and keeps what was sent."""

    def __init__(self):
        self.sent = []
        self.status = None
        self.is_cut = False

    def request(self, method, url, *, content, headers):
        self.sent.append((dict(headers), content))
        if self.is_cut:
            raise outbound.NoAnswer("sandbox.localhost", was_sent=True)
        if self.status:
            return httpx.Response(self.status)
        got = Client().generic(
            method,
            urlsplit(url).path,
            data=content,
            content_type=headers["Content-Type"],
            headers={**headers, "host": "sandbox.testserver"},
        )
        return httpx.Response(got.status_code, content=got.content)


@pytest.fixture
def wire(monkeypatch, settings, tmp_path, db):
    settings.VAR = tmp_path
    cache.clear()
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    return made


@pytest.fixture
def endpoint(wire, hanako):
    cast.section()
    found, secret = actions.add_endpoint(
        hanako.account, name="家の表", address=ADDRESS, by=hanako.account
    )
    store.keep_secret("mine", secret)
    return found
