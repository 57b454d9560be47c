"""How mails leave the house: by SMTP, or into a table in the demo."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from kyoso.engines.messaging.models import CaughtMail


class Smtp(EmailBackend):
    """SMTP that reports only what happened to the message itself.

    A server that drops the line while we say goodbye has taken the message:
    closing never raises.
    """

    def close(self) -> None:
        try:
            super().close()
        except (OSError, smtplib.SMTPException):
            self.connection = None


class Outbox(BaseEmailBackend):
    """Catches mails in a table, for the demo only (``messaging.E001``)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            CaughtMail.objects.create(
                sender=mail.from_email[:200],
                recipients=", ".join(mail.recipients())[:1000],
                subject=str(mail.subject)[:400],
                text=str(mail.body),
                raw=mail.message().as_string(),
            )
        return len(email_messages)
