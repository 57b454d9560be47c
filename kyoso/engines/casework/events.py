"""What this engine tells those above it, in the past tense.

Each event is sent inside the transaction of the action: a receiver only writes
rows, and its exception takes the whole action back. Payload: ``case`` (the
Case as it is now) and ``by`` (the Account, or None), and what is named below.
"""

from django.dispatch import Signal

# A new case arrived; ``submission``: its first answers.
case_filed = Signal()
# ``correction``: the Correction that now waits for the applicant.
correction_asked = Signal()
# ``correction``: answered; ``submission``: the new answers.
correction_answered = Signal()
# ``proposal``: the Proposal, drafted; a receiver may refuse what cannot be decided.
decision_proposed = Signal()
# ``decision``: the Decision, whose notice is being made.
case_decided = Signal()
case_withdrawn = Signal()
