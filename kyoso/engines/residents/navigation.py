"""Where officers of the register find it."""

from kyoso.engines.people import api as people
from kyoso.ui import navigation

_may_read = people.whoever_may(people.Permission.READ_REGISTER)

ENTRIES = tuple(
    navigation.Entry(
        slug, title, f"residents:{name}", order=order, group="住民情報", who=_may_read
    )
    for slug, title, name, order in (
        ("residents_search", "住民の検索", "search", 60),
        ("residents_matching", "カードの照合", "matching", 61),
        ("residents_loads", "写しの読み込み", "loads", 62),
    )
)
