"""小さい数を伏せる: counts under ten are not published, nor can they be reckoned back.

The limit of ten is the issue's; a city that publishes others changes ``LEAST``.
"""

from collections.abc import Sequence

LEAST = 10
HIDDEN = "10未満"
# Beside a small count another has to hide; it may be large, so it says no size.
ALSO_HIDDEN = "×"
Cell = tuple[int, int]


def suppressed_count(count: int) -> str:
    """Return a lone count as it may be published. Nought tells of nobody and stays."""
    return HIDDEN if 0 < count < LEAST else str(count)


def suppressed(rows: Sequence[Sequence[int]]) -> list[list[str]]:
    """Return a table with its totals, in which no small count can be reckoned.

    A last column and a last row of totals are added. Small cells and as many others as
    needed become ``×``, alike, so that the sign tells no size. What is hidden forms rings in every
    row and column: adding one around a ring and taking it away leaves all that is
    shown unchanged, so no hidden count is certain.
    """
    table = _with_totals(rows)
    hidden = {
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        if 0 < count < LEAST
    }
    while (lone := _without_a_ring(hidden)) is not None:
        hidden.add(_cheapest(table, hidden, lone))
    return [
        [
            ALSO_HIDDEN if (row, column) in hidden else str(count)
            for column, count in enumerate(cells)
        ]
        for row, cells in enumerate(table)
    ]


def _with_totals(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    table = [[*cells, sum(cells)] for cells in rows]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def _without_a_ring(hidden: set[Cell]) -> Cell | None:
    """Return a hidden cell that lies on no ring of hidden cells, if there is one.

    Rows and columns are the knots of a net, hidden cells its threads: a thread
    that lies on no ring is the only way between two parts of the net.
    """
    for cell in sorted(hidden):
        row, column = cell
        if not _reaches(hidden - {cell}, ("row", row), ("column", column)):
            return cell
    return None


def _reaches(threads: set[Cell], begin: tuple[str, int], end: tuple[str, int]) -> bool:
    seen, open_ = {begin}, [begin]
    while open_:
        kind, number = open_.pop()
        if (kind, number) == end:
            return True
        for row, column in threads:
            if (kind == "row" and row == number) or (
                kind == "column" and column == number
            ):
                next_ = ("column", column) if kind == "row" else ("row", row)
                if next_ not in seen:
                    seen.add(next_)
                    open_.append(next_)
    return False


def _cheapest(table: list[list[int]], hidden: set[Cell], lone: Cell) -> Cell:
    """Return the smallest shown count whose hiding leads towards a ring.

    In the row of the lone cell, or its column where the row is hidden already;
    nought first comes last, because it cannot be lessened.
    """
    row, column = lone
    shown = [
        cell
        for cell in (
            *((row, other) for other in range(len(table[0]))),
            *((other, column) for other in range(len(table))),
        )
        if cell not in hidden
    ] or [
        (each, other)
        for each in range(len(table))
        for other in range(len(table[0]))
        if (each, other) not in hidden
    ]
    return min(
        shown, key=lambda cell: (table[cell[0]][cell[1]] == 0, *_order(table, cell))
    )


def _order(table: list[list[int]], cell: Cell) -> tuple[int, int, int]:
    return table[cell[0]][cell[1]], cell[0], cell[1]
