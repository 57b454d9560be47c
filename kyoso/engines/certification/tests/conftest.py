import pytest

from kyoso.engines.certification import testing
from kyoso.engines.media import testing as media_testing


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
    return testing.a_holder(hanako, by=shindo)
