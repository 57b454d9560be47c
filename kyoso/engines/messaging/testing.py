"""For tests of other parts: a message kind, recipients, letters at each stage."""

from collections.abc import Iterator
from contextlib import contextmanager

from kyoso.engines.messaging.actions import send
from kyoso.engines.messaging.kinds import MessageTemplate, templates
from kyoso.engines.messaging.models import Message
from kyoso.engines.messaging.recipients import PostalAddress, Recipient
from kyoso.engines.people.api import Account, Section

HOME = PostalAddress("能代 花子", "0160000", "能代市架空町1番1号")


@contextmanager
def a_template(slug: str = "testing.notice") -> Iterator[MessageTemplate]:
    """Register a message kind for a test: subject {{ subject }}, body {{ body }}."""
    kind = MessageTemplate(
        slug,
        "テストのお知らせ",
        subject="messaging/testing/subject.txt",
        body="messaging/testing/body.txt",
    )
    with templates.temporarily(kind):
        yield kind


def by_mail(
    account: Account | None = None, email: str = "hanako@example.jp"
) -> Recipient:
    """Return somebody who chose e-mail and has a postal address too."""
    return Recipient(account, email=email, postal=HOME, electronic=True)


def by_post(account: Account | None = None) -> Recipient:
    """Return somebody who is told by post."""
    return Recipient(account, postal=HOME)


def told(
    *,
    section: Section,
    to: Recipient | None = None,
    subject: str = "お知らせ",
    body: str = "申請を受け付けました。",
    about: str = "",
    by: Account | None = None,
) -> Message:
    """Send a message of a kind made for the test and return it."""
    with a_template():
        return send(
            "testing.notice",
            to=to or by_mail(),
            context={"subject": subject, "body": body},
            about=about,
            section=section,
            by=by,
        )
