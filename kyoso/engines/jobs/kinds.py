"""Kinds of effects: what is done outside, and what an interruption means."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kyoso.kernel.registry import Registry


class Interrupted(StrEnum):
    """What to do with an effect whose process died in the middle."""

    AGAIN = "again"
    """Doing it twice does no harm: do it again."""
    ASK = "ask"
    """It may have happened: a person decides (確認が必要), nobody repeats it."""


@dataclass(frozen=True)
class EffectKind:
    """One kind of effect.

    ``act`` receives the ref of the row that it is about, never personal data.
    It runs outside any transaction and may raise ``NotDone`` (surely nothing
    happened, try later), ``Permanent`` (will never work) or anything else: that
    is tried again for ``AGAIN`` and shown to a person for ``ASK``.
    ``lease`` is how long one attempt may take before it counts as dead.
    """

    slug: str
    title: str
    act: Callable[[str], None]
    interrupted: Interrupted = Interrupted.AGAIN
    attempts: int = 8
    lease: dt.timedelta = dt.timedelta(minutes=2)


class NotDone(Exception):  # noqa: N818 - says what happened
    """Surely nothing reached the outside; ``code`` says why, without personal data."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Permanent(NotDone):
    """Surely nothing happened and no further attempt can help."""


effects: Registry[EffectKind] = Registry("kind of effect")

_FIRST_WAIT = dt.timedelta(seconds=10)
_LONGEST_WAIT = dt.timedelta(hours=6)


def wait_after(attempt: int) -> dt.timedelta:
    """Return the pause after the n-th failed attempt: 10 s, 40 s, … up to 6 hours."""
    wait: dt.timedelta = min(_FIRST_WAIT * 4 ** (attempt - 1), _LONGEST_WAIT)
    return wait
