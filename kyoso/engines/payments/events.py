"""What happened to a due; receivers run in the same transaction and write rows only."""

from django.dispatch import Signal

paid = Signal()
"""All that is owed has come: ``due``. Sent once each time that becomes true."""

refunded = Signal()
"""Money went back: ``due`` and ``refund``."""
