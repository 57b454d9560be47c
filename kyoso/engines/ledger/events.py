"""What happened in the books; receivers run in the same transaction and write rows only."""

from django.dispatch import Signal

repaid = Signal()
"""Money went back: ``refund`` and ``by``."""
order_performed = Signal()
"""The financial system has paid an order, told once: ``order``."""
