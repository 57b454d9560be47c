"""Telling somebody: which route, which words, and what never gets into a header."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.audit.api import Entry
from kyoso.engines.jobs.api import Effect
from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_pdf
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.actions import one_line
from kyoso.engines.messaging.mailing import mail_of
from kyoso.engines.messaging.testing import HOME, by_mail, by_post

pytestmark = pytest.mark.django_db
State = messaging.Message.State
WORDS = {"subject": "受付のお知らせ", "body": "能代 花子 様\n\n申請を受け付けました。"}


def send(kind, section, to, **more):
    return messaging.send(
        kind, to=to, context=WORDS, about="case1", section=section, by=None, **more
    )


def test_who_chose_mail_is_told_by_mail(kind, section, hanako):
    message = send(kind, section, by_mail(hanako.account))
    assert (message.route, message.state) == ("mail", State.WAITING)
    assert message.effect.kind == "messaging.mail"
    assert message.account == hanako.account


def test_who_did_not_choose_mail_is_told_by_post_even_with_an_address(kind, section):
    to = messaging.Recipient(None, email="hanako@example.jp", postal=HOME)
    message = send(kind, section, to)
    assert (message.route, message.state) == ("post", State.TO_PRINT)
    assert message.email == ""
    assert not Effect.objects.exists()


def test_who_has_no_mail_and_no_address_cannot_be_told(kind, section):
    with pytest.raises(messaging.NoRoute) as caught:
        send(kind, section, messaging.Recipient(None, email="a@example.jp"))
    assert caught.value.sentence.endswith("。")
    assert not messaging.Message.objects.exists()


@pytest.mark.parametrize(
    "email",
    ["no-at-sign", "a@b", "a@example.jp\nBcc: all@example.jp", "a b@example.jp"],
)
def test_a_wrong_mail_address_is_named(kind, section, email):
    with pytest.raises(messaging.MailAddressRefused) as caught:
        send(kind, section, by_mail(email=email))
    assert "\n" not in caught.value.sentence
    assert not Effect.objects.exists()


def test_the_words_are_kept_as_they_were_sent(kind, section):
    message = send(kind, section, by_mail())
    assert message.subject == "受付のお知らせ"
    assert message.text == "能代 花子 様\n\n申請を受け付けました。\n"


def test_names_are_not_escaped_in_text_and_are_escaped_in_html(kind, section):
    words = {"subject": "A & B", "body": "<b>太字</b> & https://example.jp/a?b=c&d=e"}
    message = messaging.send(
        kind, to=by_mail(), context=words, about="", section=section, by=None
    )
    mail = mail_of(message)
    html = mail.alternatives[0].content
    assert mail.subject == "A & B"
    assert "<b>太字</b>" in mail.body
    assert "&lt;b&gt;太字&lt;/b&gt;" in html
    assert 'href="https://example.jp/a?b=c&amp;d=e"' in html


def test_the_html_part_tracks_nobody(kind, section):
    html = mail_of(send(kind, section, by_mail())).alternatives[0].content
    assert "<img" not in html
    assert "<link" not in html
    assert "style" not in html


@given(st.text(max_size=200))
def test_no_subject_breaks_out_of_its_header(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not set(line) & {"\r", "\n", "\x00", "\x0b", "\x85", "\u2028"}


def test_a_subject_with_line_ends_becomes_one_line(kind, section):
    words = {"subject": "お知らせ\r\nBcc: all@example.jp", "body": "a"}
    message = messaging.send(
        kind, to=by_mail(), context=words, about="", section=section, by=None
    )
    mail = mail_of(message).message()
    assert "Bcc" not in mail
    assert message.subject == "お知らせ Bcc: all@example.jp"


def test_the_message_id_is_the_same_for_every_attempt(kind, section, settings):
    settings.DEFAULT_FROM_EMAIL = "能代市 <kyoso@city.example.jp>"
    message = send(kind, section, by_mail())
    first, second = (mail_of(message).message()["Message-ID"] for _ in range(2))
    assert first == second == f"<{message.ref}@city.example.jp>"


def test_a_business_transaction_undone_sends_nothing(kind, section):
    with pytest.raises(RuntimeError), transaction.atomic():
        send(kind, section, by_mail())
        raise RuntimeError
    assert not messaging.Message.objects.exists()
    assert not Effect.objects.exists()


def test_enclosures_go_with_the_letter(kind, section, purpose):
    notice = media.store(a_pdf(), purpose=purpose, by=None)
    letter = send(kind, section, by_post(), files=[notice])
    assert list(letter.files.all()) == [notice]


def test_it_writes_down_whom_it_told_without_the_words(kind, section, hanako):
    send(kind, section, by_mail(hanako.account))
    entry = Entry.objects.get(event="messaging.posted")
    assert entry.person == hanako.account.ref
    assert entry.reason == "case1"
    assert "花子" not in str(entry.details)


def test_an_unknown_kind_is_a_mistake_of_ours(section):
    with pytest.raises(KeyError):
        send("nobody.knows", section, by_mail())


@pytest.mark.parametrize(
    "wrong",
    [
        {"route": "mail", "email": ""},
        {"route": "post", "address": ""},
        {"returned_on": "2026-11-23"},
    ],
)
def test_the_database_refuses_half_a_message(section, wrong):
    fields = {"route": "post", "address": "能代市", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        messaging.Message.objects.create(
            template="a", section=section, subject="a", text="a", **fields
        )
