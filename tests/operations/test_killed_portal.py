"""kill -9 at each step of a round with the national portal: fetched again, filed once.

The city's process dies before every write and around every commit of a round. The
portal keeps its own record (``sandbox.store``), so that a death of the city cannot
make it forget. Afterwards the next round goes on, and each number has one end.
"""

import itertools

import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal.collecting import collect
from kyoso.connectors.national_portal.models import Arrival, State
from kyoso.connectors.national_portal.sandbox import examples, store
from kyoso.connectors.national_portal.tests.conftest import Wire
from kyoso.engines.casework.api import Case
from kyoso.engines.tray import keys
from kyoso.engines.tray.api import Sealed
from kyoso.kernel import outbound
from tests import people as cast
from tests.operations import dying

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wire(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    public, _private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    cast.section()
    folder = cast.ORGANISATION.parent / "procedures"
    for slug in ("risai-shomei", "jido-teate-nintei"):
        call_command("procedures", "load", str(folder / f"{slug}.toml"), verbosity=0)
    return made


def deaths(kind):
    """Kill a round at each of its steps while one of this kind waits; yield each number."""
    for step in itertools.count(1):
        number = f"{kind}-{step}"
        examples.arrive(kind, number)
        was_killed = dying.is_killed(collect, at=step)
        told = store.told_of(number)["acknowledged"]
        yield number, told
        if not was_killed:
            assert step > 5, "Nobody died."
            return
        with store.opened() as database:
            # What waits for an officer would be listed in every later round.
            database.execute("DELETE FROM applications")


def test_a_death_at_any_step_files_an_application_once(wire):
    count = 0
    for number, told in deaths("whole"):
        known = Arrival.objects.filter(receipt_number=number).first()
        # Right after the death: nothing is acknowledged that is not filed.
        assert not told or known.state == State.FILED
        collect()
        after = Arrival.objects.get(receipt_number=number)
        assert after.state == State.FILED
        assert after.acknowledged_at is not None
        assert Case.objects.filter(token=f"portal:{number}").count() == 1
        # Told a second time where the death came between the call and the note of it.
        assert 1 <= store.told_of(number)["acknowledged"] <= 2
        count += 1
    assert Case.objects.count() == count


def test_a_death_at_any_step_keeps_what_waits_for_an_officer(wire):
    for number, told in deaths("lacking"):
        collect()
        after = Arrival.objects.get(receipt_number=number)
        assert (after.state, told) == (State.WAITING, 0)
        assert after.sealed
        assert after.section is not None
        assert store.told_of(number)["acknowledged"] == 0
    assert not Case.objects.exists()


def test_a_death_at_any_step_passes_a_numbered_one_on_once(wire):
    for number, told in deaths("numbered"):
        known = Arrival.objects.filter(receipt_number=number).first()
        assert not told or known.state == State.TRAY
        collect()
        after = Arrival.objects.get(receipt_number=number)
        assert (after.state, after.sealed) == (State.TRAY, None)
        assert Sealed.objects.filter(receipt_number=number).count() == 1
        assert 1 <= store.told_of(number)["acknowledged"] <= 2
    # What a death left of an unfinished transaction is gone with it.
    assert not Sealed.objects.filter(receipt_number="").exists()
