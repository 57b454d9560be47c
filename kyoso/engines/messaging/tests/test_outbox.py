"""The outbox of the demo: mails are caught and shown, and production refuses it."""

import pytest
from django.core.mail import EmailMessage, get_connection

from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.checks import OUTBOX, check_outbox, check_templates
from kyoso.engines.messaging.testing import told
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = OUTBOX


def test_it_catches_what_anybody_sends_also_log_in_codes(outbox):
    get_connection().send_messages(
        [
            EmailMessage(
                "ログインの番号", "番号は 123456 です。", to=["hanako@example.jp"]
            )
        ]
    )
    caught = messaging.CaughtMail.objects.get()
    assert (caught.subject, caught.recipients) == (
        "ログインの番号",
        "hanako@example.jp",
    )
    office = cast.stranger_at(cast.OFFICE_HOST)
    assert "ログインの番号" in office.get("/_outbox").content.decode()
    assert "123456" in office.get(f"/_outbox/{caught.ref}").content.decode()


def test_our_own_messages_are_caught_too(outbox, section):
    from kyoso.engines.jobs.testing import drain

    message = told(section=section, subject="受付のお知らせ")
    drain()
    assert messaging.CaughtMail.objects.get().subject == "受付のお知らせ"
    message.effect.refresh_from_db()
    assert message.state == messaging.Message.State.SENT


@pytest.mark.parametrize(("to", "found"), [("hanako", 1), ("taro", 0)])
def test_one_may_look_for_an_address(outbox, to, found):
    get_connection().send_messages(
        [EmailMessage("番号", "a", to=["hanako@example.jp"])]
    )
    page = cast.stranger_at(cast.OFFICE_HOST).get("/_outbox", {"to": to})
    assert page.content.decode().count("<td>hanako@example.jp</td>") == found


def test_production_refuses_to_start_with_the_outbox(settings, outbox):
    assert check_outbox(None) == []
    settings.PRODUCTION = True
    assert [error.id for error in check_outbox(None)] == ["messaging.E001"]


def test_every_registered_message_has_its_words():
    assert check_templates(None) == []
    broken = messaging.MessageTemplate("testing.broken", "a", subject="no", body="no")
    with messaging.templates.temporarily(broken):
        assert {error.id for error in check_templates(None)} == {"messaging.E002"}
