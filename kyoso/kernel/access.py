"""Who may see an address: every view states it, and a test reads the statements."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def states(who: str) -> Callable[[View], View]:
    """Mark a view with who may see it (``anyone``, ``resident``, a permission).

    The mark alone guards nothing: the decorators of ``people.access`` guard and
    mark in one; this one is for views that are open to anyone.
    """

    def mark(view: View) -> View:
        view.access = who  # type: ignore[attr-defined]
        return view

    return mark


anyone = states("anyone")
