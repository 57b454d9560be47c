"""The terminal of the world of the tests: a device, and jobs that pages show."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import PrintTry
from kyoso.connectors.store_terminals import testing as stores
from kyoso.engines.people import api as people
from kyoso.kernel import clock


class Terminals:
    """Hanako's jobs at a device: to be paid, failed, and in the printer's hands."""

    def __init__(
        self, hanako: people.Resident, shindo: people.Officer, ota: people.Officer
    ) -> None:
        with clock.at(testing.an_open_moment()):
            self.device, self.keys = testing.a_device(shindo)
            self.spare, _ = testing.a_device(shindo, name="予備機")
            self.to_pay = testing.to_pay(hanako, self.device)
            self.failed = testing.failed(hanako, self.device, ota=ota)
            printing.begin(
                testing.waiting(hanako, self.device, ota=ota),
                device=self.device,
                by=hanako.account,
            )
            taken = printing.take(self.device, by=None)
            self.at_store = self._at_a_store(hanako)
        assert taken is not None
        self.taken: PrintTry = taken

    def _at_a_store(self, hanako: people.Resident) -> stores.StoreRequest:
        """Return a paper that jammed in a store, in a city that has introduced it."""
        stores.known(hanako, "world")
        with tempfile.TemporaryDirectory() as folder:
            city = stores.introduced(Path(settings.CITY_FOLDER), Path(folder) / "city")
            with override_settings(CITY_FOLDER=city):
                return stores.jammed("world")
