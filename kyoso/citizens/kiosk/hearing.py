"""返事: that the program beside a printer has asked, which says that it is there."""

import datetime as dt

from kyoso.citizens.kiosk.models import Device
from kyoso.kernel import clock

# Not a row written at each question of a printer that asks every second.
_HEARD_EVERY = dt.timedelta(seconds=30)


def hear(device: Device) -> None:
    """Write down that the printer's program has asked; twice a minute at most."""
    now = clock.now()
    if device.heard is None or device.heard < now - _HEARD_EVERY:
        Device.objects.filter(pk=device.pk).update(heard=now)
        device.heard = now
