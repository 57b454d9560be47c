"""Verbs of the signatures engine: ask, begin, accept, give up, conclude."""

import datetime as dt

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import base, errors
from kyoso.engines.signatures.certificate import load
from kyoso.engines.signatures.evidence import Evidence, Person, digest_of
from kyoso.engines.signatures.examining import examine, issuer_among
from kyoso.engines.signatures.findings import Check
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.engines.signatures.purposes import purposes
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# Time to find the card and the telephone and to type a long PIN.
TIME_TO_SIGN = dt.timedelta(hours=1)
# Four calls to the service, each of a minute at most (``kernel.outbound``).
PATIENCE = dt.timedelta(minutes=5)
# Why a signature is deleted that could not be used: its draft was thrown away.
LET_GO = "let_go"
State = SigningRequest.State


@transaction.atomic
def ask(
    purpose: str,
    *,
    about: str,
    summary: str,
    person: Person,
    by: Account,
    language: str = "ja",
) -> SigningRequest:
    """Ask ``by`` to sign a text; what was asked before about the same stays as it is.

    ``about`` is the name of what the text says, for the purpose's own use;
    ``language`` is the one of the pages that the person reads.
    """
    now = clock.now()
    asked = SigningRequest.objects.create(
        purpose=purposes.get(purpose).slug,
        about=about,
        summary=summary,
        digest=digest_of(summary),
        person=person.as_told(),
        language=language,
        asked_at=now,
        asked_by=by,
        expires_at=now + TIME_TO_SIGN,
    )
    audit.record("signatures.asked", by=by, subject=asked, person=by)
    return asked


def begin(
    asked: SigningRequest, *, request: HttpRequest, by: Account
) -> HttpResponseBase:
    """Send the person away to sign. Raises ``NoSigningService`` and what it refuses."""
    if asked.asked_by_id != by.pk:
        raise errors.SigningOfAnother
    service = base.ready_service()
    if service is None:
        raise errors.NoSigningService
    return service.begin(request, asked)


@transaction.atomic
def begun(
    asked: SigningRequest, *, service: str, transaction: str, by: Account
) -> SigningRequest:
    """Note the service's own name of the transaction, once."""
    held = _held(asked, by)
    if held.state != State.ASKED or held.transaction:
        raise errors.SigningEnded
    held.service, held.transaction = service, transaction
    held.save(update_fields=["service", "transaction"])
    return held


@transaction.atomic
def take_up(asked: SigningRequest, *, by: Account) -> bool:
    """Take what came back upon oneself; False where another process is at it or was.

    The answer of the service can be used once. Of two that come with it, the second
    reads what became of the first (``asked.refresh_from_db``); after ``PATIENCE``
    the first is taken for dead.
    """
    held, now = _held(asked, by), clock.now()
    if held.state != State.ASKED or (held.busy_until and held.busy_until > now):
        return False
    held.busy_until = now + PATIENCE
    held.save(update_fields=["busy_until"])
    return True


def accept(asked: SigningRequest, *, received: base.Received, by: Account) -> Signature:
    """Keep what came back, once it was examined; the second time, the same signature.

    Raises ``SigningOfAnother``, ``SigningEnded``, ``SigningTimedOut``, and where a
    check fails ``CertificateExpired``, ``CertificateRevoked``,
    ``RevocationUnknown`` or ``SignatureNotBelieved``: then nothing is kept but
    that it was tried.
    """
    signature, refusal = _accept(asked, received=received, by=by)
    if signature is None:
        # After the transaction, in which the end of the request is written.
        raise refusal or errors.SignatureNotBelieved()
    return signature


