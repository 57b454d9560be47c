"""The year's letters: printed each week, handed to the post; one of them comes back."""

import datetime as dt

from kyoso.demo.town import Town, moment
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.kernel import calendar, clock

# The letters of these last days still wait on the desk.
STILL_WAITING = dt.timedelta(days=8)
WEEK = dt.timedelta(days=7)
# The letter that comes back is of this batch.
RETURNING = 5
NEW_POSTCODE, NEW_ADDRESS = "0160000", "能代市架空町9番9号"


def tell(town: Town) -> None:
    """Print and dispatch every letter of the year but the newest."""
    clerk = town.officer("sato")
    section = people.Section.objects.get(slug="choju-ikigai")
    ends = clock.today() - STILL_WAITING
    week, batches = clock.today() - dt.timedelta(days=360), 0
    while week < ends:
        with clock.at(moment(calendar.city().next_open(week), 15)):
            batch = _print(section, clerk)
        if batch is not None:
            batches += 1
            if batches == RETURNING:
                _come_back(batch, clerk)
        week += WEEK


def _print(
    section: people.Section, clerk: people.Account
) -> messaging.PrintBatch | None:
    """Print what waits by now and hand it to the post on the same day."""
    waiting = messaging.Message.objects.to_print().filter(
        section=section, posted_at__lte=clock.now()
    )
    letters = list(waiting)
    if not letters:
        return None
    batch = messaging.make_batch(letters, section=section, by=clerk)
    return messaging.dispatch(batch, by=clerk, on=clock.today())


def _come_back(batch: messaging.PrintBatch, clerk: people.Account) -> None:
    assert batch.dispatched_on is not None
    letter = batch.letters.order_by("id")[0]
    day = calendar.city().add_open_days(batch.dispatched_on, 3)
    with clock.at(moment(day, 9)):
        back = messaging.take_back(
            letter, by=clerk, on=day, reason=messaging.Message.Returned.MOVED
        )
    with clock.at(moment(day, 14)):
        there = messaging.PostalAddress(
            name=back.name, postcode=NEW_POSTCODE, address=NEW_ADDRESS
        )
        messaging.send_again(back, by=clerk, postal=there)
