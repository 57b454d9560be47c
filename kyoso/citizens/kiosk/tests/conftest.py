import datetime as dt

import pytest

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.screens import COOKIE
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.media import testing as media_testing
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import people as cast

NOON = dt.datetime(2026, 11, 26, 12, 0, tzinfo=clock.CITY)


@pytest.fixture(autouse=True)
def noon():
    """Let it be noon of an ordinary day: the terminals are open."""
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store and a toy signature of its own."""
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    return tmp_path


@pytest.fixture
def holder(hanako, shindo):
    """Return Hanako of the register, whose card an officer has compared."""
    return certification_testing.a_holder(hanako, by=shindo)


@pytest.fixture
def paired(shindo):
    return testing.a_device(shindo)


@pytest.fixture
def device(paired):
    return paired[0]


@pytest.fixture
def key(paired):
    """Return the key of the device's browser."""
    return paired[1].screen


def screen(key, who=None):
    """Return the browser of a device; ``who`` has shown the card at it."""
    client = cast.visiting(who)
    client.cookies[COOKIE] = key
    if who is not None:
        session = client.session
        session["people_identity_level"] = int(people.IdentityLevel.CARD)
        session.save()
    return client


@pytest.fixture
def at_screen(key, hanako, holder):
    """Return Hanako at the device, after her card."""
    return screen(key, hanako)


@pytest.fixture
def printer(paired):
    """Return the program beside the printer."""
    client = cast.visiting()
    client.defaults["HTTP_AUTHORIZATION"] = f"Kiosk {paired[1].printer}"
    return client
