"""What ui/table.html shows: columns and cells, told shortly."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A head: ``sort`` is the address that sorts by it, ``sorted`` the aria word."""

    title: Any
    number: bool = False
    sort: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: text, led somewhere by ``href``, or a chip of that kind."""

    text: Any
    href: str = ""
    chip: str = ""
    number: bool = False


def column(told: Any) -> Column:
    """Return a column from its title or from a dict of its parts."""
    return Column(**told) if isinstance(told, dict) else Column(told)


def cell(told: Any) -> Cell:
    """Return a cell from its text or from a dict of its parts."""
    return Cell(**told) if isinstance(told, dict) else Cell(told)
