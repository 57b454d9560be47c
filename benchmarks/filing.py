"""Applications filed a second, against commits that fight for one row.

A draft of the real form (about twenty answered fields) is validated and filed
by ``applications.actions.file``: case, answers, step, audit rows, letters and
the emptied draft in one transaction, from four processes on PostgreSQL. The
floor is the least that any filing system does: the same number of processes
update one hot row and commit. Both are measured in turn.
"""

import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg

from benchmarks import house
from benchmarks.figures import Figure, against_floor

LEAST = 0.04
# Where the floor reaches this, sixty applications a second are wanted.
FLOOR, RATE = 1500, 60


def measure() -> list[Figure]:
    address = house.database()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bench_hot_row")
        connection.execute("CREATE TABLE bench_hot_row (id int primary key, n int)")
        connection.execute("INSERT INTO bench_hot_row VALUES (1, 0)")
    with ExitStack() as stack:
        clerks = [stack.enter_context(clerk(address)) for _ in range(house.WORKERS)]
        fields, *_ = [json.loads(one.stdout.readline())["fields"] for one in clerks]
        floors, filed = [], []
        for _ in range(house.ROUNDS):
            floors.append(hot_row_commits(address))
            filed.append(filings(clerks))
    figure = against_floor(
        f"applications of {fields} fields filed",
        max(filed),
        "/s",
        floor=max(floors),
        least=LEAST,
    )
    return [figure, *_absolute(max(filed), max(floors))]


def _absolute(rate: float, floor: float) -> Iterator[Figure]:
    """The absolute goal stands only where the floor shows a machine of that size."""
    if floor >= FLOOR:
        yield Figure(
            "applications filed where the floor reaches 1500/s",
            round(rate, 2),
            "/s",
            f">= {RATE} /s",
            rate >= RATE,
        )


@contextmanager
def clerk(address: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that files drafts whenever it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.inside", "filing", str(house.SECONDS)],
        cwd=house.ROOT,
        env=house.environment(
            address,
            KYOSO_DOOR="public",
            DJANGO_SETTINGS_MODULE="kyoso.config.settings",
        ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait(timeout=60)


def filings(clerks: "list[subprocess.Popen[str]]") -> float:
    for one in clerks:
        one.stdin.write("go\n")
        one.stdin.flush()
    return sum(float(json.loads(one.stdout.readline())) for one in clerks)


def hot_row_commits(address: str) -> float:
    """Return commits a second of as many processes as file applications."""
    with multiprocessing.Pool(house.WORKERS) as pool:
        return sum(pool.map(_commits, [address] * house.WORKERS, chunksize=1))


def _commits(address: str) -> float:
    with psycopg.connect(address) as connection:
        done, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < house.SECONDS:
            connection.execute("UPDATE bench_hot_row SET n = n + 1 WHERE id = 1")
            connection.commit()
            done += 1
        return done / (time.perf_counter() - begun)
