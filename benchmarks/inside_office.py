# ruff: noqa: E402 - Django must be ready before its models are imported
"""The office's figures inside a Kyoso process: ``python -m benchmarks.inside_office NAME``."""

import json
import random
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connection
from django.test import Client

from kyoso.engines.casework.api import Case, State
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people.api import Account, Officer
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref

MANY = 100_000
ROUNDS = 15
# What an officer asks in a day: tabs, filters, a name, orders, a late page.
QUERIES = (
    "",
    "view=mine",
    "view=late",
    "view=asked",
    "view=all&sort=-arrived",
    "view=all&state=completed",
    "view=all&due=late",
    "view=all&q=%E8%83%BD%E4%BB%A3",
    "view=all&q=2026-ABCD",
    "view=open&assignee=none&sort=name",
    "view=all&page=40",
)
HEAD = "suzuki@office.example.jp"
CLERK = "sato@office.example.jp"


def desk_list() -> None:
    """Tell the milliseconds of each list request, and of the bare query below it."""
    _cases()
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(email=HEAD))
    spent: dict[str, list[float]] = {query: [] for query in QUERIES}
    bare: list[float] = []
    section = Officer.objects.get(account__email=HEAD).posts.earliest("pk").section_id
    for round_ in range(ROUNDS + 1):
        for query in QUERIES:
            took = _took(lambda query=query: _opened(client, query))
            if round_:
                spent[query].append(took)
        bare.append(_took(lambda: _bare(section)))
    print(json.dumps({"cases": Case.objects.count(), "spent": spent, "bare": bare}))


def _opened(client: Client, query: str) -> None:
    page = client.get(f"/cases?{query}" if query else "/cases")
    assert page.status_code == 200, page.status_code


def _bare(section: int) -> None:
    """The floor: fifty rows of the list and its count, by hand, without a page."""
    with connection.cursor() as cursor:
        where = "section_id = %s AND state IN ('received','reviewing','correcting','deciding')"
        cursor.execute(
            f"SELECT * FROM casework_case WHERE {where}"
            " ORDER BY due_on NULLS LAST, arrived_at, id LIMIT 50",
            [section],
        )
        assert len(cursor.fetchall()) == 50
        cursor.execute(
            f"SELECT count(*) FROM casework_case WHERE {where}",
            [section],
        )
        cursor.fetchone()


def _took(task) -> float:  # noqa: ANN001 - a call without arguments
    begun = time.perf_counter()
    task()
    return (time.perf_counter() - begun) * 1000


def _cases() -> None:
    """Fill one section's list: four of five cases have ended, as after years."""
    lacking = MANY - Case.objects.count()
    if lacking <= 0:
        return
    model = Case.objects.filter(decision__isnull=False).earliest("pk")
    clerk = Officer.objects.get(account__email=CLERK)
    kept = {f.attname: getattr(model, f.attname) for f in Case._meta.concrete_fields}
    chance = random.Random(3)
    now, today = clock.now(), clock.today()
    ended = (State.COMPLETED, State.COMPLETED, State.COMPLETED, State.WITHDRAWN)
    for start in range(0, lacking, 5000):
        rows = []
        for number in range(start, min(start + 5000, lacking)):
            is_open = number % 5 == 0
            arrived = now - timedelta(minutes=chance.randint(1, 2_000_000))
            state = (
                chance.choice((State.RECEIVED, State.REVIEWING))
                if is_open
                else chance.choice(ended)
            )
            rows.append(
                Case(
                    **kept
                    | {
                        "id": None,
                        "ref": new_ref(),
                        "token": f"bench-{number}-{start}",
                        "receipt_number": f"B{number:07}",
                        "name": f"{chance.choice(('能代', '檜山', '架空'))} {number}",
                        "kana": f"かな{chance.randint(1, 9999)}",
                        "phone": f"0185{chance.randint(0, 999999):06}",
                        "state": state,
                        "arrived_at": arrived,
                        "filed_at": arrived,
                        "moved_at": arrived,
                        "due_on": today + timedelta(days=chance.randint(-20, 40))
                        if is_open
                        else None,
                        "closed_at": None if is_open else arrived,
                        "closed_by_id": None,
                        "outcome": "" if is_open else kept["outcome"],
                        "assignee_id": clerk.pk if number % 3 == 0 else None,
                        "account_id": None,
                    }
                )
            )
        Case.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        # As autovacuum leaves it: what all may see is read from the index alone.
        cursor.execute("VACUUM ANALYZE casework_case")


def notices(many: str) -> None:
    """Tell the seconds of ordering and of making so many notices, and what is there."""
    clerk = Officer.objects.select_related("account").get(account__email=CLERK)
    lines = "".join(
        f"架空 {n}号,0160000,能代市架空町{n}番1号,{n}円\n" for n in range(int(many))
    )
    begun = time.perf_counter()
    found = documents.read_addressees(("氏名,郵便番号,住所,金額\n" + lines).encode())
    run = documents.order_notices(
        subject="介護保険料のお知らせ",
        text="{氏名}様の今年度の介護保険料は、{金額}です。\n納め方は同封の案内をご覧ください。",
        addressees=found,
        section=clerk.posts.earliest("pk").section,
        token=new_ref(),
        by=clerk.account,
    )
    ordered = time.perf_counter()
    effects = jobs.Effect.objects.filter(
        subject_ref__in=run.sheets.values("ref"), state="waiting"
    )
    for effect in effects.order_by("pk"):
        jobs.run(effect.pk)
    made = time.perf_counter()
    told = run.notices.exclude(message=None).count()
    sheets = run.sheets.filter(file__isnull=False).count()
    print(
        json.dumps(
            {
                "order": ordered - begun,
                "make": made - ordered,
                "told": told,
                "sheets": sheets,
            }
        )
    )


if __name__ == "__main__":
    {"desk_list": desk_list, "notices": notices}[sys.argv[1]](*sys.argv[2:])
