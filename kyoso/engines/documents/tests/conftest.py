import pytest

from kyoso.engines.documents.testing import a_paper
from kyoso.engines.media import testing as media_testing
from tests import people as cast


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store of its own."""
    media_testing.keep_in(tmp_path, settings)
    return tmp_path


@pytest.fixture
def paper():
    with a_paper() as registered:
        yield registered.slug


@pytest.fixture
def section(db):
    return cast.section()
