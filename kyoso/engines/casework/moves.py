"""One way to change a case: lock, compare, move, count, write down.

Every action of the engine goes through ``move``; it is what makes two officers
at once, a double click and a killed process harmless.
"""

from dataclasses import dataclass

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.errors import CaseChanged
from kyoso.engines.casework.models import Case, Step
from kyoso.engines.casework.states import Act, State, after
from kyoso.engines.people.api import Account
from kyoso.kernel import clock


@dataclass(frozen=True)
class Mover:
    """Who does something to a case, and on whose side that person stands."""

    account: Account | None
    side: str


def office(by: Account) -> Mover:
    return Mover(by, Step.Side.OFFICE)


def applicant(by: Account | None) -> Mover:
    return Mover(by, Step.Side.APPLICANT)


def locked(case: Case, *, edition: int | None) -> Case:
    """Return the case of now, locked until the transaction ends.

    ``edition`` is what the officer's page showed (None: no page, as in a
    resident's act). Raises ``CaseChanged`` if somebody was faster.
    """
    now = (
        Case.objects.select_for_update(of=("self",))
        .select_related(
            "procedure", "revision", "section", "assignee__account", "deputy"
        )
        .get(pk=case.pk)
    )
    if edition is not None and now.edition != edition:
        raise _changed(now)
    return now


def move(
    case: Case,
    act: Act,
    *,
    by: Mover,
    event: str,
    text: str = "",
    reason: str = "",
    **details: str | int | bool | None,
) -> Step:
    """Take a locked case through ``act`` and write the step and the audit row.

    Raises ``NotNow`` if the state does not allow it. The caller has set the
    other fields of the case; they are saved here.
    """
    case.state = after(case.state, act)
    case.edition += 1
    case.moved_at = clock.now()
    if case.state in {State.COMPLETED, State.REJECTED, State.WITHDRAWN}:
        case.closed_at = clock.now()
        case.closed_by = by.account
    case.save()
    return write_down(case, by=by, event=event, text=text, reason=reason, **details)


def write_down(
    case: Case,
    *,
    by: Mover,
    event: str,
    text: str = "",
    reason: str = "",
    **details: str | int | bool | None,
) -> Step:
    """Write the step of the case's present edition, and its audit row."""
    audit.record(
        f"casework.{event}",
        by=by.account,
        subject=case,
        person=case.account,
        reason=reason or case.ref,
        **details,
    )
    return Step.objects.create(
        case=case,
        event=event,
        state=case.state,
        by=by.account,
        side=by.side,
        edition=case.edition,
        text=text,
    )


def _changed(case: Case) -> CaseChanged:
    step = case.steps.select_related("by__officer").order_by("-edition").first()
    account = step.by if step else None
    officer = getattr(account, "officer", None)
    name = officer.name if officer else "申請者"
    at = (step.at if step else case.arrived_at).astimezone(clock.CITY)
    return CaseChanged(name=name, time=f"{at:%H:%M}")
