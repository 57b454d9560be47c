"""和暦: the eras as data, dates written with them, and dates typed with them.

The table is ``eras.toml`` beside this file: a new era is a new row there and
nothing else. Japan took the Gregorian calendar on 1 January 1873 (明治6年); days
before it belong to another calendar and are refused.
"""

import datetime as dt
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kyoso.kernel.errors import Refusal

# 太政官布告第337号（明治5年）: the first day of the Gregorian calendar in Japan.
FIRST_DAY = dt.date(1873, 1, 1)
WEEKDAYS = "月火水木金土日"
# April: 地方自治法第208条第1項, a fiscal year runs from 1 April to 31 March.
FISCAL_YEAR_BEGINS = 4
WESTERN = "seireki"


@dataclass(frozen=True)
class Era:
    """元号. ``same_day``: its first day is also the last day of the era before."""

    slug: str
    name: str
    letter: str
    starts_on: dt.date
    same_day: bool
    source: str

    def western(self, year: int) -> int:
        """Return the western year of this era's ``year``."""
        return self.starts_on.year + year - 1

    def year_of(self, day: dt.date) -> int:
        return day.year - self.starts_on.year + 1


class DayUnreadable(Refusal):
    code = "day_unreadable"
    sentence = "「{typed}」は日付として読めません。「令和8年11月23日」のように入力してください。"


class DayImpossible(Refusal):
    code = "day_impossible"
    sentence = "「{typed}」という日付はありません。ある日付を入力してください。"


_TABLE = tomllib.loads((Path(__file__).with_name("eras.toml")).read_text("utf-8"))
ERAS = tuple(
    sorted(
        (Era(**row) for row in _TABLE["era"]),
        key=lambda era: era.starts_on,
        reverse=True,
    )
)
_FISCAL_TITLES = {row["year"]: row["title"] for row in _TABLE["fiscal_year"]}


def era_of(day: dt.date) -> Era:
    """Return the era of ``day``; before 1873 raises ``ValueError``."""
    if day < FIRST_DAY:
        raise ValueError(f"{day} is before the Gregorian calendar in Japan.")
    return next(era for era in ERAS if era.starts_on <= day)


def wareki(day: dt.date) -> str:
    """Return ``令和8年11月23日``; the first year of an era is 元年."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


def wareki_short(day: dt.date) -> str:
    """Return ``R8.11.23``, for tables in the office."""
    era = era_of(day)
    return f"{era.letter}{era.year_of(day)}.{day.month}.{day.day}"


def wareki_weekday(day: dt.date) -> str:
    """Return ``令和8年11月23日（月曜日）``."""
    return f"{wareki(day)}（{WEEKDAYS[day.weekday()]}曜日）"


def fiscal_year(day: dt.date) -> int:
    """Return the fiscal year (年度) of ``day``: 2026 from April 2026 to March 2027."""
    return day.year if day.month >= FISCAL_YEAR_BEGINS else day.year - 1


def fiscal_year_days(year: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a fiscal year."""
    first = dt.date(year, FISCAL_YEAR_BEGINS, 1)
    return first, dt.date(year + 1, FISCAL_YEAR_BEGINS, 1) - dt.timedelta(days=1)


def fiscal_year_title(year: int) -> str:
    """Return ``令和8年度``, by the era of 1 April or by the table's exception."""
    known = _FISCAL_TITLES.get(year)
    return known or f"{_era_year(fiscal_year_days(year)[0])}度"


def fiscal_year_title_long(year: int) -> str:
    """Return ``令和8年度（2026年4月から2027年3月まで）``."""
    return f"{fiscal_year_title(year)}（{year}年4月から{year + 1}年3月まで）"


def _era_year(day: dt.date) -> str:
    era = era_of(day)
    year = era.year_of(day)
    return f"{era.name}{'元' if year == 1 else year}年"


_NAMES = {era.name: era for era in ERAS} | {era.name[0]: era for era in ERAS}
_LETTERS = {era.letter: era for era in ERAS}
_SLUGS = {era.slug: era for era in ERAS}
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SHAPES = (
    # 令和8年11月23日, 昭40.1.2, R8/11/23, 平成元年1月8日（日曜日）, 2026年11月23日
    re.compile(
        rf"(?P<era>{'|'.join([*_NAMES, *_LETTERS, '西暦'])}|)"
        r"(?P<year>元|\d{1,4})(?:年|[-./])"
        r"(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})日?"
        rf"(?:\([{WEEKDAYS}](?:曜日?)?\))?"
    ),
    re.compile(r"(?P<era>)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
)
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u30fc]")


def parse_day(typed: str) -> dt.date:
    """Read a date as people write it, in either calendar.

    Takes ``令和8年11月23日`` with 元年, kanji numerals, any width, a weekday in
    brackets; ``R8.11.23``; ``昭40.1.2``; ``2026-11-23``; ``20261123``. A year
    beyond its era's end is read on (平成33年 stands on real documents). Raises
    ``DayUnreadable`` or ``DayImpossible``.
    """
    folded = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    plain = _plain_numbers(_HYPHENS.sub("-", folded))
    for shape in _SHAPES:
        found = shape.fullmatch(plain)
        if found:
            year = 1 if found["year"] == "元" else int(found["year"])
            return _day(
                found["era"], year, int(found["month"]), int(found["day"]), typed
            )
    raise DayUnreadable(typed=typed)


def day_of(era: str, year: int, month: int, day: int) -> dt.date:
    """Make a date of the parts of a form: ``era`` is a slug or ``seireki``.

    Raises ``DayImpossible`` for a day that never was, ``KeyError`` for an
    unknown era.
    """
    name = "" if era == WESTERN else _SLUGS[era].name
    return _day(name, year, month, day, f"{name}{year}年{month}月{day}日")


def _day(name: str, year: int, month: int, day: int, typed: str) -> dt.date:
    era = _NAMES.get(name) or _LETTERS.get(name)
    if not name and year < FIRST_DAY.year:
        # 「8年11月23日」 names no era: guessing would be a wrong date in a register.
        raise DayUnreadable(typed=typed)
    try:
        found = dt.date(era.western(year) if era else year, month, day)
    except (ValueError, OverflowError):
        raise DayImpossible(typed=typed) from None
    if year < 1 or found < FIRST_DAY:
        raise DayImpossible(typed=typed)
    return found


def _plain_numbers(text: str) -> str:
    """Turn kanji numerals (十一, 二十, 六十四, 二〇二六) into digits."""

    def tens(found: re.Match[str]) -> str:
        return f"{found[1] or '1'}{found[2] or '0'}"

    return re.sub(r"(\d?)十(\d?)", tens, text.translate(_KANJI_DIGITS))
