"""The rules of asking: when a provider is asked again what became of an attempt."""

import datetime as dt

# While the payer may be paying: soon at first, then every quarter of an hour.
_WHILE_LIVE = [
    dt.timedelta(seconds=20),
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=2),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=10),
    dt.timedelta(minutes=15),
]
# After an end without payment: a late success is found even if nobody tells it.
_AFTER_THE_END = [
    dt.timedelta(hours=1),
    dt.timedelta(days=1),
    dt.timedelta(days=3),
    dt.timedelta(days=10),
]
# A provider that cannot be asked for so long after the end: a person has to.
PATIENCE = dt.timedelta(days=1)


def next_question(
    state: str, *, is_live: bool, asked: int, now: dt.datetime
) -> dt.datetime | None:
    """Return when to ask again, or ``None`` when all is known or time is over.

    ``asked`` counts the questions since the attempt entered this kind of state.
    """
    if state == "paid":
        return None
    if is_live:
        return now + _WHILE_LIVE[min(asked, len(_WHILE_LIVE) - 1)]
    if asked >= len(_AFTER_THE_END):
        return None
    return now + _AFTER_THE_END[asked]
