"""Where a request stands, in the one word that the centre is told."""

from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.engines.certification import api as certification

State = certification.State
_STAGES = {
    State.EXAMINING: "examining",
    State.TO_PAY: "to_pay",
    State.WITHDRAWN: "ended",
    # Told apart, a refusal would say something of the person to the store.
    State.DECLINED: "counter",
    State.BY_HAND: "counter",
}


def stage_of(request: StoreRequest) -> str:
    """Return examining, to_pay, making, ready, printed, failed, counter or ended.

    Whatever needs a person, whatever the reason, is ``counter``.
    """
    order = request.order
    if request.closed_at:
        return "ended"
    if order is None:
        return "counter"
    if request.outcome:
        return "printed" if request.outcome == "printed" else "failed"
    if order.state == State.PAID:
        return "making" if order.is_automatic else "counter"
    if order.state != State.ISSUED:
        return _STAGES.get(State(order.state), "counter")
    made = certification.current(order)
    if made is None:
        return "ended"
    return "ready" if made.document.file_id else "making"
