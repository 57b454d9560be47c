"""The last button of an application, over HTTP: how long 16 people wait for a receipt.

Sixteen clients press 申請する at once, again and again, at the public door as
production serves it (four workers, PostgreSQL): session, CSRF, the draft read and
checked, case, answers, step, audit rows and letters in one transaction, and the
address of the receipt as the answer. ``filing`` measures how many can be filed;
this is what each of them waits.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
import urllib.parse

from benchmarks import house
from benchmarks.figures import Figure, at_most

# Seconds; the goal of the issue.
MOST = 0.5
# Each files fewer than one person may in an hour.
RESIDENTS, EACH = 64, 8
# Django takes any 32 letters in the cookie when the form repeats them.
_CSRF = "k" * 32


def measure() -> list[Figure]:
    waiting = _prepared()
    with house.door("public") as (base, _process):
        place = urllib.parse.urlsplit(base).netloc
        _press_all(place, waiting[: house.CONNECTIONS])
        begun = time.perf_counter()
        waited = sorted(_press_all(place, waiting[house.CONNECTIONS :]))
        rate = len(waited) / (time.perf_counter() - begun)
    p95 = waited[int(len(waited) * 0.95)]
    return [
        at_most(
            f"receipt over HTTP, p95 of {house.CONNECTIONS} ({rate:.0f}/s)",
            p95,
            "s",
            most=MOST,
        )
    ]


def _prepared() -> list[tuple[str, str]]:
    """Return sessions with a draft each; neighbours in the list are not one person."""
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.inside",
            "filers",
            str(RESIDENTS),
            str(EACH),
        ],
        cwd=house.ROOT,
        env=house.environment(
            house.database(),
            KYOSO_DOOR="public",
            DJANGO_SETTINGS_MODULE="kyoso.config.settings",
        ),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    people = json.loads(told)
    return [(session, refs[at]) for at in range(EACH) for session, refs in people]


def _press_all(place: str, waiting: list[tuple[str, str]]) -> list[float]:
    """Press every button, sixteen at a time; return the seconds each took."""
    waited: list[float] = []
    left = iter(waiting)
    one_at_a_time = threading.Lock()
    failed: list[str] = []

    def client() -> None:
        line = http.client.HTTPConnection(place, timeout=60)
        while True:
            with one_at_a_time:
                taken = next(left, None)
            if taken is None:
                return line.close()
            begun = time.perf_counter()
            answer = _press(line, *taken)
            waited.append(time.perf_counter() - begun)
            if answer:
                failed.append(answer)

    clients = [threading.Thread(target=client) for _ in range(house.CONNECTIONS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if failed:
        raise RuntimeError(f"{len(failed)} were not filed: {failed[0][:500]}")
    return waited


def _press(line: http.client.HTTPConnection, session: str, ref: str) -> str:
    """File one draft; return what was wrong, or nothing."""
    line.request(
        "POST",
        f"/drafts/{ref}/submit/",
        urllib.parse.urlencode({"csrfmiddlewaretoken": _CSRF}),
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Host": "localhost",
            "Cookie": f"kyoso_public_session={session}; kyoso_public_csrf={_CSRF}",
        },
    )
    answer = line.getresponse()
    page = answer.read().decode()
    if answer.status != 302 or "/receipt" not in answer.headers["Location"]:
        return f"{answer.status} {answer.headers.get('Location')} {page}"
    return ""
