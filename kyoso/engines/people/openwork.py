"""Open work of an officer, told by the engines above for the hand-over page.

people.open_work.register(
    people.OpenWork("cases", "担当している申請", list=open_cases_of)
)
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kyoso.engines.people.models import Officer, Section
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class OpenItem:
    """One piece of open work: ``title`` without personal data, ``path`` in the office.

    ``subject`` is the public name of the row (``audit.name_of(case)``).
    """

    subject: str
    title: str
    path: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class OpenWork:
    """A kind of work that can be open when a post ends."""

    slug: str
    title: str
    list: Callable[[Officer, Section], Iterable[OpenItem]]


open_work: Registry[OpenWork] = Registry("kind of open work")
