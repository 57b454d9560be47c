"""申請と印刷: asked once, paid once, printed once; again only by somebody's decision."""

import datetime as dt
from typing import Any

from django.db import transaction

from kyoso.citizens.kiosk import errors
from kyoso.citizens.kiosk.models import Device, PrintJob, PrintTry
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account, IdentityLevel
from kyoso.kernel import clock

State = PrintJob.State
CHANNEL, DELIVERY = "kiosk", "print"


@transaction.atomic
def ask(
    device: Device,
    *,
    kind: certification.Kind,
    level: IdentityLevel,
    told: dict[str, Any],
    language: str,
    by: Account,
) -> PrintJob:
    """Ask at a device for a certificate of oneself, once a token of ``told``.

    Raises ``Closed``, ``DeviceOff`` and what ``certification.request`` raises.
    """
    _refuse_unready(device)
    if not rules().hours.is_open(clock.now().astimezone(clock.CITY)):
        raise errors.Closed
    order = certification.request(
        kind,
        level=level,
        delivery=DELIVERY,
        channel=CHANNEL,
        language=language,
        by=by,
        **told,
    )
    job, _ = PrintJob.objects.get_or_create(
        order=order, defaults={"device": device, "asked_by": by}
    )
    return job


@transaction.atomic
def withdraw(job: PrintJob, *, by: Account) -> PrintJob:
    """Take a request back before it is paid. Raises ``certification.NotNow``."""
    held = _locked(job)
    certification.withdraw(held.order, by=by)
    return _end(held, why="申請の取下げ", by=by)


@transaction.atomic
def note_ready(order: certification.Order, *, by: Account | None) -> None:
    """The paper is made: it waits for the press of the button.

    Also a replacement by an officer (差し替え), which is that officer's decision; while
    the former paper is being printed, ``tell`` leads on to it.
    """
    job = PrintJob.objects.select_for_update().filter(order=order).first()
    if job is None or job.state in (State.CLOSED, State.PRINTING):
        return
    job.state = State.WAITING
    job.save(update_fields=["state"])
    _record("kiosk.ready", job, by=by)


@transaction.atomic
def begin(job: PrintJob, *, device: Device, by: Account) -> PrintJob:
    """Print for the person who pressed; a second press prints nothing more.

    Raises ``DeviceOff``; ``NotNow`` where there is no paper yet, or only an
    officer may print once more.
    """
    held = _locked(job)
    if held.state in (State.PRINTING, State.PRINTED):
        return held
    _refuse_unready(device)
    if held.state != State.WAITING:
        raise errors.NotNow
    made = certification.current(held.order)
    if made is None:
        raise errors.NotNow
    # After a replacement the paper is another one: that officer's reason holds.
    why = made.replaces.reason if made.replaces else ""
    if held.tries.exists() and not why:
        raise errors.NotNow
    return _send(held, made, device=device, why=why, by=by)


@transaction.atomic
def print_again(job: PrintJob, *, device: Device, why: str, by: Account) -> PrintJob:
    """Print by an officer's decision: after a failure, a bad paper, or for who waits.

    Raises ``ReasonMissing``, ``DeviceOff``; ``NotNow`` while it is being printed.
    """
    if not why.strip():
        raise errors.ReasonMissing
    if not device.is_on or not device.is_paired:
        raise errors.DeviceOff
    held = _locked(job)
    if held.state not in (State.WAITING, State.FAILED, State.PRINTED):
        raise errors.NotNow
    made = certification.current(held.order)
    if made is None:
        raise errors.NotNow
    return _send(held, made, device=device, why=why.strip()[:200], by=by)


@transaction.atomic
def take(device: Device, *, by: Account | None) -> PrintTry | None:
    """Hand the oldest sent try of a device to its printer: each to nobody twice.

    A printer that dies with it in its hands gets it no more (``lose``).
    """
    found = (
        PrintTry.objects.select_for_update(of=("self",))
        .select_related("job__order__requested_by")
        .filter(device=device, state=PrintTry.State.SENT)
        .order_by("began_at", "pk")
        .first()
    )
    if found is None:
        return None
    found.state, found.taken = PrintTry.State.TAKEN, clock.now()
    found.save(update_fields=["state", "taken"])
    _record("kiosk.taken", found.job, by=by)
    return found


@transaction.atomic
def tell(attempt: PrintTry, *, outcome: str, by: Account | None) -> PrintTry:
    """Write down what the printer says: ``printed``, or a ``Device.Trouble``.

    Said again it changes nothing. A printer given up as lost that says ``printed``
    later is believed, as long as nobody has begun a later try.
    """
    held, job = _of_printer(attempt)
    is_printed = outcome == "printed"
    was_lost = held.state == "failed" and held.reason == Device.Trouble.NO_ANSWER
    is_last = not job.tries.filter(number__gt=held.number).exists()
    may_mend = was_lost and is_printed and job.state == State.FAILED and is_last
    if held.state != PrintTry.State.TAKEN and not may_mend:
        return held
    return _settle(held, job, reason="" if is_printed else outcome, by=by)


