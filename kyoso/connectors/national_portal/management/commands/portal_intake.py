"""``kyoso portal-intake``: one round now; how things stand; are the mappings right?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyoso.connectors.national_portal import reminding, wire
from kyoso.connectors.national_portal.collecting import collect
from kyoso.connectors.national_portal.layout import LayoutWrong, layout
from kyoso.connectors.national_portal.mapping import (
    Mapping,
    MappingWrong,
    faults,
    mappings,
)
from kyoso.connectors.national_portal.models import Arrival
from kyoso.connectors.national_portal.reading import procedure_of
from kyoso.engines.casework import api as casework


class Command(BaseCommand):
    """Rounds with the portal, by hand."""

    help = "国のポータルから申請を受け取ります（--checkで読み替えを、--statusで状態を調べます）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="読み替えを調べる")
        what.add_argument(
            "--status",
            action="store_true",
            help="状態を表示する（確認が必要なら終了コード1）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        elif options["status"]:
            self._status()
        else:
            self._collect()

    def _collect(self) -> None:
        if not wire.is_set_up():
            raise CommandError("国のポータルの接続先（KYOSO_PORTAL_URL）がありません。")
        done = collect()
        self.stdout.write(
            f"新しく見つけた{done.listed}件、受け取った{done.fetched}件、"
            f"受け付けた{done.filed}件、開かずに渡した{done.sealed}件、職員の確認待ち{done.waiting}件、"
            f"ポータルに知らせた{done.acknowledged}件。"
        )
        if done.troubles:
            raise CommandError(
                f"受け取れなかったところがありました：{done.troubles[0]}"
            )

    def _status(self) -> None:
        line, late = reminding.line(), reminding.overdue()
        is_down = reminding.is_down(line)
        self.stdout.write(
            f"途中のもの{Arrival.objects.open().count()}件、"
            f"職員の確認待ち{Arrival.objects.for_a_person().count()}件、"
            f"長く待っているもの{len(late)}件。"
        )
        self.stdout.write(
            "回線：つながりません。" if is_down else "回線：問題ありません。"
        )
        if line.has_odd_line:
            self.stdout.write("一覧：受付番号の読めない行があります。")
        if is_down or late or line.has_odd_line:
            raise SystemExit(1)

    def _check(self) -> None:
        try:
            known = layout()
            found = mappings()
        except (MappingWrong, LayoutWrong) as refusal:
            raise CommandError(refusal.sentence) from None
        wrong = [f"{one.file}：{fault}" for one in found for fault in _faults(one)]
        for one in found:
            unverified = sum(not rule.verified for rule in one.items)
            unverified += sum(not rule.verified for rule in one.files)
            if not one.verified or unverified:
                self.stdout.write(
                    f"注意 {one.file}：国の様式と見比べていません（{unverified}行）。"
                )
        if not known.verified:
            self.stdout.write("注意 portal.toml：国の仕様と見比べていません。")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(found)}件とも、様式に合っています。")


def _faults(mapping: Mapping) -> list[str]:
    procedure = procedure_of(mapping)
    if procedure is None:
        return [f"手続「{mapping.procedure}」がありません。"]
    form = procedure.form.latest.parsed if procedure.form else None
    found = list(faults(mapping, form))
    offers = casework.Case.Channel.PORTAL in procedure.definition.channels
    if not mapping.carries_number and not offers:
        found.append(
            f"手続「{mapping.procedure}」は、国のポータル（portal）で受け付けません。"
        )
    return found
