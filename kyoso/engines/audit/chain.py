"""封印: how a row's seal follows from its content and the seal before it. Pure."""

import datetime as dt
import hashlib
import json

from kyoso.engines.audit.models import Entry

# The seal before the first row.
GENESIS = "0" * 64


def digest(entry: Entry) -> str:
    """Return the hash of what a row says (SHA-256 over canonical JSON, 64 hex).

    The moment is written in UTC to the microsecond, which both databases keep.
    """
    said = [
        entry.pk,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.event,
        entry.actor,
        entry.subject,
        entry.person,
        entry.reason,
        entry.details,
    ]
    written = json.dumps(
        said, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(written.encode()).hexdigest()


def seal_of(before: str, sequence: int, content: str) -> str:
    """Return the seal of a row at ``sequence`` with this digest, after ``before``."""
    return hashlib.sha256(f"{before}:{sequence}:{content}".encode()).hexdigest()
