"""``/healthz`` on both doors: is this house fit to serve?"""

import datetime as dt
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock
from kyoso.kernel.access import anyone

# Less than this and attachments will soon be refused.
LEAST_FREE_BYTES = 500 * 1024 * 1024
# The sweeper looks every five seconds; a minute of silence means no worker.
LONGEST_SILENCE = dt.timedelta(minutes=1)


@anyone
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, queue and disk are well, else 503; names no person."""
    found = {"database": _database(), "queue": _queue(), "disk": _disk()}
    well = all(state == "ok" for state in found.values())
    return JsonResponse({"ok": well, **found}, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _queue() -> str:
    try:
        swept = jobs.Round.objects.filter(slug="jobs.sweep").first()
    except DatabaseError:
        return "unknown"
    if swept is None or swept.last_at is None:
        return "no worker has started"
    if clock.now() - swept.last_at > LONGEST_SILENCE:
        return "no worker is running"
    return "ok"


def _disk() -> str:
    free = shutil.disk_usage(settings.VAR).free
    return "ok" if free > LEAST_FREE_BYTES else "nearly full"
