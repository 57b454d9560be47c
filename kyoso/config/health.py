"""``/healthz`` on both doors: is this house fit to serve?"""

import datetime as dt
import shutil

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, JsonResponse

from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock
from kyoso.kernel.access import anyone

# Less than this and attachments will soon be refused.
LEAST_FREE_BYTES = 500 * 1024 * 1024
# The sweeper looks every five seconds; a minute of silence means no worker.
LONGEST_SILENCE = dt.timedelta(minutes=1)
# A worker that lives lets nothing wait so long, unless more comes than it can do or
# one effect holds it.
LONGEST_WAIT = dt.timedelta(minutes=10)


@anyone
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, queue and disk are well, else 503; names no person."""
    found = {**_database_and_queue(), "disk": _disk()}
    well = all(state == "ok" for state in found.values())
    return JsonResponse({"ok": well, **found}, status=200 if well else 503)


def _database_and_queue() -> dict[str, str]:
    """Read a table: of a SQLite file that is gone, an empty one answers all else."""
    try:
        return {"queue": _queue(), "database": "ok"}
    except Error:
        return {"queue": "unknown", "database": "unreachable"}


def _queue() -> str:
    now = clock.now()
    swept = jobs.Round.objects.filter(slug=jobs.SWEEP).first()
    if swept is None or swept.last_at is None:
        return "no worker has started"
    if now - swept.last_at > LONGEST_SILENCE:
        return "no worker is running"
    if jobs.Effect.objects.due(now - LONGEST_WAIT).exists():
        return "the worker is behind"
    return "ok"


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.VAR).free
    except OSError:
        return "unreadable"
    return "ok" if free > LEAST_FREE_BYTES else "nearly full"
