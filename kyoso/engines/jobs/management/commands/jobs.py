"""``kyoso jobs``: what waits, what runs, what needs a person."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count, Min

from kyoso.engines.jobs.models import Effect, Round
from kyoso.ui.dates import desk_moment


class Command(BaseCommand):
    help = "処理の状況を表示します（職員の確認が必要なものがあれば、終了コード1）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="JSONで出す")

    def handle(self, *args: Any, **options: Any) -> None:
        told = status()
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, default=str))
        else:
            self._tell(told)
        if told["for_a_person"]:
            raise SystemExit(1)

    def _tell(self, told: dict[str, Any]) -> None:
        for state, count in told["effects"].items():
            self.stdout.write(f"{count:>8}  {Effect.State(state).label}")
        if told["oldest_waiting"]:
            oldest = desk_moment(told["oldest_waiting"])
            self.stdout.write(f"最も古い待機: {oldest}")
        for chore in told["chores"]:
            problem = f"  問題: {chore['problem']}" if chore["problem"] else ""
            last = (
                desk_moment(chore["last_at"]) if chore["last_at"] else "まだありません"
            )
            self.stdout.write(f"{chore['slug']:<30} 前回 {last}{problem}")
        if told["for_a_person"]:
            self.stdout.write(
                f"職員の確認が必要な処理が{told['for_a_person']}件あります。"
            )


def status() -> dict[str, Any]:
    """Return counts by state, the oldest waiting effect and the chores."""
    counts = Effect.objects.values_list("state").annotate(n=Count("id")).order_by()
    waiting = Effect.objects.filter(state=Effect.State.WAITING)
    return {
        "effects": dict(counts),
        "oldest_waiting": waiting.aggregate(oldest=Min("due_at"))["oldest"],
        "for_a_person": Effect.objects.for_a_person().count(),
        "chores": list(
            Round.objects.order_by("slug").values(
                "slug", "last_at", "next_at", "problem"
            )
        ),
    }
