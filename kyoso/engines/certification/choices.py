"""申請で選ぶこと: whom a certificate names, in words, and of which fiscal years."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kyoso.kernel import clock

# Income and tax are certified for this many fiscal years, the current one first
# (地方税法の更正・決定の期間にならうKyosoの案).
YEARS = 6
SCOPES: dict[str, str | Promise] = {
    "household": _("世帯の全員"),
    "person": _("わたしだけ"),
}
# The same where somebody else asks or reads.
SCOPES_OF_OTHERS: dict[str, str | Promise] = {**SCOPES, "person": _("本人だけ")}


def years_on(day: dt.date) -> list[int]:
    """Return the fiscal years of which one may ask on ``day``, the newest first."""
    this = clock.fiscal_year(day)
    return list(range(this, this - YEARS, -1))
