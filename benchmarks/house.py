"""A prepared city on PostgreSQL and the servers under measurement."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"
CONNECTIONS = 16
WORKERS = 4
# Short turns, taken alternately: what else the machine does hits all alike.
SECONDS = 2
ROUNDS = 3


@dataclass(frozen=True)
class Page:
    """An address with the headers of the browser that opens it."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def refuse_unless_shown(self) -> None:
        """Raise ``RuntimeError`` unless the address itself answers with 200."""
        asked = urllib.request.Request(self.url, headers=self.headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            if answer.status != 200 or answer.url != self.url:
                raise RuntimeError(f"{self.url} led to {answer.url}.")


_prepared: list[str] = []


def server_url() -> str:
    """Return the address of the PostgreSQL server's maintenance database."""
    return (
        os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
    )


def database() -> str:
    """Return the address of a database with the demo city in it, made once a run."""
    if _prepared:
        return _prepared[0]
    address = re.sub(r"/[^/]*$", "/kyoso_bench", server_url())
    with psycopg.connect(server_url(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS kyoso_bench WITH (FORCE)")
        connection.execute("CREATE DATABASE kyoso_bench")
    shutil.rmtree(VAR, ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "kyoso", "demo", "--prepare"],
        cwd=ROOT,
        env=environment(address),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with psycopg.connect(address, autocommit=True) as connection:
        # Otherwise autovacuum comes in the middle of somebody's turn.
        connection.execute("VACUUM ANALYZE")
    _prepared.append(address)
    return address


def prepared() -> Path:
    """Return the folder of the prepared city."""
    database()
    return VAR


def environment(address: str, **more: str) -> dict[str, str]:
    """Return the environment of a Kyoso process on this database."""
    return os.environ | {
        "KYOSO_MODE": "demo",
        "KYOSO_VAR": str(VAR),
        "DATABASE_URL": address,
        "KYOSO_LOG_LEVEL": "ERROR",
        "KYOSO_WEB_WORKERS": str(WORKERS),
        **more,
    }


@contextmanager
def door(name: str) -> Iterator[tuple[str, int]]:
    """Serve a door as production does; yield its address and process id."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "kyoso",
        "serve",
        name,
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with serving(command, environment(database(), KYOSO_DOOR=name), port) as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def bare_page() -> Iterator[str]:
    """Serve the floor: a bare Django page with one query, on the same server."""
    port = free_port()
    command = [
        str(Path(sys.executable).parent / "gunicorn"),
        "benchmarks.floor:application",
        f"--bind=127.0.0.1:{port}",
        f"--workers={WORKERS}",
        "--worker-class=gthread",
        "--threads=1",
        "--preload",
        "--log-level=error",
    ]
    more = {"DJANGO_SETTINGS_MODULE": "benchmarks.floor", "FLOOR_DATABASE": database()}
    with serving(command, os.environ | more, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def serving(command: list[str], env: dict[str, str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("The server under measurement stopped.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server under measurement did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rates(pages: "dict[str, Page]") -> dict[str, float]:
    """Load each page in turn, several rounds; return the best requests per second.

    The best of short turns is nearest to what the machine can do when nothing
    else runs on it, for the floor and the pages alike.
    """
    for page in pages.values():
        requests_per_second(page)
    found: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, page in pages.items():
            found[name].append(requests_per_second(page))
    return {name: max(each) for name, each in found.items()}


def requests_per_second(page: "Page") -> float:
    """Load a page with wrk over 16 connections and return requests per second.

    Raises ``RuntimeError`` when any answer is not a page: a fast error or a
    redirect is no figure.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is missing: apt-get install wrk")
    page.refuse_unless_shown()
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    for name, value in page.headers.items():
        command += ["-H", f"{name}: {value}"]
    told = subprocess.run(
        [*command, page.url], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"{page.url} answered with errors:\n{told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found is not None
    return float(found[1])
