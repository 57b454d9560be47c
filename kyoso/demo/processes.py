"""The processes of the demo: loaded once, then forked, so that a start is short.

In production each is a start of its own (``kyoso serve``). Here the parent loads
the house, touches no database and starts no thread; each child reads the
settings again as the door that it opens.
"""

import importlib
import multiprocessing
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from multiprocessing.context import ForkProcess
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.log import configure_logging

# Longer than this and something is wrong that waiting does not mend.
START_SECONDS = 60
# gunicorn gives its workers 20 seconds to finish what they are at.
STOP_SECONDS = 25
_SOON = 0.1
_PROCESSES = multiprocessing.get_context("fork")


def apart(act: Callable[[], None]) -> None:
    """Do something in a process of its own; ends this one too when it fails.

    Telling the story leaves connections and threads (typst's) behind, which no
    forked process may inherit.
    """
    process = _PROCESSES.Process(target=_reporting, args=[act])
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(1)


def _reporting(act: Callable[[], None]) -> None:
    try:
        act()
    except CommandError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(1)


class Processes:
    """The three processes of the house and the test doubles, started and stopped together."""

    def __init__(self) -> None:
        self.ports = {
            "public": settings.PUBLIC_PORT,
            "office": settings.OFFICE_PORT,
            "sandbox": settings.SANDBOX_PORT,
        }
        self.running: list[ForkProcess] = []
        self.stopping = False
        # Set by the worker after its first sweep: before, no door is well.
        self.has_swept = _PROCESSES.Event()

    def serve(self, *, tell: Callable[[], None]) -> None:
        """Start all, ``tell`` once they answer, and wait for the end of one."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for what in (*self.ports, "worker"):
            process = _PROCESSES.Process(target=self._become, args=[what])
            process.start()
            self.running.append(process)
        self._wait_until_ready()
        tell()
        while not self.stopping and self._are_alive():
            time.sleep(_SOON)
        self._end()

    def _become(self, what: str) -> None:
        """Be one of them, in a group of its own: Ctrl-C reaches the parent alone."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        os.environ["KYOSO_DOOR"] = what
        os.environ.setdefault("KYOSO_LOG_LEVEL", "WARNING")
        read_again = importlib.reload(
            importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        )
        for name in filter(str.isupper, dir(read_again)):
            setattr(settings, name, getattr(read_again, name))
        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
        port = self.ports.get(what)
        call_command(
            "serve",
            what,
            bind=f"127.0.0.1:{port}" if port else None,
            begun=self.has_swept.set,
        )

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        asked: list[Callable[[], bool]] = [self.has_swept.is_set]
        asked += [partial(is_well, port) for port in self.ports.values()]
        for is_there in asked:
            while not is_there():
                if not self._are_alive():
                    self._end()
                    raise CommandError(
                        "起動できませんでした。上の表示を確認してください。"
                    )
                if self.stopping or time.monotonic() > until:
                    self._end()
                    raise CommandError("起動を中止しました。")
                time.sleep(_SOON)

    def _are_alive(self) -> bool:
        return all(process.is_alive() for process in self.running)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        for process in self.running:
            process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self.running:
            process.join(max(0, until - time.monotonic()))
            if process.is_alive():
                process.kill()


def is_well(port: int) -> bool:
    """Tell whether the door behind this port answers that all is well."""
    address = f"http://127.0.0.1:{port}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
