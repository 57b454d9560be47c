"""``kyoso plan check FILE``, ``kyoso plan load FILE``, ``kyoso plan map``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel.errors import Refusal
from kyoso.plan import loading
from kyoso.plan.findable import SOURCE
from kyoso.plan.fulfilment import written_map
from kyoso.plan.plan_file import PlanFile
from kyoso.plan.reading import Reading, read

MAP = Path("docs") / "map.md"


class Command(BaseCommand):
    help = "計画のファイルを調べ、読み込み、取組と機能の対応表を書きます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="ファイルを調べる（何も変えない）")
        check.add_argument("file", type=Path)
        check.add_argument("--json", action="store_true", help="結果をJSONで出す")
        load = verbs.add_parser("load", help="ファイルを読み込む")
        load.add_argument("file", type=Path)
        chart = verbs.add_parser("map", help="docs/map.md を書く")
        chart.add_argument(
            "--check", action="store_true", help="書かずに、最新かどうかだけ調べる"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "check":
            self._check(options["file"], as_json=options["json"])
        elif options["verb"] == "load":
            self._load(options["file"])
        else:
            self._map(only_check=options["check"])

    def _check(self, file: Path, *, as_json: bool) -> None:
        reading = read(file)
        if as_json:
            self.stdout.write(_as_json(file, reading))
            if reading.problems:
                raise SystemExit(1)
            return
        plan = self._plan_of(file, reading)
        self.stdout.write(
            f"{file.name}：問題はありません。"
            f"柱{len(plan.pillar)}、取組{len(plan.initiatives())}、指標{len(plan.indicator)}。"
        )

    def _load(self, file: Path) -> None:
        reading = read(file)
        plan = self._plan_of(file, reading)
        try:
            loaded = loading.load(plan, digest=reading.digest, by=None)
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence}何も読み込んでいません。") from None
        if loaded.has_changed:
            catalogue.reindex(SOURCE)
        did = "読み込みました" if loaded.has_changed else "すでに読み込んであります"
        self.stdout.write(f"{loaded.plan.title}：{did}。")

    def _map(self, *, only_check: bool) -> None:
        plan = self._plan_of(city_plan(), read(city_plan()))
        target = settings.ROOT / MAP
        text = written_map(plan)
        if only_check:
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                raise CommandError(
                    f"{MAP} が古くなっています。「kyoso plan map」で書き直してください。"
                )
            self.stdout.write(f"{MAP} は最新です。")
            return
        target.write_text(text, encoding="utf-8")
        self.stdout.write(f"{MAP} を書きました。")

    def _plan_of(self, file: Path, reading: Reading) -> PlanFile:
        if reading.plan is None:
            for problem in reading.problems:
                self.stderr.write(f"{file.name} {problem}")
            raise CommandError(
                f"{file.name} に問題が{len(reading.problems)}件あります。何も読み込んでいません。"
            )
        return reading.plan


def city_plan() -> Path:
    """Return the plan file of this installation's city."""
    return Path(settings.CITY_FOLDER) / "plan.toml"


def _as_json(file: Path, reading: Reading) -> str:
    return json.dumps(
        {
            "file": file.name,
            "ok": not reading.problems,
            "problems": [vars(problem) for problem in reading.problems],
        },
        ensure_ascii=False,
        indent=2,
    )
