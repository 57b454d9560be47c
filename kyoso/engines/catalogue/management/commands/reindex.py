"""``kyoso reindex``: make search say what every source says now."""

from typing import Any

from django.core.management.base import BaseCommand

from kyoso.engines.catalogue import index


class Command(BaseCommand):
    help = "検索の索引を作り直します。"

    def handle(self, *args: Any, **options: Any) -> None:
        for source in index.sources:
            pages = index.reindex(source)
            self.stdout.write(f"{source.title}: {pages}件")
        removed = index.forget_unknown()
        if removed:
            self.stdout.write(
                f"もう登録されていない種類のページを除きました: {removed}件"
            )
