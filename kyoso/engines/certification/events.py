"""What happened to a request; receivers run in the same transaction and write rows only."""

from django.dispatch import Signal

examined = Signal()
"""It is known whether it can be issued: ``order``; its state says what follows."""

certificate_issued = Signal()
"""A certificate has its code; its PDF follows: ``certificate``, ``order``."""

certificate_ready = Signal()
"""Its PDF is there to be read or printed: ``certificate``, ``order``."""
