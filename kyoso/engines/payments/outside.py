"""The effects of the payments engine: what is asked of a provider, and its answers.

Each may be killed anywhere and done again: every call names its key, and what is
answered is joined with what is known.
"""

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments.actions.learning import learn, note_discrepancy
from kyoso.engines.payments.base import (
    Order,
    Provider,
    Refused,
    Stage,
    Statement,
    Unreachable,
    providers,
)
from kyoso.engines.payments.machine import is_sane
from kyoso.engines.payments.models import Attempt, Discrepancy, Heard
from kyoso.engines.payments.rules import PATIENCE, next_question
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC, link

State = Attempt.State
_ANSWER = Heard.Road.ANSWER
# As many as one round hands out; the next one comes in seconds.
_A_ROUND = 200


def begin(ref: str) -> None:
    """Ask the provider for the page of an attempt (``payments.start``)."""
    attempt = _attempt(ref)
    if attempt.state != State.STARTING or clock.now() >= attempt.expires_at:
        return
    try:
        said = _provider(attempt).start(_order(attempt))
    except Unreachable:
        raise jobs.NotDone("unreachable") from None
    except Refused as refused:
        _end(attempt, State.DECLINED, refused.code)
        return
    _believe(attempt, said)


def look(ref: str) -> None:
    """Ask what became of an attempt; one whose time is over is ended (``payments.ask``)."""
    attempt = _attempt(ref)
    is_over = attempt.is_live and clock.now() >= attempt.expires_at
    provider = _provider(attempt)
    try:
        said = provider.cancel(ref) if is_over else provider.status(ref)
    except (Unreachable, Refused) as problem:
        if is_over and clock.now() >= attempt.expires_at + PATIENCE:
            _lose(attempt, type(problem).__name__)
        return
    _believe(attempt, said)
    if is_over and said.stage is Stage.UNKNOWN:
        _end(attempt, State.EXPIRED, "never_begun")


def end(ref: str) -> None:
    """Ask the provider to end an attempt (``payments.cancel``)."""
    attempt = _attempt(ref)
    if not attempt.is_live:
        return
    try:
        said = _provider(attempt).cancel(ref)
    except (Unreachable, Refused) as problem:
        raise jobs.NotDone(type(problem).__name__) from None
    _believe(attempt, said)
    if said.stage is Stage.UNKNOWN:
        _end(attempt, State.CANCELLED, "never_begun")


def give_back(ref: str) -> None:
    """Ask the provider to refund (``payments.refund``); a refusal goes by transfer."""
    refund = ledger.Refund.objects.select_related("receipt", "due").get(ref=ref)
    if refund.state != "confirmed" or refund.way != ledger.Refund.Way.SAME:
        return
    attempt = _attempt(refund.receipt.source.partition(":")[2])
    try:
        said = _provider(attempt).refund(
            attempt.ref, refund_key=ref, amount=refund.amount
        )
    except Unreachable:
        raise jobs.NotDone("unreachable") from None
    except Refused as refused:
        ledger.turn_to_transfer(refund, problem=refused.code, by=None)
        note_discrepancy(
            Discrepancy.Kind.REFUSED,
            key=f"refused:{ref}",
            reason=f"会社が{refund.amount:,}円の返金を断りました。口座振込で返してください。",
            due=refund.due,
            attempt=attempt,
            by=None,
        )
        return
    _believe(attempt, said)
    if not any(repaid.key == ref for repaid in said.refunds):
        raise jobs.NotDone("refund_pending")


def ask_all() -> int:
    """Hand out a question for every attempt whose time to ask has come (a chore).

    Killed in the middle it asks again: the next time is set with the effect.
    """
    moment = clock.now()
    count = 0
    for attempt in Attempt.objects.to_ask(moment).order_by("ask_at")[:_A_ROUND]:
        later = next_question(
            attempt.state, is_live=attempt.is_live, asked=attempt.asked + 1, now=moment
        )
        taken = Attempt.objects.filter(pk=attempt.pk, ask_at=attempt.ask_at).update(
            ask_at=later, asked=attempt.asked + 1
        )
        if taken:
            jobs.post("payments.ask", subject_ref=attempt.ref, by=None)
            count += 1
    return count


def _attempt(ref: str) -> Attempt:
    return Attempt.objects.select_related("due__line").get(ref=ref)


def _provider(attempt: Attempt) -> Provider:
    return providers.get(attempt.provider)


def _order(attempt: Attempt) -> Order:
    return Order(
        key=attempt.ref,
        amount=attempt.amount,
        title=attempt.due.title["ja"],
        channel=attempt.channel,
        return_url=link(PUBLIC, "payments:back", attempt.ref),
        notify_url=link(PUBLIC, "payments:webhook", attempt.provider),
        expires_at=attempt.expires_at,
    )


def _believe(attempt: Attempt, said: Statement) -> None:
    if said.key != attempt.ref or not is_sane(said):
        raise jobs.NotDone("statement")
    learn(attempt, said=said, road=_ANSWER)


def _end(attempt: Attempt, state: str, problem: str) -> None:
    """Note an end that no provider states: nothing was ever begun there."""
    moment = clock.now()
    ended = Attempt.objects.filter(pk=attempt.pk, state=State.STARTING).update(
        state=state,
        problem=problem[:80],
        asked=0,
        ask_at=next_question(state, is_live=False, asked=0, now=moment),
    )
    if ended:
        audit.record("payments.ended", by=None, subject=attempt, problem=problem[:80])


def _lose(attempt: Attempt, problem: str) -> None:
    """Stop waiting for a provider that cannot be asked; a person takes it on."""
    Attempt.objects.live().filter(pk=attempt.pk).update(
        state=State.LOST, problem=problem[:80], asked=0
    )
    note_discrepancy(
        Discrepancy.Kind.LOST,
        key=f"lost:{attempt.ref}",
        reason="会社に問い合わせても、支払いの結果が分かりません。",
        due=attempt.due,
        attempt=attempt,
        by=None,
    )
