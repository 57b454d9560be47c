"""The door of the tray engine.

    from kyoso.engines.tray import api as tray

    if tray.is_open():
        sealed = tray.put(content, name="個人番号の書類.pdf", about=draft.ref, by=account)
    tray.hand_in([sealed.ref], receipt_number=…, section=…)   # when it is filed

``put`` belongs inside the business transaction. What went in never comes out here.
"""

from kyoso.engines.tray.actions import discard, follow, hand_in, put
from kyoso.engines.tray.errors import (
    NotInTray,
    TrayClosed,
    TrayRefused,
    TrayTooLarge,
    TrayTooMuch,
)
from kyoso.engines.tray.keys import is_open
from kyoso.engines.tray.models import Sealed
from kyoso.engines.tray.sealing import NotOpened, open_sealed

__all__ = [
    "NotInTray",
    "NotOpened",
    "Sealed",
    "TrayClosed",
    "TrayRefused",
    "TrayTooLarge",
    "TrayTooMuch",
    "discard",
    "follow",
    "hand_in",
    "is_open",
    "open_sealed",
    "put",
]
