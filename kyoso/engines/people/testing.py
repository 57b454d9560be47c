"""For tests of other parts: a link of a mail, a chore of the clock."""

from kyoso.engines.people.actions.mandates import end_run_out
from kyoso.engines.people.invitations import password_link

__all__ = ["end_run_out", "password_link"]
