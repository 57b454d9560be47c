"""The door of the messaging engine.

    from kyoso.engines.messaging import api as messaging

    messaging.templates.register(messaging.MessageTemplate(
        "applications.received", "受付のお知らせ",
        subject="applications/messages/received_subject.txt",
        body="applications/messages/received.txt"))
    messaging.send("applications.received", to=messaging.Recipient(account, email=…,
                   postal=messaging.PostalAddress(name, postcode, address),
                   electronic=True), context={"number": …}, about=case.ref,
                   section=case.section, by=None)

``send`` belongs inside the business transaction. ``Message.state`` tells where
it stands. ``letter_dispatched`` and ``letter_returned`` are events.
"""

from kyoso.engines.messaging.actions import (
    dispatch,
    mail_again,
    make_batch,
    post_instead,
    post_many,
    send,
    send_again,
    settle,
    take_back,
)
from kyoso.engines.messaging.errors import (
    DispatchDayRefused,
    DispatchedAlready,
    LetterTaken,
    MailAddressRefused,
    NoRoute,
    NotDispatched,
    NothingToPrint,
    NotWaitingForAPerson,
    ReturnReasonMissing,
    SentAgainAlready,
)
from kyoso.engines.messaging.events import letter_dispatched, letter_returned
from kyoso.engines.messaging.kinds import MessageTemplate, templates
from kyoso.engines.messaging.models import CaughtMail, Message, PrintBatch
from kyoso.engines.messaging.recipients import PostalAddress, Recipient

__all__ = [
    "CaughtMail",
    "DispatchDayRefused",
    "DispatchedAlready",
    "LetterTaken",
    "MailAddressRefused",
    "Message",
    "MessageTemplate",
    "NoRoute",
    "NotDispatched",
    "NotWaitingForAPerson",
    "NothingToPrint",
    "PostalAddress",
    "PrintBatch",
    "Recipient",
    "ReturnReasonMissing",
    "SentAgainAlready",
    "dispatch",
    "letter_dispatched",
    "letter_returned",
    "mail_again",
    "make_batch",
    "post_instead",
    "post_many",
    "send",
    "send_again",
    "settle",
    "take_back",
    "templates",
]
