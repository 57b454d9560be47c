"""What a benchmark returns, and how it is printed and kept."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    ``floor`` is the physical limit or peer of the same run and ``ratio`` is
    figure / floor, both None where the goal is absolute. ``kept`` says whether
    the goal, written in words, was reached.
    """

    name: str
    figure: float
    unit: str
    goal: str
    kept: bool
    floor: float | None = None
    ratio: float | None = None


def against_floor(
    name: str, figure: float, unit: str, *, floor: float, least: float
) -> Figure:
    """Return a figure whose goal is a least ratio to its floor."""
    ratio = figure / floor if floor else 0.0
    return Figure(
        name,
        round(figure, 2),
        unit,
        f">= {least:.0%} of the floor",
        ratio >= least,
        round(floor, 2),
        round(ratio, 4),
    )


def at_most(name: str, figure: float, unit: str, *, most: float) -> Figure:
    """Return a figure whose goal is an upper bound."""
    return Figure(name, round(figure, 2), unit, f"<= {most:g} {unit}", figure <= most)


def report(figures: list[Figure], file: Path) -> str:
    """Write ``file`` as JSON and return a table for people."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(f) for f in figures], indent=2), "utf-8")
    lines = [
        f"{'figure':<46} {'value':>12} {'floor':>10} {'ratio':>7}  {'goal':<24} kept"
    ]
    for figure in figures:
        floor = f"{figure.floor:g}" if figure.floor is not None else "-"
        ratio = f"{figure.ratio:.3f}" if figure.ratio is not None else "-"
        value = f"{figure.figure:g} {figure.unit}"
        lines.append(
            f"{figure.name:<46} {value:>12} {floor:>10} {ratio:>7}  {figure.goal:<24} "
            f"{'yes' if figure.kept else 'NO'}"
        )
    return "\n".join(lines)
