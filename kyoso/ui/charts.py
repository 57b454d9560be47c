"""Two charts that fit into a line of words: the course so far, and the way to a target.

The charts of indicators, with axes, are made by the engine that owns the values.
"""

from collections.abc import Sequence

_WIDTH, _HEIGHT, _MARGIN = 96, 24, 3


def sparkline_points(values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """Return the unbroken stretches of the line; ``None`` breaks it."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = (_WIDTH - 2 * _MARGIN) / max(len(values) - 1, 1)
    stretches: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            stretches.append([])
            continue
        up = (value - low) / span * (_HEIGHT - 2 * _MARGIN)
        stretches[-1].append(
            (round(_MARGIN + place * step, 1), round(_HEIGHT - _MARGIN - up, 1))
        )
    return [stretch for stretch in stretches if stretch]


def bullet_shares(value: float, target: float, base: float) -> tuple[float, float]:
    """Return where value and target stand, 0 to 100, on a scale from ``base``.

    The scale ends a tenth beyond the greater of the two; a value below the base
    stands at 0.
    """
    end = base + (max(value, target) - base) * 1.1
    span = (end - base) or 1
    return (
        round(max(0.0, (value - base) / span * 100), 1),
        round(max(0.0, (target - base) / span * 100), 1),
    )
