"""Memory of the public door after work, as proportional set size.

Counted are the four web workers and the process that started them, after each
has drawn the top page, the plan, an indicator, the procedures and a question.
"""

from pathlib import Path

from benchmarks import browser, house
from benchmarks.figures import Figure, at_most

MOST_MB = 500
PATHS = ("/", "/plan", "/plan/indicators/mynumber-card", "/procedures/")


def measure() -> list[Figure]:
    with house.door("public") as (base, master):
        for path in PATHS:
            house.requests_per_second(house.Page(base + path))
        house.requests_per_second(browser.begun_step(base))
        total = sum(pss(process) for process in [master, *children(master)])
    return [
        at_most("memory of four web workers (PSS)", total / 1024, "MB", most=MOST_MB)
    ]


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return [int(child) for child in listed.split()]


def pss(process: int) -> int:
    """Return the proportional set size in KiB."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
