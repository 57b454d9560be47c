"""The real processes of an installation, on the database under test.

    with Processes(folder) as city:
        city.serve_public()
        city.post("/drafts/.../submit/", hanako)
        city.kill("public")            # -9, the whole process group

They run in the demo's mode, which differs from production in what it shows and
not in how it works: gunicorn, the worker, and mail through a real SMTP server.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from kyoso.config import office_sessions

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
# Django takes any 32 letters in the cookie when the form repeats them.
_CSRF = "k" * 32


class Processes:
    """Started on a free port, killed at the end whatever happens."""

    def __init__(self, folder: Path, *, smtp_port: int = 1) -> None:
        self.port = free_port()
        self.running: dict[str, subprocess.Popen] = {}
        self.environment = {
            **os.environ,
            "KYOSO_MODE": "demo",
            "KYOSO_VAR": str(folder),
            "KYOSO_WEB_WORKERS": "2",
            "KYOSO_LOG_LEVEL": "ERROR",
            "KYOSO_SMTP_HOST": "127.0.0.1",
            "KYOSO_SMTP_PORT": str(smtp_port),
            "DATABASE_URL": database_url(),
            # Sessions that a test makes must be readable for the doors.
            "KYOSO_SECRET_KEY": settings.SECRET_KEY,
            "PUBLIC_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *error: object) -> None:
        for name in list(self.running):
            self.kill(name)

    def kyoso(self, *arguments: str) -> None:
        """Run one command to its end."""
        subprocess.run(
            [sys.executable, "-m", "kyoso", *arguments],
            cwd=ROOT,
            env=self.environment | {"KYOSO_DOOR": "worker"},
            check=True,
            capture_output=True,
        )

    def serve_public(self) -> None:
        self._serve("public")

    def serve_office(self) -> None:
        """Open the office door instead."""
        self._serve("office")

    def _serve(self, door: str) -> None:
        # A new port each time: a child of a killed door may for a moment still hold
        # the old one, and would pass for the new door.
        self.port = free_port()
        self.environment["PUBLIC_PORT"] = str(self.port)
        self._start(door, "--bind", f"127.0.0.1:{self.port}")
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert self.running[door].poll() is None, "It did not start."
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"The {door} door did not open.")

    def work(self) -> None:
        self._start("worker")

    def _start(self, what: str, *more: str) -> None:
        self.running[what] = subprocess.Popen(
            [sys.executable, "-m", "kyoso", "serve", what, *more],
            cwd=ROOT,
            env=self.environment | {"KYOSO_DOOR": what},
            start_new_session=True,
        )

    def kill(self, what: str) -> None:
        """Kill the process and its children at once: nobody can tidy up."""
        process = self.running.pop(what)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_children(self, what: str) -> None:
        """Kill the children of a process; gunicorn starts others."""
        master = self.running[what].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text("ascii")
        for child in children.split():
            os.kill(int(child), signal.SIGKILL)

    def post(self, path: str, session: str) -> str:
        """Post an empty form as whoever has this session; return where it leads.

        Raises ``OSError`` or ``HTTPException`` when nobody answers to the end.
        """
        status, place, page = self._post("public", "localhost", path, session)
        assert status == 302, page
        return place

    def post_office(self, path: str, session: str, **typed: object) -> int:
        """Post a form at the office door as this officer; return the status."""
        return self._post("office", "office.localhost", path, session, **typed)[0]

    def _post(
        self, door: str, host: str, path: str, session: str, **typed: object
    ) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = f"kyoso_{door}_session={session}; kyoso_{door}_csrf={_CSRF}"
        try:
            line.request(
                "POST",
                path,
                urllib.parse.urlencode({"csrfmiddlewaretoken": _CSRF, **typed}),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Host": host,
                    "Cookie": names,
                },
            )
            answer = line.getresponse()
            page = answer.read().decode()
            return answer.status, answer.headers.get("location", ""), page
        finally:
            line.close()

    def upload(
        self, path: str, session: str, *, field: str, name: str, megabytes: int
    ) -> tuple[int, str]:
        """Send a file in small pieces; return the status and the page."""
        edge = b"----edge"
        before = b"".join(
            b"--" + edge + b"\r\nContent-Disposition: form-data; " + part
            for part in (
                b'name="csrfmiddlewaretoken"\r\n\r\n' + _CSRF.encode() + b"\r\n",
                f'name="{field}"; filename="{name}"\r\n'
                "Content-Type: image/jpeg\r\n\r\n".encode(),
            )
        )
        after = b"\r\n--" + edge + b"--\r\n"
        piece = b"\xff\xd8" + bytes(1024 * 1024 - 2)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.putrequest("POST", path, skip_host=True)
            for header, value in {
                "Host": "localhost",
                "Cookie": f"kyoso_public_session={session}; kyoso_public_csrf={_CSRF}",
                "Content-Type": f"multipart/form-data; boundary={edge.decode()}",
                "Content-Length": str(
                    len(before) + megabytes * len(piece) + len(after)
                ),
            }.items():
                line.putheader(header, value)
            line.endheaders()
            line.send(before)
            for _ in range(megabytes):
                line.send(piece)
            line.send(after)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def most_memory(self, what: str) -> int:
        """Return the most memory, in bytes, that any child ever had."""
        master = self.running[what].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text("ascii")
        return max(_peak(int(child)) for child in children.split())


def _peak(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "VmHWM":
            return int(value.split()[0]) * 1024
    return 0


def session_of(account) -> str:
    """Log an account in at its door and return the name of its session."""
    is_officer = account.kind == account.Kind.OFFICER
    session = office_sessions.SessionStore() if is_officer else SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return session.session_key


def database_url() -> str:
    """Return the address of the database under test, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    host = given["HOST"] or "127.0.0.1"
    user = given["USER"] or "root"
    return f"postgres://{user}{password}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
