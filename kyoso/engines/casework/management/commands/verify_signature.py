"""``kyoso verify-signature CASE``: the signature of an application, looked at again.

From the stored evidence alone, at any time. Each check is a sentence; one that
fails makes the command fail.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.signing import checks_of, is_needed, signature_of
from kyoso.engines.signatures.api import Mark
from kyoso.kernel.text import fold

_SIGNS = {Mark.HOLDS: "○", Mark.LOOK: "△", Mark.FAILS: "×"}


class Command(BaseCommand):
    help = "申請の電子署名を、保管している証拠だけから確かめます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="受付番号（例 2026-7K3M-QW2T）")

    def handle(self, *args: Any, **options: Any) -> None:
        case = _case(options["case"])
        signed = signature_of(case)
        if signed is None:
            raise CommandError(_absent(case))
        checks = checks_of(signed)
        failed = [check for check in checks if check.fails]
        audit.record(
            "casework.signature_verified",
            by=None,
            subject=case,
            person=case.account,
            reason=case.ref,
            holds=not failed,
        )
        for check in checks:
            self.stdout.write(f"{_SIGNS[check.mark]} {check.sentence}")
        if failed:
            raise CommandError(
                f"{case.receipt_number}の電子署名は、{len(failed)}つの点で認められません。"
            )
        self.stdout.write(f"{case.receipt_number}の電子署名は有効です。")


def _case(named: str) -> Case:
    number = fold(named[:100]).upper()
    found = Case.objects.select_related("procedure", "account", "filed_by")
    case = found.filter(Q(receipt_number=number) | Q(ref=named.strip())).first()
    if case is None:
        raise CommandError(f"受付番号「{named}」の申請はありません。")
    return case


def _absent(case: Case) -> str:
    told = f"{case.receipt_number}には、電子署名がありません。"
    if is_needed(case.procedure, channel=case.channel, by=case.filed_by):
        return f"{told}この手続のオンラインの申請には、電子署名が必要です。"
    return f"{told}この申請には、電子署名は要りません。"
