import datetime as dt

import pytest
from django.test import Client

from kyoso.connectors.store_terminals import testing
from kyoso.connectors.store_terminals.sandbox.terminal import Terminal
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import testing as media_testing
from kyoso.kernel import clock
from tests import people as cast

NOON = dt.datetime(2026, 11, 26, 12, 0, tzinfo=clock.CITY)
CARD = {"issuer": testing.ISSUER, "subject": "hanako"}


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def city(settings, tmp_path):
    """Return a city that has introduced issuing at stores, for 200 yen."""
    settings.CITY_FOLDER = testing.introduced(settings.CITY_FOLDER, tmp_path / "city")
    # The tests know the day on which it began.
    file = settings.CITY_FOLDER / "certificates.toml"
    told = file.read_text("utf-8").replace("since = 2020-01-01", "since = 2026-10-01")
    file.write_text(told, "utf-8")
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    return file


@pytest.fixture
def holder(hanako, shindo):
    """Return Hanako of the register, whose card the centre will show."""
    certification_testing.a_revenue_line()
    testing.known(hanako, "hanako")
    return certification_testing.a_holder(hanako, by=shindo)


def over(client):
    """Return how a terminal calls the office door of this process."""

    def call(method, path, headers, body):
        got = client.generic(
            method,
            path,
            data=body,
            content_type="application/json",
            headers={**headers, "host": cast.OFFICE_HOST},
        )
        content = b"".join(got.streaming_content) if got.streaming else got.content
        return got.status_code, dict(got.headers), content

    return call


@pytest.fixture
def terminal():
    """Return a terminal whose waiting lets the city's worker work."""
    return Terminal(over(Client()), wait=lambda seconds: drain())
