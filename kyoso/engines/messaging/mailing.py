"""One mail: made of a message, handed to the mail server, and what came of it."""

import smtplib
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string

from kyoso.engines.jobs import api as jobs
from kyoso.engines.messaging.models import Message

# What the first digit of an answer means (RFC 5321, 4.2.1).
_YES = range(200, 300)
_LATER = range(400, 500)
_NEVER = range(500, 600)


def deliver(ref: str) -> None:
    """Hand one mail to the mail server (the act of the effect ``messaging.mail``).

    Raises ``NotDone`` where the server surely has not taken it and may later,
    ``Permanent`` where it never will, and lets everything else through: then
    nobody knows, and a person decides.
    """
    message = Message.objects.get(ref=ref)
    mail = mail_of(message)
    connection = get_connection()
    if not isinstance(connection, EmailBackend):
        connection.send_messages([mail])
        return
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        raise jobs.NotDone("smtp_login_refused") from None
    except (OSError, smtplib.SMTPException) as problem:
        raise jobs.NotDone(f"smtp_unreachable:{type(problem).__name__}") from None
    try:
        _hand_over(connection, mail)
    finally:
        connection.close()


def _hand_over(connection: EmailBackend, mail: EmailMultiAlternatives) -> None:
    """Send one mail, step by step: only after DATA can the outcome be unknown."""
    smtp = connection.connection
    assert smtp is not None
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    made: Any = mail.message()
    content: bytes = made.as_bytes(linesep="\r\n")
    try:
        smtp.ehlo_or_helo_if_needed()
        _expect(smtp.mail(sender), "sender")
        _expect(smtp.rcpt(mail.to[0]), "recipient")
    except (OSError, smtplib.SMTPException) as problem:
        raise jobs.NotDone(f"smtp_before_data:{type(problem).__name__}") from None
    try:
        answer = smtp.data(content)
    except smtplib.SMTPDataError as refusal:
        # The server answered DATA itself with a no: it has read nothing.
        _expect((refusal.smtp_code, b""), "data")
        raise
    _expect(answer, "content")


def _expect(answer: tuple[int, bytes], step: str) -> None:
    """Raise unless the server said yes; a clear no means that nothing was sent."""
    code = answer[0]
    if code in _YES:
        return
    if code in _LATER:
        raise jobs.NotDone(f"smtp_later:{step}:{code}")
    if code in _NEVER:
        raise jobs.Permanent(f"smtp_refused:{step}:{code}")
    raise smtplib.SMTPServerDisconnected(f"The mail server answered {code}.")


def mail_of(message: Message) -> EmailMultiAlternatives:
    """Return the mail: plain text, and the same in simple HTML without images.

    The Message-ID is made of the ref, so a second attempt that a person orders
    carries the same one and mail programs can tell.
    """
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.email],
        headers={
            "Message-ID": message_id(message),
            # Says to other machines: do not answer (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    html = render_to_string("messaging/mail.html", {"message": message})
    mail.attach_alternative(html, "text/html")
    return mail


def message_id(message: Message) -> str:
    """Return the stable Message-ID, ``<ref@domain of the sender>``."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{message.ref}@{domain or 'localhost'}>"
