"""What happened to a letter; receivers run in the same transaction and write rows only."""

from django.dispatch import Signal

letter_dispatched = Signal()
"""A letter left the house: ``message`` (its ``batch.dispatched_on`` is the day), ``by``."""

letter_returned = Signal()
"""A letter came back (返戻): ``message``, ``by``."""
