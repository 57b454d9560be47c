"""Logs as one JSON object a line, without personal data.

An exception is told by its class and the places it went through, never by its
words: a mail server's refusal names the address, a database's refusal the value.
Of a record's additions only ids, codes and numbers that are listed here are
written; a request is told by the logger's own message (method and path), never
with its query. What still looks like a mail address or a telephone number in a
message is blotted out.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from gunicorn.glogging import Logger

# Additions (``extra=``) that say what a line is about; others may hold anything.
ADDITIONS = ("effect", "kind", "chore", "reason", "status_code")
_MAIL = re.compile(r"[^\s@<>\"'()、。：]+@[^\s@<>\"'()、。：]+")
_PHONE = re.compile(r"(?<![\w-])0\d{1,4}-?\d{1,4}-?\d{3,4}(?![\w-])")
_QUERY = re.compile(r"\?\S*")
_BLOT = "[...]"


class WithoutPersonalData(logging.Formatter):
    """Formats a record as JSON: at, level, logger, message, additions, exception."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": blotted(record.getMessage()),
        }
        for name in ADDITIONS:
            value = record.__dict__.get(name)
            if value is not None:
                told[name] = value if isinstance(value, int) else blotted(str(value))
        if record.exc_info and record.exc_info[1] is not None:
            told["exception"] = _classes(record.exc_info[1])
            told["places"] = _places(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


class GunicornLogger(Logger):  # type: ignore[misc]
    """Gunicorn's own lines (a worker that hangs, a wrong request) in the same form."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(WithoutPersonalData())


def blotted(message: str) -> str:
    """Return a message without queries, mail addresses and telephone numbers."""
    for pattern in (_QUERY, _MAIL, _PHONE):
        message = pattern.sub(_BLOT, message)
    return message


def _classes(problem: BaseException) -> list[str]:
    """Return the class of the problem, then of what caused it."""
    found: list[str] = []
    step: BaseException | None = problem
    while step is not None and len(found) < 10:
        found.append(f"{type(step).__module__}.{type(step).__qualname__}")
        step = step.__cause__ or step.__context__
    return found


def _places(problem: BaseException) -> list[str]:
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
