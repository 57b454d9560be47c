"""Days, moments and amounts as a page says them, in its language."""

import datetime as dt

from django.utils.translation import get_language

from kyoso.kernel import clock, money

_WEEKDAYS = "月火水木金土日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NOON = 12


def day(value: dt.date) -> str:
    """令和8年11月23日 · 2026年11月23日 (easy) · November 23, 2026."""
    value = _in_city(value)
    if _language() == "en":
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    if _language() == "easy":
        return f"{value.year}年{value.month}月{value.day}日"
    return clock.wareki(value)


def weekday(value: dt.date) -> str:
    """The day with its day of the week."""
    value = _in_city(value)
    if _language() == "en":
        return f"{_DAYS[value.weekday()]}, {day(value)}"
    return f"{day(value)}（{_WEEKDAYS[value.weekday()]}曜日）"


def short(value: dt.date) -> str:
    """R8.11.23 · 2026年11月23日 (easy) · Nov 23, 2026: where there is little room."""
    value = _in_city(value)
    if _language() == "en":
        return f"{_MONTHS[value.month - 1][:3]} {value.day}, {value.year}"
    return day(value) if _language() == "easy" else clock.wareki_short(value)


def moment(value: dt.datetime) -> str:
    """令和8年11月23日 午後2時5分 · November 23, 2026, 2:05 p.m."""
    local = value.astimezone(clock.CITY)
    hour = local.hour % _NOON
    if _language() == "en":
        half = "a.m." if local.hour < _NOON else "p.m."
        return f"{day(local.date())}, {hour or _NOON}:{local.minute:02} {half}"
    half = "午前" if local.hour < _NOON else "午後"
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{day(local.date())} {half}{hour}時{minutes}"


def desk_moment(value: dt.datetime) -> str:
    """R8.11.23 14:05."""
    local = value.astimezone(clock.CITY)
    return f"{clock.wareki_short(local.date())} {local:%H:%M}"


def yen(amount: int) -> str:
    """12,345円 · 12,345 yen."""
    return f"{amount:,} yen" if _language() == "en" else money.yen(amount)


def _in_city(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.CITY).date()
    return value


def _language() -> str:
    return (get_language() or "ja").removeprefix("ja-")
