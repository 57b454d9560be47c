"""Bytes, requests and queries of each page of the citizen's and the officer's way.

Bytes are gzip (level 6) of the page and everything it loads, as a first visit
does; requests count them. Queries include the session and the account.
"""

import json
import subprocess
import sys

from benchmarks import house
from benchmarks.figures import Figure, at_most

CITIZEN = [
    "/",
    "/plan",
    "/plan/initiatives/online-applications",
    "/plan/indicators/mynumber-card",
    "/plan/revisions",
    "/plan/decisions",
    "/procedures/",
    "/procedures/mimamori-kiki-josei/",
    "/applications/resume/",
    "/applications/status/",
    "/search?q=%E8%A6%8B%E5%AE%88%E3%82%8A",
    "/login",
]
RESIDENT = ["/account", "/account/seen", "/account/notices", "/applications/"]
DESK = [
    "/cases",
    "/headquarters",
    "/headquarters/meetings",
    "/headquarters/initiatives",
    "/initiative-reports",
    "/indicators",
    "/applications/",
    "/letters",
    "/messages",
    "/documents",
]
MOST_KB, MOST_REQUESTS = 100, 8


def measure() -> list[Figure]:
    accounts = json.loads((house.prepared() / "demo-accounts.json").read_text("utf-8"))
    resident = next(one["email"] for one in accounts if one["door"] == "public")
    officers = ",".join(one["email"] for one in accounts if one["door"] == "office")
    citizen = (
        weigh("public", "", *CITIZEN)
        | weigh("public", "")
        | weigh("public", resident, *RESIDENT)
    )
    desk = weigh("office", officers, *DESK)
    figures = [
        _heaviest(
            citizen, "bytes", "KB", MOST_KB, "citizen page, gzip with assets", 1024
        ),
        _heaviest(citizen, "requests", "requests", MOST_REQUESTS, "citizen page"),
        _heaviest(citizen, "queries", "queries", 5, "citizen page"),
        _heaviest(desk, "queries", "queries", 15, "desk page"),
    ]
    for path, told in {
        **citizen,
        **{f"office {k}": v for k, v in desk.items()},
    }.items():
        print(
            f"    {path:<52} {told['bytes'] / 1024:6.1f} KB {told['requests']:3d} requests {told['queries']:3d} queries"
        )
    return figures


def weigh(door: str, who: str, *paths: str) -> dict[str, dict[str, int]]:
    """Weigh these pages; none named: an application from start to receipt."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", "weight", who, *paths],
        cwd=house.ROOT,
        env=house.environment(
            house.database(),
            KYOSO_DOOR=door,
            DJANGO_SETTINGS_MODULE="kyoso.config.settings",
        ),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    found: dict[str, dict[str, int]] = json.loads(told)
    return found


def _heaviest(
    pages: dict[str, dict[str, int]],
    what: str,
    unit: str,
    most: float,
    name: str,
    per: int = 1,
) -> Figure:
    path = max(pages, key=lambda each: pages[each][what])
    return at_most(
        f"heaviest {name} ({path[:30]})", pages[path][what] / per, unit, most=most
    )
