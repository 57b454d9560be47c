"""A mail that waits for a person: arrived, sent again, or posted instead."""

import pytest

from kyoso.engines.jobs.api import Effect
from kyoso.engines.jobs.testing import drain
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.testing import HOME, by_mail, told

pytestmark = pytest.mark.django_db
State = messaging.Message.State


@pytest.fixture
def uncertain(section):
    message = told(section=section)
    Effect.objects.filter(pk=message.effect_id).update(state="uncertain")
    return messaging.Message.objects.select_related("effect").get(pk=message.pk)


def test_an_officer_may_say_that_it_arrived(uncertain, sato):
    settled = messaging.settle(uncertain, by=sato.account, arrived=True)
    assert settled.state == State.SENT
    assert not messaging.Message.objects.for_a_person().exists()


def test_an_officer_may_have_it_sent_again(uncertain, sato, mailoutbox):
    assert messaging.mail_again(uncertain, by=sato.account).state == State.WAITING
    drain()
    assert len(mailoutbox) == 1
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{uncertain.ref}@")


def test_an_officer_may_post_it_instead(uncertain, sato):
    letter = messaging.post_instead(uncertain, by=sato.account)
    assert letter.state == State.TO_PRINT
    assert (letter.text, letter.address) == (uncertain.text, HOME.address)
    assert letter.again_of == uncertain
    assert (
        messaging.Message.objects.select_related("effect").get(pk=uncertain.pk).state
        == State.ABANDONED
    )


def test_nobody_decides_twice(uncertain, sato):
    messaging.settle(uncertain, by=sato.account, arrived=True)
    with pytest.raises(messaging.NotWaitingForAPerson):
        messaging.mail_again(uncertain, by=sato.account)
    with pytest.raises(messaging.NotWaitingForAPerson):
        messaging.post_instead(uncertain, by=sato.account)


def test_a_mail_without_an_address_cannot_be_posted(section, sato):
    message = told(
        section=section,
        to=messaging.Recipient(None, email="a@example.jp", electronic=True),
    )
    Effect.objects.filter(pk=message.effect_id).update(state="dead")
    with pytest.raises(messaging.NoRoute):
        messaging.post_instead(message, by=sato.account)
    assert Effect.objects.get(pk=message.effect_id).state == "dead"


def test_a_waiting_mail_needs_no_decision(section, sato):
    with pytest.raises(messaging.NotWaitingForAPerson):
        messaging.mail_again(told(section=section, to=by_mail()), by=sato.account)
