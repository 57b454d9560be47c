"""One certificate as PDF: drawn warm, and signed; each against its floor of the same run.

The floor of drawing is an empty page of the same compiler; that of signing is the
bare ECDSA signature over the same bytes. Both are medians of one worker.
"""

import json
import subprocess
import sys

from benchmarks import house
from benchmarks.figures import Figure

MOST_DRAWN_MS, MOST_SIGNED_MS = 40, 120


def measure() -> list[Figure]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", "certificate"],
        cwd=house.ROOT,
        env=house.environment(
            house.database(),
            KYOSO_DOOR="worker",
            DJANGO_SETTINGS_MODULE="kyoso.config.settings",
        ),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    found = json.loads(told.splitlines()[-1])
    return [
        _bounded(
            "certificate PDF, warm", found["drawn"], found["empty"], MOST_DRAWN_MS
        ),
        _bounded(
            "certificate PDF, drawn and signed",
            found["signed"],
            found["empty"] + found["bare"],
            MOST_SIGNED_MS,
        ),
    ]


def _bounded(name: str, figure: float, floor: float, most: float) -> Figure:
    return Figure(
        name,
        round(figure, 2),
        "ms",
        f"<= {most:g} ms",
        figure <= most,
        round(floor, 2),
        round(figure / floor, 2) if floor else None,
    )
