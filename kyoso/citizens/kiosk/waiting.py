"""待ちすぎた仕事: tries of which nothing is heard call an officer; what was left ends."""

import datetime as dt

from kyoso.citizens.kiosk.actions.leaving import end_left
from kyoso.citizens.kiosk.actions.printing import give_up
from kyoso.citizens.kiosk.models import PrintTry
from kyoso.citizens.kiosk.rules import rules
from kyoso.kernel import clock
from kyoso.kernel.schedule import Chore

EVERY = dt.timedelta(seconds=30)
END_EVERY = dt.timedelta(minutes=10)


def call_for_lost() -> int:
    """Give up what no printer answered in time; return how many were looked at."""
    late = clock.now() - dt.timedelta(seconds=rules().patience)
    open_ = PrintTry.objects.filter(state__in=PrintTry.OPEN, began_at__lt=late)
    found = list(open_.select_related("job"))
    for attempt in found:
        give_up(attempt, by=None)
    return len(found)


def end_what_was_left() -> int:
    """Take back what nobody paid in its time; return how many."""
    return end_left(by=None)


CHORES = (
    Chore(
        "kiosk.call_for_lost",
        "返事のない端末の印刷を職員に知らせる",
        call_for_lost,
        EVERY,
    ),
    Chore(
        "kiosk.end_left",
        "端末に置いていかれた申請を取り下げる",
        end_what_was_left,
        END_EVERY,
    ),
)
