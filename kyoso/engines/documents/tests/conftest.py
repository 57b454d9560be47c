import pytest

from kyoso.engines.documents.testing import a_paper
from tests import people as cast


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store of its own."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = stores
    return tmp_path


@pytest.fixture
def paper():
    with a_paper() as registered:
        yield registered.slug


@pytest.fixture
def section(db):
    return cast.section()
