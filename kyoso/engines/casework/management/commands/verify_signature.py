"""``kyoso verify-signature CASE``: the signatures of an application, looked at again.

From the stored evidence alone, at any time. Each check is a sentence; one that
fails makes the command fail. What only a person can compare (△) is not called
valid before a person has. No address that is held back (支援措置) is written: who
reads the screen of a server is not known here.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.signing import LEVEL, is_needed
from kyoso.engines.casework.verification import Ending, Seen, look_again
from kyoso.engines.signatures.api import Mark
from kyoso.kernel.text import fold

_SIGNS = {Mark.HOLDS: "○", Mark.LOOK: "△", Mark.FAILS: "×"}


class Command(BaseCommand):
    help = "申請の電子署名を、保管している証拠だけから確かめます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="受付番号（例 2026-7K3M-QW2T）")

    def handle(self, *args: Any, **options: Any) -> None:
        case = _case(options["case"])
        seen = look_again(case, to=None)
        if not seen:
            raise CommandError(_absent(case))
        failed = sum(one.failed for one in seen)
        audit.record(
            "casework.signature_verified",
            by=None,
            subject=case,
            person=case.account,
            reason=case.ref,
            holds=not failed,
        )
        for one in seen:
            self._tell(case, one, is_alone=len(seen) == 1)
        if failed:
            raise CommandError(
                f"{case.receipt_number}の電子署名は、{failed}つの点で認められません。"
            )

    def _tell(self, case: Case, seen: Seen, *, is_alone: bool) -> None:
        named = case.receipt_number
        if not is_alone:
            named = f"{case.receipt_number}の{seen.named}"
            self.stdout.write(f"【{seen.named}】")
        for check in seen.checks:
            self.stdout.write(f"{_SIGNS[check.mark]} {check.sentence}")
        if seen.ending == Ending.HOLDS:
            self.stdout.write(f"{named}の電子署名は有効です。")
        elif seen.ending == Ending.LOOK:
            self.stdout.write(
                f"{named}の電子署名に、異常は見つかりませんでした。"
                "△の点は、職員が確かめてください。"
            )


def _case(named: str) -> Case:
    number = fold(named[:100]).upper()
    found = Case.objects.select_related("revision", "account", "filed_by")
    case = found.filter(Q(receipt_number=number) | Q(ref=named.strip())).first()
    if case is None:
        raise CommandError(f"受付番号「{named}」の申請はありません。")
    return case


def _absent(case: Case) -> str:
    """Say that there is none, and whether the rule it was filed under asks for one."""
    told = f"{case.receipt_number}には、電子署名がありません。"
    rule = case.revision.definition
    if is_needed(rule, channel=case.channel, by=case.filed_by):
        return f"{told}この手続のオンラインの申請には、電子署名が必要です。"
    if rule.identity_level == LEVEL and case.channel == Case.Channel.PORTAL:
        return f"{told}国のポータルから届き、職員が確かめて受け付けた申請です。"
    return f"{told}この申請には、電子署名は要りません。"
