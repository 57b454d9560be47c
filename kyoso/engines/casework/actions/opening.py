"""受付期間: a capability that has rounds moves the window of its procedure."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.models import Procedure
from kyoso.engines.people.api import Account


@transaction.atomic
def open_between(
    procedure: Procedure,
    *,
    opens_on: dt.date | None,
    closes_on: dt.date | None,
    by: Account | None,
) -> Procedure:
    """Let a procedure take applications between two days; again changes nothing.

    The file that the procedure came from keeps its own window: loading it again
    puts that one back until this is asked anew.
    """
    held = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if (held.opens_on, held.closes_on) == (opens_on, closes_on):
        return held
    held.opens_on, held.closes_on = opens_on, closes_on
    held.save(update_fields=["opens_on", "closes_on"])
    audit.record("casework.window_moved", by=by, subject=held.slug)
    return held
