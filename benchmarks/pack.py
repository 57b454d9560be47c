"""The meeting pack as PDF from the demo city's whole plan: charts, tables, 和暦.

The first one of a worker reads template and fonts; later ones reuse them. Both
include reading the figures from the database.
"""

import json
import subprocess
import sys

from benchmarks import house
from benchmarks.figures import Figure, at_most

MOST_SECONDS = 2


def measure() -> list[Figure]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", "pack"],
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
    first, *warm = json.loads(told)
    return [
        at_most("meeting pack PDF, first of a worker", first, "s", most=MOST_SECONDS),
        at_most("meeting pack PDF", min(warm), "s", most=MOST_SECONDS),
    ]
