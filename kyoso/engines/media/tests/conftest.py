import pytest

from kyoso.engines.media import testing
from kyoso.engines.media.testing import a_purpose


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store of its own."""
    testing.keep_in(tmp_path, settings)
    return tmp_path


@pytest.fixture
def purpose():
    with a_purpose() as registered:
        yield registered.slug
