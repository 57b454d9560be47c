"""募集期間: the procedure takes applications while a round of its programme does."""

import datetime as dt
from typing import Any

from django.db.models import FilteredRelation, Q

from kyoso.engines.casework import api as casework
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants.models import Programme, Round


def set_window(programme: Programme, *, by: Account | None) -> None:
    """Give the procedure the window of the round that is open, else of the next.

    Where no round comes any more, the window of the last one stays: the
    procedure is then closed. A programme that has ended closes it yesterday.
    """
    chosen = round_shown(programme, clock.today())
    if chosen is None:
        return
    opens_on, closes_on = chosen.opens_on, chosen.closes_on
    if programme.state != Programme.State.LIVE:
        closes_on = min(closes_on, clock.today() - dt.timedelta(days=1))
        opens_on = min(opens_on, closes_on)
    casework.open_between(
        programme.procedure, opens_on=opens_on, closes_on=closes_on, by=by
    )


def set_windows() -> None:
    """Move every procedure to its round of today (a chore of the worker)."""
    for programme in Programme.objects.select_related("procedure"):
        set_window(programme, by=None)


def round_open(programme: Programme, day: dt.date) -> Round | None:
    """Return the round that takes applications on ``day``, the first one to close."""
    return (
        programme.rounds.filter(opens_on__lte=day, closes_on__gte=day)
        .order_by("closes_on", "id")
        .first()
    )


def programme_on(
    day: dt.date, *, procedure: int
) -> tuple[Programme, Round | None] | None:
    """Return a procedure's programme and its ``round_open``: one query for both.

    Every application asks, also those of procedures that are no programme's.
    """
    is_open = Q(rounds__opens_on__lte=day, rounds__closes_on__gte=day)
    programmes: Any = Programme.objects.filter(procedure=procedure)
    found = (
        programmes.annotate(taking=FilteredRelation("rounds", condition=is_open))
        .select_related("current", "taking")
        .order_by("taking__closes_on", "taking__id")
        .first()
    )
    return None if found is None else (found, getattr(found, "taking", None))


def round_shown(programme: Programme, day: dt.date) -> Round | None:
    """Return the open round, else the next, else the last."""
    coming = programme.rounds.filter(opens_on__gt=day).order_by("opens_on", "id")
    return (
        round_open(programme, day)
        or coming.first()
        or programme.rounds.order_by("-closes_on", "-id").first()
    )


def round_of_decision(programme: Programme, applied: Round, day: dt.date) -> Round:
    """Return the round that bears a decision of ``day``.

    It is the one applied in, unless its year's budget is over: then one of the
    running year bears it (会計年度独立の原則, 地方自治法208条2項). Raises
    ``Round.DoesNotExist``.
    """
    year = clock.fiscal_year(day)
    if applied.fiscal_year == year:
        return applied
    return programme.rounds.filter(fiscal_year=year).earliest("opens_on", "id")
