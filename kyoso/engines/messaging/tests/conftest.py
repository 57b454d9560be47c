import pytest

from kyoso.engines.media import testing as media_testing
from kyoso.engines.media.testing import a_purpose
from kyoso.engines.messaging.testing import a_template
from tests import people as cast


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store of its own."""
    media_testing.keep_in(tmp_path, settings)
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
