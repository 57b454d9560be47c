"""One way to change a grant: lock, compare, move, count, write down."""

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account
from kyoso.region.grants import stages
from kyoso.region.grants.errors import GrantChanged, RoundShort
from kyoso.region.grants.models import Grant, Round, Step
from kyoso.region.grants.stages import Act


def locked(grant: Grant, *, edition: int | None = None) -> Grant:
    """Return the grant of now, locked until the transaction ends.

    ``edition`` is what the officer's page showed. Raises ``GrantChanged``.
    """
    now = (
        Grant.objects.select_for_update(of=("self",))
        .select_related(
            "case__section",
            "case__account",
            "case__revision",
            "programme",
            "revision",
            "round__line",
            "allotment__line",
        )
        .get(pk=grant.pk)
    )
    if edition is not None and now.edition != edition:
        raise GrantChanged
    return now


def move(
    grant: Grant,
    act: Act,
    *,
    by: Account | None,
    side: str = Step.Side.OFFICE,
    amount: int | None = None,
    text: str = "",
) -> Step:
    """Take a locked or new grant through ``act``; write it, the step, the audit row.

    Raises ``StageForbids``. The caller has set the other fields; they are saved.
    """
    if act != Act.OPEN:
        grant.stage = stages.after(grant.stage, act)
    grant.edition += 1
    grant.save()
    audit.record(
        EVENTS[act],
        by=by,
        subject=grant,
        person=grant.case.account,
        reason=grant.case.ref,
    )
    return Step.objects.create(
        grant=grant,
        act=act,
        stage=grant.stage,
        edition=grant.edition,
        amount=amount,
        text=text,
        side=side,
        by=by,
    )


def bear(grant: Grant, amount: int) -> None:
    """Let the round bear ``amount`` for this grant; the database adds it up.

    Raises ``RoundShort`` with what remains. The caller saves the other fields.
    """
    before = grant.bears
    grant.bears = amount
    try:
        with transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(
                round=grant.round,
                granted=max(grant.granted, amount),
                bears=amount,
            )
    except IntegrityError as refused:
        if "grant_round_never_overspent" not in str(refused):
            raise
        now = Round.objects.get(pk=grant.round_id)
        raise RoundShort(
            remaining=f"{now.remaining + before:,}", amount=f"{amount:,}"
        ) from None


def _record(event: str, act: Act) -> tuple[Act, str]:
    """Pair an act with the event that its audit row bears."""
    return act, event


EVENTS = dict(
    [
        _record("grants.opened", Act.OPEN),
        _record("grants.inspected", Act.INSPECT),
        _record("grants.decided", Act.DECIDE),
        _record("grants.refused", Act.REFUSE),
        _record("grants.ended", Act.END),
        _record("grants.changed", Act.CHANGE),
        _record("grants.revoked", Act.REVOKE),
        _record("grants.change_asked", Act.ASK),
        _record("grants.reported", Act.REPORT),
        _record("grants.report_returned", Act.SEND_BACK),
        _record("grants.report_accepted", Act.ACCEPT),
        _record("grants.settled", Act.SETTLE),
        _record("grants.ordered", Act.ORDER),
        _record("grants.paid", Act.PAY),
        _record("grants.clawed_back", Act.CLAW_BACK),
        _record("grants.taken_back", Act.TAKE_BACK),
        _record("grants.return_closed", Act.CLOSE_RETURN),
    ]
)
