"""What this engine tells those above it, in the past tense.

Each event is sent inside the transaction of the action: a receiver only writes
rows, and its exception takes the whole action back.
"""

from django.dispatch import Signal

# A draft went, with all that was typed: thrown away, or its time was over.
# ``draft``: the Draft as it was; ``by``: the Account, or None for nobody and the clock.
draft_gone = Signal()
