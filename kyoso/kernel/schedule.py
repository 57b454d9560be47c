"""What the worker does by the clock, registered by whoever needs it done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Chore:
    """A thing done again and again: every so many seconds, or daily at a time.

    ``act`` must be safe to run twice and to be killed in the middle. One that
    ``goes_alone`` has a thread and a database connection of its own, so that no
    long chore makes it wait; the others take turns in one thread.
    """

    slug: str
    title: str
    act: Callable[[], object]
    every: dt.timedelta | None = None
    daily_at: dt.time | None = None
    goes_alone: bool = False

    def __post_init__(self) -> None:
        if (self.every is None) == (self.daily_at is None):
            raise ValueError("A chore is done either every so often or daily.")
        if self.every is not None and self.every <= dt.timedelta(0):
            raise ValueError("The time between two turns is longer than nothing.")


chores: Registry[Chore] = Registry("chore")
