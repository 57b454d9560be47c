"""``kyoso audit verify|seal|head``: prove, seal and publish the record.

Exit codes of ``verify``: 0 whole, 1 something is wrong.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.audit.models import ChainHead, Segment
from kyoso.engines.audit.sealing import seal
from kyoso.engines.audit.verifying import verify


class Command(BaseCommand):
    help = "操作記録を確かめ、封印し、先頭を表示します。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        proving = verbs.add_parser(
            "verify", help="確かめる（終了コード 0：完全、1：不備あり）"
        )
        proving.add_argument(
            "--published",
            action="append",
            default=[],
            metavar="SEQUENCE:SEAL",
            help="以前に公表した先頭（記録に残っているはずのもの）",
        )
        for named in (
            proving,
            verbs.add_parser("seal", help="封印のない行を封印する"),
            verbs.add_parser("head", help="先頭と、最後に締めた日を表示する"),
        ):
            named.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {"verify": self.verify, "seal": self.seal, "head": self.head}
        verbs[options["verb"]](options)

    def verify(self, options: dict[str, Any]) -> None:
        report = verify(published=_heads(options["published"]))
        if options["as_json"]:
            told = {**asdict(report), "whole": report.is_whole}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for finding in report.findings:
                self.stdout.write(f"{finding.kind} {finding.place}: {finding.sentence}")
            self.stdout.write(
                f"封印済み{report.sealed}件、未封印{report.unsealed}件、"
                f"保存期間を終えた区間{report.expired}件、先頭 {report.sequence}:{report.head}"
            )
        if not report.is_whole:
            sys.exit(1)

    def seal(self, options: dict[str, Any]) -> None:
        sealed = seal()
        told = (
            json.dumps({"sealed": sealed})
            if options["as_json"]
            else f"{sealed}件を封印しました。"
        )
        self.stdout.write(told)

    def head(self, options: dict[str, Any]) -> None:
        head = ChainHead.objects.first()
        closed = Segment.objects.order_by("last_sequence").last()
        told = {
            "sequence": head.sequence if head else 0,
            "seal": head.seal if head else "",
            "closed_day": closed.day.isoformat() if closed else None,
            "closed_sequence": closed.last_sequence if closed else None,
            "closed_seal": closed.head if closed else None,
        }
        if options["as_json"]:
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"{told['sequence']}:{told['seal']}")
        if closed:
            self.stdout.write(f"{closed.day} {closed.last_sequence}:{closed.head}")


def _heads(given: list[str]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for pair in given:
        sequence, _, seal_told = pair.partition(":")
        if not sequence.isdigit() or not seal_told:
            raise CommandError(f"連番:封印の形で書いてください（今の値: {pair!r}）。")
        heads[int(sequence)] = seal_told
    return heads
