"""The terminal of the world of the tests: a device, and jobs that pages show."""

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import PrintTry
from kyoso.engines.people import api as people
from kyoso.kernel import clock


class Terminals:
    """Hanako's jobs at a device: to be paid, failed, and in the printer's hands."""

    def __init__(
        self, hanako: people.Resident, shindo: people.Officer, ota: people.Officer
    ) -> None:
        with clock.at(testing.an_open_moment()):
            self.device, self.key = testing.a_device(shindo)
            self.spare, _ = testing.a_device(shindo, name="予備機")
            self.to_pay = testing.to_pay(hanako, self.device)
            self.failed = testing.failed(hanako, self.device, ota=ota)
            printing.begin(
                testing.waiting(hanako, self.device, ota=ota),
                device=self.device,
                by=hanako.account,
            )
            taken = printing.take(self.device, by=None)
        assert taken is not None
        self.taken: PrintTry = taken
