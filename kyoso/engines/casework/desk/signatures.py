"""電子署名のページ: by whom, when, each check again, and the text that was signed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.desk.loading import case_for
from kyoso.engines.casework.models import SignatureFinding, Submission
from kyoso.engines.casework.verification import (
    Ending,
    Seen,
    finding_of,
    look_again,
    signed_submissions,
)
from kyoso.engines.people import api as people
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
_COLOURS = {Ending.HOLDS: "green", Ending.LOOK: "yellow", Ending.FAILS: "red"}


@require_GET
@people.officer(READ)
def signature(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Verify every signature of a case again, from what is stored alone."""
    case = case_for(request, ref)
    seen = look_again(case, to=request.officer.account)
    if not seen:
        raise Http404
    audit.record(
        "casework.signature_verified",
        by=request.officer.account,
        subject=case,
        person=case.account,
        reason=case.ref,
        holds=not any(one.failed for one in seen),
    )
    newest = seen[-1].signed.submission.number
    ctx = {
        "case": case,
        "signatures": [Shown.of(one) for one in seen],
        "is_mended": case.submissions.filter(number__gt=newest).exists(),
        "at": clock.now(),
        "by": request.officer.name,
    }
    return render(request, "casework/signature.html", ctx)


@dataclass(frozen=True)
class Shown:
    """One signature as the page draws it."""

    seen: Seen
    ending: tuple[str, str]
    born: str
    checks: list[tuple[Check, str, str]]

    @classmethod
    def of(cls, seen: Seen) -> "Shown":
        chips = [(check, *_CHIPS[check.mark]) for check in seen.checks]
        return cls(seen, ending_shown(seen.ending), _born(seen), chips)


def signed_shown(
    submissions: Iterable[Submission],
) -> list[tuple[Submission, SignatureFinding, tuple[str, str]]]:
    """Return what the case's page says of its signatures, from their last looks.

    No query of its own, but at the first look ever.
    """
    signed = [one for one in submissions if hasattr(one, "signed")]
    findings = {
        one.signed.pk: one.signed.finding
        for one in signed
        if hasattr(one.signed, "finding")
    }
    if len(findings) < len(signed):
        whole = signed_submissions(signed[0].case)
        findings = {each.pk: finding_of(each) for each in whole}
    return [
        (one, findings[one.signed.pk], ending_shown(findings[one.signed.pk].ending))
        for one in signed
    ]


def ending_shown(ending: str) -> tuple[str, str]:
    """Return the end of all checks in a word, and how it looks."""
    known = Ending(ending)
    return str(known.label), _COLOURS[known]


def _born(seen: Seen) -> str:
    """Return the day of birth as the desk writes days; a part of one as it is."""
    told = seen.holder.born if seen.holder else ""
    try:
        return dates.day(dt.date.fromisoformat(told))
    except ValueError:
        return told
