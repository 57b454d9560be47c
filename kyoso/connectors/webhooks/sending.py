"""The effect: one attempt to deliver a notice, and what its end means for the address."""

from django.db import transaction

from kyoso.connectors.webhooks.models import Endpoint, Notice
from kyoso.connectors.webhooks.rules import body_of, headers_of
from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock, outbound
from kyoso.kernel.errors import Refusal

State = Notice.State
# With the engine's waits the last attempt comes about nine hours after the first.
ATTEMPTS = 8
# So many notices given up in a row, and nobody seems to listen there any more.
MOST_FAILURES = 5
GONE = 410


def deliver(ref: str) -> None:
    """Send one notice (``webhooks.notice``); a repeat carries the same id and body.

    What is given up is no work for an officer: the owner reads it in the log.
    """
    notice = Notice.objects.select_related("endpoint").filter(ref=ref).first()
    if notice is None or notice.state != State.WAITING:
        return
    if not notice.endpoint.is_on:
        _end(notice, State.DROPPED, "")
        return
    answer, is_final = _send(notice)
    notice.attempts += 1
    if answer.startswith("2"):
        _end(notice, State.DELIVERED, answer)
    elif is_final or notice.attempts >= ATTEMPTS:
        _end(notice, State.FAILED, answer)
    else:
        _note(notice, State.WAITING, answer)
        raise jobs.NotDone(answer)


def _send(notice: Notice) -> tuple[str, bool]:
    """Return what was answered, in a word, and whether trying again is no use."""
    body = body_of(notice)
    moment = clock.now()
    headers = headers_of(notice, notice.endpoint, body, moment)
    try:
        got = outbound.request(
            "POST", notice.endpoint.address, content=body, headers=headers
        )
    except outbound.AddressRefused as refusal:
        return refusal.code, True
    except Refusal as refusal:
        return refusal.code, False
    return str(got.status_code), got.status_code == GONE


@transaction.atomic
def _end(notice: Notice, state: str, answer: str) -> None:
    _note(notice, state, answer)
    endpoint = Endpoint.objects.select_for_update(of=("self",)).get(
        pk=notice.endpoint_id
    )
    if state == State.DELIVERED and endpoint.failures:
        endpoint.failures = 0
        endpoint.save(update_fields=["failures"])
    elif state == State.FAILED and endpoint.is_on:
        endpoint.failures += 1
        if endpoint.failures >= MOST_FAILURES or answer == str(GONE):
            endpoint.is_on = False
            audit.record(
                "webhooks.endpoint_gave_up",
                by=None,
                subject=endpoint,
                person=endpoint.account,
            )
        endpoint.save(update_fields=["failures", "is_on"])


def _note(notice: Notice, state: str, answer: str) -> None:
    notice.state, notice.answer, notice.tried_at = state, answer[:40], clock.now()
    notice.save(update_fields=["state", "answer", "attempts", "tried_at"])
