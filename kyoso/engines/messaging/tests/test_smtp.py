"""Mails through a real SMTP server: taken, refused, cut off, slow, away."""

import pytest

from kyoso.engines.jobs.api import Effect
from kyoso.engines.jobs.testing import drain
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.testing import told
from kyoso.engines.messaging.tests.smtp import (
    DropsInTheMiddle,
    HangsUpOnGoodbye,
    Server,
    serving,
)

pytestmark = pytest.mark.django_db
State = messaging.Message.State


def state_of(message):
    return messaging.Message.objects.select_related("effect").get(pk=message.pk).state


def test_it_sends_text_and_html_that_say_the_same(settings, section):
    with serving(settings, Server()) as server:
        message = told(
            section=section, subject="受付のお知らせ", body="辻󠄀 様\n受け付けました。"
        )
        drain()
    (mail,) = server.mails()
    assert mail["Subject"] == "受付のお知らせ"
    assert mail["To"] == "hanako@example.jp"
    assert mail["Message-ID"].startswith(f"<{message.ref}@")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "辻󠄀 様" in mail.get_body(("plain",)).get_content()
    assert "辻󠄀 様" in mail.get_body(("html",)).get_content()
    assert server.taken[0].rcpt_tos == ["hanako@example.jp"]
    assert state_of(message) == State.SENT


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_a_clear_no_is_given_up_at_once_and_shown_to_a_person(settings, section, step):
    with serving(settings, Server(refuse={step: "550 no such mailbox"})) as server:
        message = told(section=section)
        drain()
        assert state_of(message) == State.FAILED
        assert not server.taken
    effect = Effect.objects.get()
    assert effect.attempts == 1
    assert effect.problem.startswith("smtp_refused:")
    assert "hanako" not in effect.problem


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_a_no_for_now_is_tried_again_later(settings, section, clock_at, step):
    clock_at("2026-11-23 10:00")
    server = Server(refuse={step: "451 come back later"})
    with serving(settings, server):
        message = told(section=section)
        drain()
        assert state_of(message) == State.WAITING
        server.refuse = {}
        clock_at("2026-11-23 10:01")
        drain()
    assert state_of(message) == State.SENT
    assert len(server.taken) == 1


def test_a_line_cut_while_sending_waits_for_a_person(settings, section, clock_at):
    clock_at("2026-11-23 10:00")
    with serving(settings, Server(), DropsInTheMiddle) as server:
        message = told(section=section)
        drain()
        assert state_of(message) == State.UNCERTAIN
        clock_at("2026-11-25 10:00")
        drain()
        assert server.begun == 1


def test_a_mail_taken_whose_answer_is_lost_is_never_repeated(
    settings, section, clock_at
):
    clock_at("2026-11-23 10:00")
    with serving(settings, Server(drop="before answering")) as server:
        message = told(section=section)
        drain()
        clock_at("2026-11-25 10:00")
        drain()
        assert len(server.taken) == 1
    assert state_of(message) == State.UNCERTAIN


def test_a_server_that_never_answers_waits_for_a_person(settings, section):
    with serving(settings, Server(wait=4)) as server:
        settings.EMAIL_TIMEOUT = 1
        message = told(section=section)
        drain()
        assert server.begun == 1
    assert state_of(message) == State.UNCERTAIN


def test_a_slow_server_is_waited_for(settings, section):
    with serving(settings, Server(wait=1)):
        message = told(section=section)
        drain()
    assert state_of(message) == State.SENT


def test_a_server_that_hangs_up_on_goodbye_has_taken_the_mail(settings, section):
    with serving(settings, Server(), HangsUpOnGoodbye) as server:
        message = told(section=section)
        drain()
        assert len(server.taken) == 1
    assert state_of(message) == State.SENT


def test_a_server_that_is_away_is_tried_again(settings, section):
    with serving(settings, Server()):
        pass  # gone: its port is closed now
    message = told(section=section)
    drain()
    assert state_of(message) == State.WAITING
    assert Effect.objects.get().problem.startswith("smtp_unreachable:")


def test_japanese_and_hostile_words_arrive_as_they_are(settings, section):
    body = "..\n.\nFrom me\n" + "あ" * 3000 + "\n\U00020bb7野家 \ud7ff"
    with serving(settings, Server()) as server:
        told(section=section, subject="件名" * 60, body=body)
        drain()
    (mail,) = server.mails()
    assert mail.get_body(("plain",)).get_content().splitlines() == body.splitlines()
    assert mail["Subject"].strip() == "件名" * 60
