"""The postal route: batch, day of dispatch, 返戻, sending again."""

import datetime as dt

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.testing import by_post, told
from tests import people as cast

pytestmark = pytest.mark.django_db
State = messaging.Message.State
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def now(clock_at):
    clock_at("2026-11-24 10:00")
    return clock_at


@pytest.fixture
def letter(section, hanako):
    return told(section=section, to=by_post(hanako.account), about="case1")


@pytest.fixture
def dispatched(letter, section, sato):
    batch = messaging.make_batch([letter], section=section, by=sato.account)
    messaging.dispatch(batch, by=sato.account, on=TODAY)
    return again(letter)


def again(message):
    return messaging.Message.objects.select_related("batch", "effect").get(
        pk=message.pk
    )


def test_letters_are_printed_in_a_batch_and_dispatched_on_a_day(letter, section, sato):
    batch = messaging.make_batch([letter], section=section, by=sato.account)
    assert again(letter).state == State.PRINTED
    messaging.dispatch(batch, by=sato.account, on=TODAY)
    assert again(letter).state == State.DISPATCHED
    assert again(letter).batch.dispatched_on == TODAY


def test_dispatching_tells_whoever_listens_in_the_same_transaction(
    letter, section, sato
):
    heard = []

    def hear(sender, message, by, **kwargs):
        heard.append((message.pk, message.batch.dispatched_on, by))

    messaging.letter_dispatched.connect(hear)
    try:
        batch = messaging.make_batch([letter], section=section, by=sato.account)
        messaging.dispatch(batch, by=sato.account, on=TODAY)
    finally:
        messaging.letter_dispatched.disconnect(hear)
    assert heard == [(letter.pk, TODAY, sato.account)]


def test_a_letter_is_printed_once(letter, section, sato, suzuki):
    messaging.make_batch([letter], section=section, by=sato.account)
    other = told(section=section, to=by_post())
    with pytest.raises(messaging.LetterTaken):
        messaging.make_batch([letter, other], section=section, by=suzuki.account)
    assert again(other).state == State.TO_PRINT
    assert messaging.PrintBatch.objects.count() == 1


def test_a_letter_of_another_section_is_not_taken(letter, sato):
    with pytest.raises(messaging.LetterTaken):
        messaging.make_batch([letter], section=cast.section(cast.TAX), by=sato.account)


def test_an_empty_batch_is_none(section, sato):
    with pytest.raises(messaging.NothingToPrint):
        messaging.make_batch([], section=section, by=sato.account)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_dispatch_is_between_printing_and_today(letter, section, sato, days):
    batch = messaging.make_batch([letter], section=section, by=sato.account)
    with pytest.raises(messaging.DispatchDayRefused):
        messaging.dispatch(batch, by=sato.account, on=TODAY + dt.timedelta(days))


def test_a_batch_is_dispatched_once(dispatched, sato):
    with pytest.raises(messaging.DispatchedAlready):
        messaging.dispatch(dispatched.batch, by=sato.account, on=TODAY)


def test_a_returned_letter_says_when_and_why(dispatched, sato, now):
    now("2026-11-30 10:00")
    messaging.take_back(
        dispatched, by=sato.account, on=dt.date(2026, 11, 27), reason="moved"
    )
    back = again(dispatched)
    assert back.state == State.RETURNED
    assert back.get_returned_reason_display() == "転居先不明"
    assert Entry.objects.filter(event="messaging.letter_returned").exists()


def test_a_letter_cannot_return_before_it_left(dispatched, sato):
    with pytest.raises(messaging.DispatchDayRefused) as caught:
        messaging.take_back(
            dispatched, by=sato.account, on=TODAY - dt.timedelta(1), reason="moved"
        )
    assert "返戻日" in caught.value.sentence


def test_a_letter_that_never_left_cannot_return(letter, sato):
    with pytest.raises(messaging.NotDispatched):
        messaging.take_back(letter, by=sato.account, on=TODAY, reason="moved")


def test_a_return_needs_a_reason(dispatched, sato):
    with pytest.raises(messaging.ReturnReasonMissing):
        messaging.take_back(dispatched, by=sato.account, on=TODAY, reason="")


def test_a_returned_letter_is_sent_again_to_another_address(dispatched, sato):
    back = messaging.take_back(dispatched, by=sato.account, on=TODAY, reason="moved")
    new = messaging.PostalAddress("能代 花子", "0160001", "能代市新町2番")
    letter = messaging.send_again(back, by=sato.account, postal=new)
    assert (letter.state, letter.address, letter.text) == (
        State.TO_PRINT,
        "能代市新町2番",
        dispatched.text,
    )
    with pytest.raises(messaging.SentAgainAlready):
        messaging.send_again(back, by=sato.account)
    assert not messaging.Message.objects.returned().not_sent_again().exists()


def test_a_letter_on_its_way_is_not_sent_again(dispatched, sato):
    with pytest.raises(messaging.NotDispatched):
        messaging.send_again(dispatched, by=sato.account)
