"""実績報告: the applicant says what was done; the city accepts or sends it back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.money import LARGEST
from kyoso.region.grants.errors import (
    AlreadyAsked,
    AmountAboveRule,
    FinishedInTheFuture,
    ReasonMissing,
    ReportNotOwed,
    TextMissing,
)
from kyoso.region.grants.models import (
    ChangeRequest,
    Grant,
    Inspection,
    Report,
    ReportFile,
    Step,
)
from kyoso.region.grants.moves import locked, move
from kyoso.region.grants.stages import Act, Stage, StageForbids, can

# Why files of a report are kept.
PURPOSE = "grants.report"


@dataclass(frozen=True)
class Told:
    """What a report says. Amounts in yen; ``results`` by the key of the rule."""

    finished_on: dt.date
    spent: int
    text: str
    helped: int = 0
    results: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def report(
    grant: Grant,
    *,
    told: Told,
    files: Sequence[media.File],
    token: str,
    by: Account,
) -> Report:
    """Send the report; the same token, the same report.

    Raises ``ReportNotOwed`` unless a report is owed now, ``FinishedInTheFuture``,
    ``TextMissing``.
    """
    sent = Report.objects.filter(token=token, grant=grant).first()
    if sent is not None:
        return sent
    held = locked(grant)
    if not held.revision.definition.report.needed or not can(held.stage, Act.REPORT):
        raise ReportNotOwed
    if told.finished_on > clock.today():
        raise FinishedInTheFuture
    text = told.text.strip()
    if not text:
        raise TextMissing
    is_officer = by.kind == Account.Kind.OFFICER
    side = Step.Side.OFFICE if is_officer else Step.Side.APPLICANT
    move(held, Act.REPORT, by=by, side=side, amount=told.spent)
    made = Report.objects.create(
        grant=held,
        number=held.reports.count() + 1,
        token=token,
        channel=Report.Channel.DESK if is_officer else Report.Channel.WEB,
        finished_on=told.finished_on,
        spent=told.spent,
        helped=told.helped,
        text=text,
        results=dict(told.results),
        reported_by=by,
    )
    for file in files:
        ReportFile.objects.create(report=made, file=file)
    return made


@transaction.atomic
def send_back(
    grant: Grant, *, comment: str, by: Account, edition: int | None = None
) -> Report:
    """差戻し: return the report to the applicant, saying what lacks."""
    held = locked(grant, edition=edition)
    comment = comment.strip()
    if not comment:
        raise ReasonMissing
    standing = _sent(held, Act.SEND_BACK)
    move(held, Act.SEND_BACK, by=by, text=comment)
    return _answer(standing, Report.State.RETURNED, by=by, comment=comment)


@transaction.atomic
def accept(
    grant: Grant,
    *,
    eligible: int,
    met: Sequence[str] = (),
    comment: str = "",
    by: Account,
    edition: int | None = None,
) -> Report:
    """Recognise so much of the cost (認定), with the checklist of the report.

    Raises ``AmountAboveRule`` beyond what was reported, ``StageForbids`` unless
    a report waits.
    """
    held = locked(grant, edition=edition)
    standing = _sent(held, Act.ACCEPT)
    if not 0 <= eligible <= min(standing.spent, LARGEST):
        raise AmountAboveRule(most=f"{standing.spent:,}")
    known = {one.key for one in held.revision.definition.report.checks}
    found = known & set(met)
    move(held, Act.ACCEPT, by=by, amount=eligible, text=comment.strip())
    Inspection.objects.create(
        grant=held,
        kind=Inspection.Kind.REPORT,
        findings={key: key in found for key in sorted(known)},
        has_passed=found == known,
        note=comment.strip(),
        seen_on=clock.today(),
        inspected_by=by,
    )
    return _answer(
        standing, Report.State.ACCEPTED, by=by, comment=comment, eligible=eligible
    )


@transaction.atomic
def ask_change(grant: Grant, *, kind: str, text: str, by: Account) -> ChangeRequest:
    """The applicant tells that something changes or stops; the city answers by 起案.

    Raises ``StageForbids`` outside 交付決定 and 実績報告, ``TextMissing``,
    ``AlreadyAsked`` while another waits.
    """
    held = locked(grant)
    if held.stage not in {Stage.GRANTED, Stage.REPORTED}:
        raise StageForbids(
            stage=str(Stage(held.stage).label), act="変更や中止の申出をすること"
        )
    text = text.strip()
    if not text:
        raise TextMissing
    try:
        with transaction.atomic():
            made = ChangeRequest.objects.create(
                grant=held, kind=kind, text=text, told_by=by
            )
    except IntegrityError:
        raise AlreadyAsked from None
    is_officer = by.kind == Account.Kind.OFFICER
    side = Step.Side.OFFICE if is_officer else Step.Side.APPLICANT
    move(held, Act.ASK, by=by, side=side)
    return made


def _sent(held: Grant, act: Act) -> Report:
    standing = held.reports.filter(state=Report.State.SENT).first()
    if standing is None:
        from_stage = str(Stage(held.stage).label)
        raise StageForbids(stage=from_stage, act="実績報告に答えること")
    return standing


def _answer(
    standing: Report,
    state: str,
    *,
    by: Account,
    comment: str,
    eligible: int | None = None,
) -> Report:
    standing.state = state
    standing.comment = comment.strip()
    standing.eligible = eligible
    standing.answered_at = clock.now()
    standing.answered_by = by
    standing.save()
    return standing
