import pytest

from kyoso.engines.media.testing import a_purpose
from kyoso.engines.messaging.testing import a_template
from tests import people as cast


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store of its own."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = stores
    return tmp_path


@pytest.fixture
def kind():
    with a_template() as registered:
        yield registered.slug


@pytest.fixture(autouse=True)
def known_kind():
    """Pages show the title of every message's kind."""
    with a_template():
        yield


@pytest.fixture
def purpose():
    with a_purpose() as registered:
        yield registered.slug


@pytest.fixture
def section(db):
    return cast.section()
