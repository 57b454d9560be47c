"""申請から決定まで: open a grant for a case, inspect it, decide or refuse it.

These run inside the transactions of casework: what is refused here takes the
decision back as well, so no notice exists without its money.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants import quotas, rules, windows
from kyoso.region.grants.errors import (
    AmountAboveRule,
    AmountBelowNeeded,
    ChecksUnknown,
    InspectionMissing,
    NoRoundThisYear,
    OutsideRounds,
)
from kyoso.region.grants.models import Grant, Inspection, Programme, Round, Step
from kyoso.region.grants.moves import bear, locked, move
from kyoso.region.grants.stages import Act, Stage, StageForbids


def open_grant(
    submission: casework.Submission,
    *,
    programme: Programme,
    taking: Round | None,
    by: Account | None,
) -> Grant:
    """Begin the grant of a case, in the transaction that files it.

    ``taking`` is the round that takes applications on the day on which this one
    reached the city. Raises ``OutsideRounds`` where none did: the filing is then
    taken back whole.
    """
    if taking is None:
        section = submission.case.section
        raise OutsideRounds(
            title=programme.title, section=section.name, phone=section.phone
        )
    return _begin(submission, programme, taking, by)


@transaction.atomic
def inspect(
    grant: Grant,
    *,
    kind: str,
    met: Iterable[str],
    seen_on: dt.date,
    note: str = "",
    by: Account,
    edition: int | None = None,
) -> Inspection:
    """Write down what was found; ``met`` are the keys of the checks that fit.

    An inspection passes when every check of the rule is met. Raises
    ``ChecksUnknown``, ``StageForbids``, ``GrantChanged``.
    """
    held = locked(grant, edition=edition)
    definition = held.revision.definition
    checks = (
        definition.report.checks
        if kind == Inspection.Kind.REPORT
        else definition.inspection.checks
    )
    known, found = {one.key for one in checks}, set(met)
    if not found <= known or seen_on > clock.today():
        raise ChecksUnknown
    has_passed = found == known
    move(
        held,
        Act.INSPECT,
        by=by,
        text="すべて適合" if has_passed else "適合しない項目あり",
    )
    return Inspection.objects.create(
        grant=held,
        kind=kind,
        findings={key: key in found for key in sorted(known)},
        has_passed=has_passed,
        note=note.strip(),
        seen_on=seen_on,
        inspected_by=by,
    )


def refuse_unlawful(grant: Grant, *, amount: int, by: Account) -> None:
    """Refuse an amount that the rule, the inspections or a quota do not allow.

    Writes nothing; asked when the decision is drafted and again when it is taken.
    """
    if amount < 1:
        raise AmountBelowNeeded
    definition = grant.revision.definition
    most = definition.amount.cap
    answers = grant.case.submissions.latest("number").answers
    reckoned = rules.reckon_answers(definition.amount, answers)
    if reckoned is not None:
        most = min(most, reckoned.amount)
    if amount > most:
        raise AmountAboveRule(most=f"{most:,}")
    if definition.inspection.kind != "none":
        last = grant.inspections.exclude(kind=Inspection.Kind.REPORT).last()
        if last is None or not last.has_passed:
            raise InspectionMissing
    quotas.refuse_full(grant, by=by)


@transaction.atomic
def decide(grant: Grant, *, amount: int, by: Account) -> Grant:
    """交付決定: promise the amount in the ledger and in the round, and take the quotas.

    However many decide at once, neither the budget line nor the round is ever
    overspent. A programme without report settles the amount at once. Raises what
    ``refuse_unlawful`` raises, ``ledger.BudgetShort``, ``RoundShort``,
    ``QuotaFull``, ``NoRoundThisYear``.
    """
    held = locked(grant)
    refuse_unlawful(held, amount=amount, by=by)
    today = clock.today()
    held.round = _round_of_decision(held, today)
    quotas.take(held, by=by)
    held.allotment = ledger.reserve(
        held.round.line,
        amount=amount,
        about=f"grants:{held.ref}",
        title=held.programme.title,
        by=by,
    )
    definition = held.revision.definition
    held.granted = amount
    held.decided_on = today
    held.report_due_on = rules.report_due(definition.report, today)
    bear(held, amount)
    move(held, Act.DECIDE, by=by, amount=amount)
    if not definition.report.needed:
        held.allotment = ledger.settle(held.allotment, amount=amount, by=by)
        held.settled = amount
        move(held, Act.SETTLE, by=by, amount=amount)
    return held


@transaction.atomic
def refuse(grant: Grant, *, by: Account) -> Grant:
    """The case ended without a grant: 不交付 or 却下."""
    held = locked(grant)
    move(held, Act.REFUSE, by=by)
    return held


@transaction.atomic
def end(grant: Grant, *, by: Account | None) -> Grant:
    """The applicant withdrew the application before the decision."""
    held = locked(grant)
    if held.stage == Stage.APPLIED:
        side = Step.Side.OFFICE
        if by is None or by.kind != Account.Kind.OFFICER:
            side = Step.Side.APPLICANT
        move(held, Act.END, by=by, side=side)
    return held


@transaction.atomic
def take_over(
    case: casework.Case, *, programme: Programme, by: Account | None
) -> Grant:
    """Begin the grant of a case that was filed before its programme was loaded."""
    known = Grant.objects.filter(case=case).first()
    if known is not None:
        return known
    today = clock.today()
    found = windows.round_shown(programme, today)
    assert found is not None  # a programme's file has at least one round
    submission = case.submissions.select_related("case").latest("number")
    return _begin(submission, programme, found, by)


def _begin(
    submission: casework.Submission,
    programme: Programme,
    found: Round,
    by: Account | None,
) -> Grant:
    assert programme.current is not None
    reckoned = rules.reckon_answers(programme.definition.amount, submission.answers)
    # Not yet a row: its first move writes it.
    grant = Grant(
        case=submission.case,
        programme=programme,
        revision=programme.current,
        round=found,
        asked=reckoned.amount if reckoned else None,
    )
    is_officer = by is not None and by.kind == Account.Kind.OFFICER
    side = Step.Side.OFFICE if is_officer else Step.Side.APPLICANT
    move(grant, Act.OPEN, by=by, side=side, amount=grant.asked)
    return grant


def _round_of_decision(grant: Grant, today: dt.date) -> Round:
    try:
        return windows.round_of_decision(grant.programme, grant.round, today)
    except Round.DoesNotExist:
        raise NoRoundThisYear(
            title=grant.programme.title, year=clock.fiscal_year(today)
        ) from None


@transaction.atomic
def tell_apart(
    grant: Grant, *, mark: str, by: Account, edition: int | None = None
) -> Grant:
    """Write down that another household lives at the same address.

    A home's quota counts by its address; ``mark`` (the head of the household)
    tells two households of one address apart. Only before the decision.
    """
    held = locked(grant, edition=edition)
    if held.stage != Stage.APPLIED:
        raise StageForbids(stage=str(Stage(held.stage).label), act="世帯を区別すること")
    held.apart = mark.strip()
    held.edition += 1
    held.save(update_fields=["apart", "edition"])
    audit.record(
        "grants.household_told_apart",
        by=by,
        subject=held,
        person=held.case.account,
        reason=held.case.ref,
    )
    return held
