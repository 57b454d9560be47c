"""A door whose database is away answers /healthz all the same, and says so."""

import json
import urllib.error
import urllib.request

import pytest

from tests.operations.processes import Processes

pytestmark = [pytest.mark.slow, pytest.mark.once]
# Nobody listens there.
AWAY = "postgres://nobody@127.0.0.1:1/away"


@pytest.mark.parametrize("door", ["public", "office"])
def test_a_door_without_its_database_says_so(door, tmp_path):
    with Processes(tmp_path) as city:
        city.environment["DATABASE_URL"] = AWAY
        getattr(city, f"serve_{door}")()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{city.port}/healthz", timeout=20)
        told = json.loads(refused.value.read())
    assert refused.value.code == 503
    assert told["database"] == "unreachable"
    assert told["queue"] == "unknown"
