"""What ui/tabs.html shows: ways to look at one list, told shortly."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tab:
    """A way: ``count`` of what is behind it (``None``: not counted)."""

    title: Any
    href: str
    is_current: bool = False
    count: int | None = None
    is_late: bool = False


def tab(told: Any) -> Tab:
    """Return a way from its parts, or from its view's name, title and whether it is on."""
    if isinstance(told, dict):
        return Tab(**told)
    view, title, is_current = told
    return Tab(title, f"?view={view}", is_current)
