"""No published table lets a count under ten be reckoned back."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.residents.counts import ALSO_HIDDEN, suppressed, suppressed_count


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "10未満"), (9, "10未満"), (10, "10"), (345, "345")],
)
def test_a_lone_count_under_ten_is_not_told(count, shown):
    assert suppressed_count(count) == shown


def test_a_table_of_large_counts_stays():
    assert suppressed([[12, 30], [40, 0]]) == [
        ["12", "30", "42"],
        ["40", "0", "40"],
        ["52", "30", "82"],
    ]


def small_tables(most_rows=3, most_columns=3):
    return st.integers(1, most_columns).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 25), min_size=width, max_size=width),
            min_size=1,
            max_size=most_rows,
        )
    )


def with_totals(rows):
    table = [[*row, sum(row)] for row in rows]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


@given(small_tables())
@settings(max_examples=150)
def test_what_is_shown_is_true_and_what_is_small_is_hidden(rows):
    for counts, shown in zip(with_totals(rows), suppressed(rows), strict=True):
        for count, cell in zip(counts, shown, strict=True):
            assert cell in {str(count), ALSO_HIDDEN}
            assert cell == ALSO_HIDDEN or not 0 < count < 10


@given(small_tables(2, 3))
@settings(max_examples=150)
def test_no_small_count_is_certain(rows):
    """Another table with all that is shown differs in the small cell: tried out one by one."""
    shown = suppressed(rows)
    hidden = [
        (row, column)
        for row, column in itertools.product(range(len(rows)), range(len(rows[0])))
        if shown[row][column] == ALSO_HIDDEN
    ]
    uncertain = set()
    for steps in itertools.product((-1, 0, 1), repeat=len(hidden)):
        other = [list(row) for row in rows]
        for (row, column), step in zip(hidden, steps, strict=True):
            other[row][column] += step
        if min(map(min, other)) < 0:
            continue
        agrees = all(
            cell in {str(count), ALSO_HIDDEN}
            for counts, cells in zip(with_totals(other), shown, strict=True)
            for count, cell in zip(counts, cells, strict=True)
        )
        if agrees:
            uncertain |= {
                cell for cell, step in zip(hidden, steps, strict=True) if step
            }
    small = {cell for cell in hidden if 0 < rows[cell[0]][cell[1]] < 10}
    assert small <= uncertain
