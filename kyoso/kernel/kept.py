"""What pages may show for a moment, or for good, without asking the database again.

    procedure = kept.briefly(f"procedure:{slug}", lambda: Procedure.objects.get(slug=slug))
    version = kept.for_good(f"version:{pk}", lambda: FormVersion.objects.get(pk=pk))

Every process remembers on its own. ``briefly`` is for what changes: it is
remembered for ``KEPT_PAGE_SECONDS`` (a second), so that under load a thing is
read once a second and not once a request, and nobody sees anything older.
``for_good`` is for rows that a database trigger holds unchanged. ``briefly`` is
only for showing: an action reads what is. Everybody gets the very same object, so
nobody may change it. The tests keep nothing briefly, and begin with nothing kept.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

T = TypeVar("T")

# A city has some hundred procedures and versions; past this it begins again.
_MOST = 1000
_told: dict[str, tuple[float, Any]] = {}


def briefly(key: str, read: Callable[[], T]) -> T:
    """Return what was read under this key a moment ago, or read it now."""
    if not settings.KEPT_PAGE_SECONDS:
        return read()
    return _kept(key, read, settings.KEPT_PAGE_SECONDS)


def for_good(key: str, read: Callable[[], T]) -> T:
    """Return what was once read under this key, or read it now."""
    return _kept(key, read, float("inf"))


def forget() -> None:
    """Begin with nothing kept, as a new process does."""
    _told.clear()


def _kept(key: str, read: Callable[[], T], seconds: float) -> T:
    now = time.monotonic()
    until, found = _told.get(key, (0.0, None))
    if until > now:
        kept: T = found
        return kept
    read_now = read()
    if len(_told) >= _MOST:
        _told.clear()
    _told[key] = (now + seconds, read_now)
    return read_now
