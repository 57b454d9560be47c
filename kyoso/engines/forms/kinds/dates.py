"""Days, as people remember them: with an era, or in western years."""

import datetime as dt
import operator
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import (
    Asked,
    Kind,
    Setting,
    Wrong,
    is_empty,
    kinds,
    table_of,
    text_of,
)
from kyoso.kernel import clock
from kyoso.kernel.text import fold
from kyoso.ui import sentences
from kyoso.ui.years import Years

PARTS = {
    "era": gettext_noop("元号"),
    "year": gettext_noop("年"),
    "month": gettext_noop("月"),
    "day": gettext_noop("日"),
}
FIRST_YEAR = "元"
# The oldest who live were born in it; a lease or a grave may run so long.
_YEARS = Years(150, 50)
_LIMITS: dict[
    str,
    tuple[Callable[[dt.date, dt.date], bool], Callable[[str], sentences.Sentence]],
] = {
    "past": (operator.lt, sentences.not_past),
    "until_today": (operator.le, sentences.not_until_today),
    "from_today": (operator.ge, sentences.not_from_today),
    "future": (operator.gt, sentences.not_future),
}


class DateKind(Kind):
    """年月日: four parts; 元年 may be typed as 元 or 1."""

    slug = "date"
    parts = ("era", "year", "month", "day")
    settings = {
        "limit": Setting(str, "", choices=("", *_LIMITS)),
        "birthday": Setting(bool, default=False),
        "first_era": Setting(
            str,
            clock.ERAS[0].slug,
            choices=(*(era.slug for era in clock.ERAS), clock.WESTERN),
        ),
    }

    def is_empty(self, typed: Value) -> bool:
        # The era is chosen beforehand on the page: alone it says nothing.
        if isinstance(typed, dict):
            return all(is_empty(typed.get(part)) for part in self.parts[1:])
        return is_empty(typed)

    def check(self, asked: Asked, typed: Value) -> Value:
        if isinstance(typed, str):
            typed = _of_iso(asked, typed)
        table = table_of(asked, typed, self.parts)
        era = text_of(asked, table["era"], part="era") or asked.setting("first_era")
        year, month, day = (
            self._part(asked, table[part], part) for part in self.parts[1:]
        )
        try:
            found = clock.day_of(era, year, month, day)
        except (clock.DayImpossible, clock.DayUnreadable):
            raise Wrong(sentences.no_such_day(asked.label), "year") from None
        except KeyError:
            raise Wrong(_missing_part(asked, "era"), "era") from None
        self._within_limit(asked, found)
        return found.isoformat()

    def _part(self, asked: Asked, typed: Value, part: str) -> int:
        text = fold(text_of(asked, typed, part=part)).rstrip("年月日")
        if not text:
            raise Wrong(_missing_part(asked, part), part)
        if part == "year" and text == FIRST_YEAR:
            return 1
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            label = f"{asked.label}の「{_(PARTS[part])}」"
            raise Wrong(sentences.not_a_number(label), part)
        return int(text)

    def _within_limit(self, asked: Asked, day: dt.date) -> None:
        try:
            _YEARS.refuse(day, asked.label)
        except ValidationError as refusal:
            raise Wrong(refusal.messages[0], "year") from None
        limit = asked.setting("limit") or ("past" if asked.setting("birthday") else "")
        if not limit:
            return
        is_allowed, sentence = _LIMITS[limit]
        if not is_allowed(day, asked.today):
            raise Wrong(sentence(asked.label), "year")

    def show(self, asked: Asked, value: Value) -> str:
        day = dt.date.fromisoformat(value)
        if asked.language == "ja":
            return clock.wareki(day)
        # やさしい日本語 and English readers count in western years.
        if asked.language == "en":
            return f"{day:%B} {day.day}, {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def typed_from(self, value: Value) -> Value:
        return typed_date(dt.date.fromisoformat(value))


def typed_date(day: dt.date) -> dict[str, str]:
    """Return the parts in which a person would type a day."""
    era = clock.era_of(day)
    year = era.year_of(day)
    return {
        "era": era.slug,
        "year": FIRST_YEAR if year == 1 else str(year),
        "month": str(day.month),
        "day": str(day.day),
    }


def _of_iso(asked: Asked, typed: str) -> dict[str, str]:
    """Take a whole date, as the API and files write it, apart."""
    try:
        day = clock.parse_day(typed)
    except (clock.DayImpossible, clock.DayUnreadable):
        raise Wrong(sentences.no_such_day(asked.label), "year") from None
    return {
        "era": clock.WESTERN,
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
    }


def _missing_part(asked: Asked, part: str) -> sentences.Text:
    return sentences.no_part(asked.label, _(PARTS[part]))


kinds.register(DateKind())
