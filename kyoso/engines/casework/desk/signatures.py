"""電子署名のページ: by whom, when, each check again, and the text that was signed."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import case_for
from kyoso.engines.casework.models import Submission
from kyoso.engines.casework.signing import checks_of, signature_of
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Check, Mark
from kyoso.kernel import clock
from kyoso.ui import dates

READ = people.Permission.READ_CASES
# Each check in a word, and how the word looks.
_CHIPS = {
    Mark.HOLDS: ("確認済み", "green"),
    Mark.LOOK: ("見てください", "yellow"),
    Mark.FAILS: ("異常あり", "red"),
}
_FIRST = (Mark.FAILS, Mark.LOOK, Mark.HOLDS)


@require_GET
@people.officer(READ)
def signature(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Verify the signature of a case again, from what is stored alone."""
    case = case_for(request, ref)
    signed = signature_of(case)
    if signed is None:
        raise Http404
    checks = checks_of(signed)
    audit.record(
        "casework.signature_verified",
        by=request.officer.account,
        subject=case,
        person=case.account,
        reason=case.ref,
        holds=not any(check.fails for check in checks),
    )
    shown = Shown.to(request.officer.account, case=case)
    ctx = {
        "case": case,
        "signature": signed.signature,
        "holder": _holder(signed.signature, shown),
        "state": state_of(checks),
        "born": _born(signed.signature),
        "checks": [(check, *_CHIPS[check.mark]) for check in _told(checks, shown)],
        "summary": signatures.summary(signed.signature) if _may_read(shown) else "",
        "is_mended": case.submissions.count() > 1,
        "at": clock.now(),
        "by": request.officer.name,
    }
    return render(request, "casework/signature.html", ctx)


def signed_shown(submissions: Iterable[Submission]) -> dict[str, Any] | None:
    """Return what the case's page says of its signature; one query where it has one."""
    found = next((one.signed for one in submissions if hasattr(one, "signed")), None)
    if found is None:
        return None
    checks = signatures.verify(found.signature).checks
    holder = signatures.holder(found.signature)
    return {
        "name": holder.name if holder else "",
        "at": found.signature.signed_at,
        "state": state_of(checks),
    }


def state_of(checks: Iterable[Check]) -> tuple[str, str]:
    """Return the end of all checks in a word, and how it looks."""
    marks = {check.mark for check in checks}
    if Mark.FAILS in marks:
        return "署名を認められません", "red"
    if Mark.LOOK in marks:
        return "有効・照合を見てください", "yellow"
    return "有効", "green"


def _may_read(shown: Shown) -> bool:
    return shown.may_show_address


def _holder(signature: signatures.Signature, shown: Shown) -> signatures.Holder | None:
    holder = signatures.holder(signature)
    if holder is None or _may_read(shown):
        return holder
    return dataclasses.replace(holder, address=residents.HIDDEN)


def _told(checks: Iterable[Check], shown: Shown) -> list[Check]:
    """Return the checks, what needs a person first.

    Of an address that is kept back, only how it ended.
    """
    told = [
        dataclasses.replace(check, sentence="住所の照合の内容は、表示しません。")
        if check.slug == "address" and not _may_read(shown)
        else check
        for check in checks
    ]
    return sorted(told, key=lambda check: _FIRST.index(check.mark))


def _born(signature: signatures.Signature) -> str:
    """Return the day of birth as the desk writes days; a part of one as it is."""
    holder = signatures.holder(signature)
    told = holder.born if holder else ""
    try:
        return dates.day(dt.date.fromisoformat(told))
    except ValueError:
        return told
