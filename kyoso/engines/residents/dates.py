"""不詳のある日付: dates of the register, of which a part may be unknown."""

import datetime as dt
import re
from dataclasses import dataclass

from kyoso.kernel import clock, eras

_SHAPE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_LAST_MONTH = 12


class DateWrong(Exception):  # noqa: N818 - says what is wrong
    """A date of a file cannot stand so; ``remedy`` is one sentence."""

    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


@dataclass(frozen=True)
class PartialDate:
    """A date whose parts may be unknown: ``words`` is how the register writes it then.

    ``written`` is ``1945-03-00`` or empty. When ``is_unknown`` is set the parts
    are hints for search and never a date to reckon with.
    """

    written: str = ""
    is_unknown: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.written or self.is_unknown)

    @property
    def whole(self) -> dt.date | None:
        """The date, if every part of it is known."""
        if self.is_unknown or not self.written:
            return None
        return dt.date.fromisoformat(self.written)

    @property
    def shown(self) -> str:
        """The date in 和暦, or the register's own words for the unknown."""
        if self.is_unknown:
            return self.words
        return clock.wareki(self.whole) if self.whole else ""

    def may_be(self, day: dt.date) -> bool:
        """Tell whether the known parts agree with ``day``."""
        parts = self.written.split("-") if self.written else ["0000", "00", "00"]
        given = (day.year, day.month, day.day)
        return all(
            not int(part) or int(part) == known
            for part, known in zip(parts, given, strict=True)
        )


def read_partial(written: str, *, unknown: bool, words: str) -> PartialDate:
    """Read the three columns of one date. Raises ``DateWrong``.

    Without the flag the date must be whole; with it the words must say how it is
    written, and month and day may be ``00``.
    """
    if not unknown:
        if words:
            raise DateWrong("不詳表記があるときは、不詳フラグを1にしてください。")
        if written:
            read_date(written)
        return PartialDate(written)
    if not words:
        raise DateWrong("不詳フラグが1のときは、不詳表記を書いてください。")
    if written:
        _check_parts(written)
    return PartialDate(written, is_unknown=True, words=words)


def read_date(written: str) -> dt.date:
    """Read a whole date such as ``1954-04-03``. Raises ``DateWrong``."""
    if not _SHAPE.fullmatch(written):
        raise DateWrong("1954-04-03のように書いてください。")
    try:
        found = dt.date.fromisoformat(written)
    except ValueError:
        raise DateWrong("この日付はありません。ある日付を書いてください。") from None
    if found < eras.FIRST_DAY:
        raise DateWrong("1873-01-01より後の日付を書いてください。")
    return found


def _check_parts(written: str) -> None:
    found = _SHAPE.fullmatch(written)
    if not found:
        raise DateWrong(
            "わからない月と日を00にして、1945-03-00のように書いてください。"
        )
    year, month, day = (int(part) for part in found.groups())
    if month > _LAST_MONTH or (day and not month):
        raise DateWrong("月がわからないときは、日も00にしてください。")
    if year and month and day:
        read_date(written)
