"""Many notices in one run: what one costs, and what 48,000 would.

Measured are 4,000 in eight sheets, ordered and made by one worker; the figure for
48,000 is that cost times twelve: each sheet is of the same size, so the cost of
one does not grow with the run, but the extrapolation is no measurement.
"""

import json

from benchmarks.desk_list import inside
from benchmarks.figures import Figure

MEASURED = 4_000
WHOLE = 48_000
# One working morning, with one worker and without anybody watching.
MOST_MINUTES = 60.0


def measure() -> list[Figure]:
    told = json.loads(inside("notices", str(MEASURED)))
    if told["told"] != MEASURED:
        raise RuntimeError(f"{told['told']} of {MEASURED} notices were made.")
    spent = told["order"] + told["make"]
    minutes = spent * WHOLE / MEASURED / 60
    return [
        Figure(
            "one notice, ordered and made",
            round(spent / MEASURED * 1000, 2),
            "ms",
            f"<= {MOST_MINUTES * 60_000 / WHOLE:g} ms",
            minutes <= MOST_MINUTES,
        ),
        Figure(
            "48,000 notices, one worker (extrapolated)",
            round(minutes, 1),
            "min",
            f"<= {MOST_MINUTES:g} min",
            minutes <= MOST_MINUTES,
        ),
    ]
