"""Rules of people that need no database."""

import datetime as dt
import hashlib

from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.jp import cn

from kyoso.engines.people.errors import CompanyNumberWrong
from kyoso.kernel import text

# 成年 (民法4条, since 2022-04-01).
ADULT_AT = 18


def corporate_number(typed: str) -> str:
    """Return a 法人番号 as 13 digits, its check digit compared.

    Accepts full-width digits, spaces and hyphens. The check digit is that of
    法人番号の指定等に関する省令 (平成26年財務省令第70号) 2条. Raises
    ``CompanyNumberWrong``.
    """
    try:
        number: str = cn.validate(text.fold(typed))
    except WrongNumber:
        raise CompanyNumberWrong(number=typed) from None
    return number


def last_day_as_child(born_on: dt.date) -> dt.date:
    """Return the day before the 18th birthday (年齢計算ニ関スル法律).

    Who is born on 29 February comes of age after 28 February of a common year.
    """
    birthday = years_later(born_on, ADULT_AT)
    is_moved = birthday.day != born_on.day
    return birthday if is_moved else birthday - dt.timedelta(days=1)


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 2, 28)


def token_digest(shown: str) -> str:
    """Return what is kept of a token: it is long and random, so a plain hash will do."""
    return hashlib.sha256(shown.encode()).hexdigest()
