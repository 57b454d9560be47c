"""Doing the chores of kernel.schedule by the clock."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import IntegrityError

from kyoso.engines.jobs.models import Round
from kyoso.kernel import clock
from kyoso.kernel.schedule import Chore, chores

log = logging.getLogger("kyoso.jobs")


def do_due_chores(among: Iterable[Chore] = chores) -> list[str]:
    """Do each chore that is due and not taken by another worker; return their slugs."""
    return [chore.slug for chore in among if _take(chore) and _do(chore)]


def next_time(chore: Chore, moment: dt.datetime) -> dt.datetime:
    """Return when the chore is due after ``moment``."""
    if chore.every is not None:
        return moment + chore.every
    assert chore.daily_at is not None
    local = moment.astimezone(clock.CITY)
    today = dt.datetime.combine(local.date(), chore.daily_at, clock.CITY)
    return today if today > local else today + dt.timedelta(days=1)


def _take(chore: Chore) -> bool:
    """Move the chore's next time on; only one worker can succeed."""
    moment = clock.now()
    held = Round.objects.filter(slug=chore.slug).first()
    if held is None:
        return _begin(chore, moment)
    if held.next_at > moment:
        return False
    return bool(
        Round.objects.filter(pk=held.pk, next_at=held.next_at).update(
            next_at=next_time(chore, moment), last_at=moment
        )
    )


def _begin(chore: Chore, moment: dt.datetime) -> bool:
    """Write the first round; an interval begins at once, a daily one at its time."""
    at_once = chore.every is not None
    try:
        Round.objects.create(
            slug=chore.slug,
            next_at=next_time(chore, moment),
            last_at=moment if at_once else None,
        )
    except IntegrityError:
        return False
    return at_once


def _do(chore: Chore) -> bool:
    problem = ""
    try:
        chore.act()
    except Exception as failure:
        log.exception("chore failed", extra={"chore": chore.slug})
        problem = type(failure).__name__
    Round.objects.filter(slug=chore.slug).exclude(problem=problem).update(
        problem=problem
    )
    return True
