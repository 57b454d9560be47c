"""止まった理由: whose turn it is, since when, and which clock runs or rests."""

import datetime as dt
from dataclasses import dataclass

from kyoso.engines.casework import periods
from kyoso.engines.casework.models import Case, Proposal, Step
from kyoso.engines.casework.states import State
from kyoso.kernel import calendar, clock
from kyoso.kernel.deadlines import Kind, Period, Standing

APPLICANT, SECTION, APPROVER, NOBODY = "applicant", "section", "approver", "nobody"


@dataclass(frozen=True)
class Turn:
    """Who holds ``case`` today.

    ``holder`` is ``applicant``, ``section``, ``approver`` or ``nobody`` (ended);
    ``since`` the moment it came to them and ``days`` the open days since. ``clock`` is ``running``, ``paused``,
    ``overdue``, ``stopped`` (ended) or ``none`` (no period set). ``period`` is
    the one that counts, standard or statutory, ``standing`` how it stands at the
    end of today. ``due_on`` is the day by which the holder should act: the
    period's, or the reply day of a correction. ``city_due_on`` is the day of the
    decision whoever holds the case; None while its clock rests.
    """

    case: Case
    holder: str
    since: dt.datetime
    days: int
    clock: str
    due_on: dt.date | None
    left_days: int | None
    standing: Standing | None
    reply_by_on: dt.date | None
    period: Period | None

    @property
    def is_statutory(self) -> bool:
        """Tell whether a law sets the period (法定期間)."""
        return self.period is not None and self.period.kind == Kind.STATUTORY

    @property
    def city_due_on(self) -> dt.date | None:
        return self.standing.due_on if self.standing else None

    @property
    def who(self) -> str:
        """The same in words; while a case is decided, asks whose approval waits."""
        case = self.case
        if self.holder == NOBODY:
            return "手続は終わりました"
        if self.holder == APPLICANT:
            return "申請した方"
        if self.holder == APPROVER:
            return _waiting_approval(case) or "決裁者"
        if case.assignee is not None:
            return f"{case.section.name} {case.assignee.name}"
        return f"{case.section.name}（担当者はまだ決まっていません）"


def turn(case: Case) -> Turn:
    """Return whose turn it is (two small queries; none after ``load_story``)."""
    since = _since(case)
    today = clock.today()
    city = calendar.city()
    period = periods.of_case(case)
    ended = case.closed_at is not None
    day = periods.city_day(case.closed_at) if case.closed_at else today
    standing = period.on(day) if period else None
    reply_by_on = _reply_by(case)
    due_on = reply_by_on or (standing.due_on if standing else None)
    return Turn(
        case=case,
        holder=_holder(case),
        since=since,
        days=max(city.open_days_between(periods.city_day(since), day), 0),
        clock="stopped" if ended else standing.state.value if standing else "none",
        due_on=None if ended else due_on,
        left_days=standing.left_days if standing and not ended else None,
        standing=standing,
        reply_by_on=reply_by_on,
        period=period,
    )


def _holder(case: Case) -> str:
    if not case.is_open:
        return NOBODY
    if case.state == State.CORRECTING:
        return APPLICANT
    return APPROVER if case.state == State.DECIDING else SECTION


def _waiting_approval(case: Case) -> str:
    for proposal in case.proposals.all():
        if proposal.state == Proposal.State.PENDING:
            for step in proposal.approvals.all():
                if step.approved_at is None:
                    return f"{step.section.name} {step.title}"
    return ""


def _since(case: Case) -> dt.datetime:
    """Return when the present holder got the case: the last change of state."""
    since: dt.datetime = case.arrived_at
    state = ""
    for step in sorted(case.steps.all(), key=_edition):
        if step.state != state:
            state, since = step.state, step.at
    return since


def _edition(step: Step) -> int:
    return step.edition


def _reply_by(case: Case) -> dt.date | None:
    for correction in case.corrections.all():
        if correction.ended_at is None:
            day: dt.date = correction.reply_by_on
            return day
    return None
