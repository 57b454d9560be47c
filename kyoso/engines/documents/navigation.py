"""Where officers find papers that wait for them."""

from kyoso.engines.people import api as people
from kyoso.ui import navigation

ENTRIES = (
    navigation.Entry(
        "notices",
        "一斉の通知",
        "documents:notices",
        order=42,
        group="通知",
        who=people.whoever_may(people.Permission.DISPATCH_MAIL),
    ),
    navigation.Entry(
        "documents",
        "文字の確認が必要な文書",
        "documents:waiting",
        order=45,
        group="通知",
        who=people.whoever_may(people.Permission.HANDLE_CASES),
    ),
    navigation.Entry(
        "seals",
        "公印使用簿",
        "documents:seals",
        order=46,
        group="通知",
        who=people.whoever_may(people.Permission.HANDLE_CASES),
    ),
)
