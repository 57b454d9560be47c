"""Where officers find the letters and mails of their section."""

from kyoso.engines.people import api as people
from kyoso.ui import navigation

may_dispatch = people.whoever_may(people.Permission.DISPATCH_MAIL)

ENTRIES = (
    navigation.Entry(
        "messages",
        "送達の記録",
        "messaging:log",
        order=40,
        group="通知",
        who=may_dispatch,
    ),
    navigation.Entry(
        "letters",
        "印刷待ちの郵便物",
        "messaging:letters",
        order=41,
        group="通知",
        who=may_dispatch,
    ),
)
