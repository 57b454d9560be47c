"""What this engine tells those above it, in the past tense.

Each event is sent inside the transaction of the action: a receiver only writes
rows, and its exception takes the whole action back.
"""

from django.dispatch import Signal

# Somebody may no longer act for another: a mandate was revoked or ran out, a
# membership ended. ``principal``: the Account whose things it was about;
# ``covers``: tells of a procedure's slug whether it was within the reach;
# ``by``: the Account, or None for the clock.
acting_ended = Signal()

# Somebody proved who they are elsewhere: ``account``, ``attributes`` (base.Attributes),
# ``level``, ``by`` (the account that was logged in already, or None).
identity_proved = Signal()
