import pytest

from kyoso.engines.certification import testing


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a store and a toy signature of its own."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = stores
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    return tmp_path


@pytest.fixture
def holder(hanako, shindo):
    """Return Hanako of the register, whose card an officer has compared."""
    return testing.a_holder(hanako, by=shindo)