@transaction.atomic
def _accept(
    asked: SigningRequest, *, received: base.Received, by: Account
) -> tuple[Signature | None, Refusal | None]:
    held = _held(asked, by)
    if held.state == State.SIGNED:
        return held.signature, None
    if held.state != State.ASKED:
        raise errors.SigningEnded
    now = clock.now()
    if now > held.expires_at:
        return None, _end(held, errors.SigningTimedOut(), by)
    anchors = base.trusted()
    evidence = Evidence(
        summary=held.summary,
        signature=received.signature,
        certificate=received.certificate,
        issuer=_issuer(received.certificate, anchors),
        revocations=received.revocations,
        signed_at=now,
        person=Person(**held.person),
        service=held.service,
        transaction=held.transaction,
    )
    failed = [check for check in examine(evidence, anchors) if check.fails]
    if failed:
        return None, _end(held, _refusal_for(failed[0]), by)
    written = evidence.written()
    signature = Signature.objects.create(
        request=held,
        signed_at=now,
        signed_by=by,
        evidence=written,
        digest=digest_of(written),
    )
    held.state = State.SIGNED
    held.save(update_fields=["state"])
    audit.record(
        "signatures.accepted",
        by=by,
        subject=signature,
        person=by,
        digest=signature.digest,
    )
    return signature, None


@transaction.atomic
def give_up(asked: SigningRequest, *, reason: str, by: Account) -> SigningRequest:
    """Note that nothing was signed; what was signed stays signed."""
    held = _held(asked, by)
    if held.state == State.ASKED:
        held.state, held.reason = State.ENDED, reason[:40]
        held.save(update_fields=["state", "reason"])
        audit.record(
            "signatures.given_up", by=by, subject=held, person=by, why=held.reason
        )
    return held


def conclude(signature: Signature, *, by: Account | None) -> str:
    """Do what was signed for, and return the path on which the signer goes on.

    Safe to repeat. Where that can no longer be done, the signature is kept, the
    reason noted, and the refusal raised.
    """
    purpose = purposes.get(signature.request.purpose)
    try:
        with transaction.atomic():
            path = purpose.conclude(signature)
            _note_done(signature.request)
    except Refusal as refusal:
        _note_undone(signature, refusal.code, by)
        raise
    return path


@transaction.atomic
def let_go(purpose: str, *, about: str, by: Account | None) -> int:
    """Delete what was asked about something that is thrown away; return how many.

    What was signed and filed stays with its case. What was signed and could not be
    filed is deleted by the worker's next round (``concluding.forget_unsigned``).
    """
    asked = SigningRequest.objects.filter(purpose=purpose, about=about)
    asked.unused().update(reason=LET_GO)
    gone = int(asked.unsigned().delete()[0])
    if gone:
        audit.record(
            "signatures.forgotten", by=by, subject="signatures.requests", number=gone
        )
    return gone


def _note_done(asked: SigningRequest) -> None:
    """Write the end, over an earlier refusal as well: what counts is that it is done."""
    SigningRequest.objects.filter(pk=asked.pk).exclude(
        concluded_at__isnull=False, reason=""
    ).update(concluded_at=clock.now(), reason="")


@transaction.atomic
def _note_undone(signature: Signature, reason: str, by: Account | None) -> None:
    """Write the newest reason; what is done stays done."""
    written = (
        SigningRequest.objects.filter(pk=signature.request_id)
        .exclude(concluded_at__isnull=False, reason="")
        .update(concluded_at=clock.now(), reason=reason[:40])
    )
    if written:
        audit.record(
            "signatures.unused",
            by=by,
            subject=signature,
            person=signature.signed_by,
            why=reason,
        )


def _held(asked: SigningRequest, by: Account) -> SigningRequest:
    held: SigningRequest = SigningRequest.objects.select_for_update().get(pk=asked.pk)
    if held.asked_by_id != by.pk:
        raise errors.SigningOfAnother
    return held


def _end(held: SigningRequest, refusal: Refusal, by: Account) -> Refusal:
    held.state, held.reason = State.ENDED, refusal.code[:40]
    held.save(update_fields=["state", "reason"])
    audit.record("signatures.refused", by=by, subject=held, person=by, why=refusal.code)
    return refusal


def _issuer(certificate: bytes, anchors: list[bytes]) -> bytes:
    try:
        return issuer_among(load(certificate), anchors)
    except ValueError:
        return b""


def _refusal_for(failed: Check) -> Refusal:
    """Return what the person can do about a failed check."""
    if failed.slug == "revocation" and failed.why != "revoked":
        # Whatever is wrong with the list: the signer has done nothing wrong.
        return errors.RevocationUnknown()
    told: dict[str, type[Refusal]] = {
        "expired": errors.CertificateExpired,
        "revoked": errors.CertificateRevoked,
    }
    return told.get(failed.why, errors.SignatureNotBelieved)()
