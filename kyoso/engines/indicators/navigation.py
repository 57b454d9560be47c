"""The ways of the office door to the indicators."""

from kyoso.engines.people.api import Permission, whoever_may
from kyoso.ui.navigation import Entry

ENTRIES = (
    Entry(
        "indicators",
        "指標の値",
        "indicators:mine",
        order=60,
        group="計画",
        who=whoever_may(Permission.ENTER_VALUES, Permission.CONFIRM_VALUES),
    ),
    Entry(
        "external-lists",
        "ほかの仕組みの一覧",
        "indicators:lists",
        order=66,
        group="計画",
        who=whoever_may(Permission.MANAGE_PLAN),
    ),
)
