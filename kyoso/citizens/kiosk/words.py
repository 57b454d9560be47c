"""Words for the states that officers read, and for what is chosen at the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHIPS = {
    "asked": "blue",
    "waiting": "yellow",
    "printing": "blue",
    "printed": "green",
    "failed": "red",
    "closed": "neutral",
    "sent": "blue",
    "taken": "blue",
}
SCOPES: dict[str, str | Promise] = {
    "household": _("世帯の全員"),
    "person": _("わたしだけ"),
}
