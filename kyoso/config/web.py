"""A door's web server: gunicorn inside the process that has loaded the house.

Everything is loaded once, before the workers are forked: they start at once and
share the memory.
"""

import gc
import socket
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template import loader
from gunicorn.app.base import BaseApplication
from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from kyoso.config.environment import text

# A worker that has answered so often is replaced: what leaks does not grow.
_MOST_REQUESTS = 20_000
# A search of some 800 characters in Japanese still fits into an address.
_LONGEST_ADDRESS = 8190
_ANSWERS = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
}


class DoorWorker(ThreadWorker):  # type: ignore[misc]
    """Answers in words also what never reaches the application."""

    def handle_error(
        self, req: Any, client: socket.socket, addr: Any, exc: Exception
    ) -> None:
        """Tell whoever sent an unreadable request so; repeat and log nothing of it."""
        ours = isinstance(exc, errors.InvalidResponseHeader)
        if ours or not isinstance(exc, errors.ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("An unreadable request: %s", type(exc).__name__)
        status = _ANSWERS.get(type(exc), "400 Bad Request")
        with suppress(OSError):
            write_nonblock(client, _unreadable(status))


def _unreadable(status: str) -> bytes:
    """Return the whole answer to a request that is none: it asks nothing of anybody."""
    page = loader.get_template("ui/errors/unreadable.html").render().encode()
    head = (
        f"HTTP/1.1 {status}\r\nConnection: close\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Security-Policy: default-src 'self'\r\n"
        f"X-Content-Type-Options: nosniff\r\nContent-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page


class DoorServer(BaseApplication):  # type: ignore[misc]
    """Serves the door of this process until SIGTERM or Ctrl-C."""

    def __init__(self, door: str, address: str) -> None:
        self.door = door
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": self.address,
            "workers": text("KYOSO_WEB_WORKERS", "2" if settings.DEMO else "4"),
            "threads": text("KYOSO_WEB_THREADS", "1"),
            "worker_class": "kyoso.config.web.DoorWorker",
            "limit_request_line": _LONGEST_ADDRESS,
            "preload_app": True,
            "max_requests": _MOST_REQUESTS,
            "max_requests_jitter": _MOST_REQUESTS // 10,
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            # Both doors of one user would share its path; nobody needs it.
            "control_socket_disable": True,
            "logger_class": "kyoso.config.logs.GunicornLogger",
            "proc_name": f"kyoso-{self.door}",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, with all that the workers will need.

        What is loaded now stays, and the collector need not look through it
        again. No connection of the start may be shared by the workers.
        """
        application = get_wsgi_application()
        import_module(settings.ROOT_URLCONF)
        connections.close_all()
        gc.collect()
        gc.freeze()
        return application