@transaction.atomic
def give_up(attempt: PrintTry, *, by: Account | None) -> PrintTry:
    """Call an officer for a try of which nothing was heard in time.

    Whether a paper came out nobody knows: nothing prints it again by itself.
    """
    held, job = _of_printer(attempt)
    late = clock.now() - dt.timedelta(seconds=rules().patience)
    if held.state not in PrintTry.OPEN or (held.taken or held.began_at) > late:
        return held
    return _settle(held, job, reason=Device.Trouble.NO_ANSWER, by=by)


@transaction.atomic
def close(job: PrintJob, *, why: str, by: Account) -> PrintJob:
    """End a job without printing more: handed over at the counter, never fetched.

    Raises ``ReasonMissing``; ``NotNow`` while it is printed or not yet paid.
    """
    if not why.strip():
        raise errors.ReasonMissing
    held = _locked(job)
    if held.state not in (State.WAITING, State.FAILED):
        raise errors.NotNow
    return _end(held, why=why, by=by)


@transaction.atomic
def refund(job: PrintJob, *, why: str, by: Account) -> PrintJob:
    """Propose to give the fee back; the paper that nobody got holds no more.

    A second officer of the books confirms the refund. Raises ``ReasonMissing``,
    ``NotNow``.
    """
    if not why.strip():
        raise errors.ReasonMissing
    held = _locked(job)
    if held.state not in (State.WAITING, State.FAILED):
        raise errors.NotNow
    made = certification.current(held.order)
    if made is not None:
        certification.revoke(made, reason=why, by=by)
    payments.propose_refunds(held.order.about, reason="mistaken", by=by)
    return _end(held, why=f"返金：{why.strip()}", by=by)


def _refuse_unready(device: Device) -> None:
    if not Device.objects.get(pk=device.pk).is_ready:
        raise errors.DeviceOff


def _send(
    held: PrintJob,
    made: certification.Certificate,
    *,
    device: Device,
    why: str,
    by: Account,
) -> PrintJob:
    PrintTry.objects.create(
        job=held,
        number=held.tries.count() + 1,
        certificate=made,
        device=device,
        why=why,
        began_by=by,
    )
    held.state = State.PRINTING
    held.save(update_fields=["state"])
    _record("kiosk.print_begun", held, by=by)
    return held


def _settle(
    held: PrintTry, job: PrintJob, *, reason: str, by: Account | None
) -> PrintTry:
    """Write down how a try ended; both are locked. ``reason`` is empty where it printed."""
    held.state = PrintTry.State.FAILED if reason else PrintTry.State.PRINTED
    held.reason, held.told = reason, clock.now()
    held.save(update_fields=["state", "reason", "told"])
    job.state = State.FAILED if reason else State.PRINTED
    if _is_replaced(held):
        # Another paper was made meanwhile, and waits for the button.
        job.state = State.WAITING
    job.save(update_fields=["state"])
    Device.objects.filter(pk=held.device_id).update(trouble=reason)
    if reason:
        _record("kiosk.print_failed", job, by=by)
    else:
        _record("kiosk.printed", job, by=by)
    return held


def _is_replaced(held: PrintTry) -> bool:
    """Tell whether another paper than the try's holds by now and is made."""
    made = certification.current(held.job.order)
    return (
        made is not None
        and held.certificate_id is not None
        and made.pk != held.certificate_id
        and made.document.file is not None
    )


def _end(held: PrintJob, *, why: str, by: Account) -> PrintJob:
    held.state, held.why = State.CLOSED, why.strip()[:200]
    held.closed_at, held.closed_by = clock.now(), by
    held.save(update_fields=["state", "why", "closed_at", "closed_by"])
    _record("kiosk.closed", held, by=by)
    return held


def _record(event: str, job: PrintJob, *, by: Account | None) -> None:
    account, reason = job.order.account, job.order.ref
    audit.record(event, by=by, subject=job, person=account, reason=reason)


def _locked(job: PrintJob) -> PrintJob:
    return (
        PrintJob.objects.select_for_update(of=("self",))
        .select_related("order__section", "order__requested_by__resident")
        .get(pk=job.pk)
    )


def _of_printer(attempt: PrintTry) -> tuple[PrintTry, PrintJob]:
    """Lock the job and then its try, always in that order."""
    job = _locked(attempt.job)
    held = PrintTry.objects.select_for_update().get(pk=attempt.pk)
    return held, job
