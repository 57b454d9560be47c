"""Verbs of the tray: put in, hand in with an application, take out, acknowledge."""

from collections.abc import Collection

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings
from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account, Section
from kyoso.engines.tray import keys, sealing
from kyoso.engines.tray.errors import (
    NotInTray,
    NotTaken,
    NotToTake,
    TrayClosed,
    TrayEmpty,
    TrayTooLarge,
)
from kyoso.engines.tray.models import Sealed
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref

MEGABYTE = 1024 * 1024
# A package of the national portal with its attachments.
LARGEST = 50 * MEGABYTE


@transaction.atomic
def put(
    content: bytes,
    *,
    name: str,
    by: Account | None,
    about: str = "",
    largest: int = LARGEST,
) -> Sealed:
    """Seal a file and keep the seal; the file itself is written nowhere.

    It is not looked into: what it is, is the recipient's to find out. Raises
    ``TrayClosed``, ``TrayEmpty``, ``TrayTooLarge``.
    """
    key = _key()
    if not content:
        raise TrayEmpty
    if len(content) > largest:
        raise TrayTooLarge(max=largest // MEGABYTE)
    ref = new_ref()
    sealed: Sealed = Sealed.objects.create(
        ref=ref,
        about=about,
        size=len(content),
        content=sealing.seal(content, name=name, ref=ref, to=key),
        put_by=by,
    )
    audit.record("tray.put", by=by, subject=sealed, person=by, reason=about)
    return sealed


@transaction.atomic
def hand_in(
    refs: Collection[str],
    *,
    receipt_number: str,
    section: Section,
    by: Account | None,
    about: str | None = None,
) -> int:
    """Join sealed files to an application that is filed; what is joined stays so.

    Returns how many are new to it: an answer that was mended names the earlier ones
    too. All of them must be there, be nobody else's, and have been put in from one
    draft (``about``, where it is known). Part of the filing, which writes the audit
    row, and inside its transaction. Raises ``NotInTray``; then none is joined.
    """
    wanted = set(refs)
    found = list(
        Sealed.objects.select_for_update(of=("self",))
        .filter(ref__in=wanted, receipt_number__in=("", receipt_number))
        .defer("content")
    )
    new = [sealed for sealed in found if not sealed.receipt_number]
    drafts = {sealed.about for sealed in new}
    if len(found) != len(wanted) or len(drafts) > 1:
        raise NotInTray
    if about is not None and drafts - {about}:
        raise NotInTray
    return Sealed.objects.filter(pk__in=[sealed.pk for sealed in new]).update(
        receipt_number=receipt_number, section=section, about=""
    )


def follow(receipt_number: str, *, section: Section, by: Account) -> int:
    """Let what is not acknowledged yet go with its case to another section.

    Returns how many. Part of the case's move, which writes the audit row.
    """
    return (
        Sealed.objects.filter(receipt_number=receipt_number)
        .exclude(state=Sealed.State.ACKNOWLEDGED)
        .update(section=section)
    )


@transaction.atomic
def discard(refs: Collection[str], *, about: str, by: Account | None) -> None:
    """Let go of what was put in for a draft and never handed in."""
    for sealed in Sealed.objects.filter(
        ref__in=refs, about=about, receipt_number=""
    ).defer("content"):
        audit.record(
            "tray.discarded", by=by, subject=sealed, person=sealed.put_by, reason=about
        )
        sealed.delete()


@transaction.atomic
def take(sealed: Sealed, *, by: Account) -> Sealed:
    """Take a sealed file out, still sealed; again until it is acknowledged.

    Raises ``NotToTake``.
    """
    held = _locked(sealed)
    if held.state == Sealed.State.ACKNOWLEDGED or not held.receipt_number:
        raise NotToTake
    if held.state == Sealed.State.WAITING:
        held.state = Sealed.State.TAKEN
        held.taken_at, held.taken_by = clock.now(), by
        held.save(update_fields=["state", "taken_at", "taken_by"])
    _record("tray.taken", held, by)
    return held


@transaction.atomic
def acknowledge(sealed: Sealed, *, by: Account) -> Sealed:
    """Say that it was opened and is where it belongs; the seal is let go of.

    There is no way back, so that the page asks first (``views.acknowledge``).
    A second time changes nothing. Raises ``NotTaken``.
    """
    held = _locked(sealed)
    if held.state == Sealed.State.ACKNOWLEDGED:
        return held
    if held.state != Sealed.State.TAKEN:
        raise NotTaken
    held.state, held.content = Sealed.State.ACKNOWLEDGED, None
    held.acknowledged_at, held.acknowledged_by = clock.now(), by
    held.save(update_fields=["state", "content", "acknowledged_at", "acknowledged_by"])
    _record("tray.acknowledged", held, by)
    return held


def _locked(sealed: Sealed) -> Sealed:
    held: Sealed = (
        Sealed.objects.select_for_update(of=("self",))
        .defer("content")
        .get(pk=sealed.pk)
    )
    return held


def _key() -> X25519PublicKey:
    """Return the key to seal to; without one that can be read the tray is closed."""
    if not settings.TRAY["public_key_file"]:
        raise TrayClosed
    try:
        return keys.public_key()
    except (OSError, ValueError):
        raise TrayClosed from None


def _record(event: str, held: Sealed, by: Account) -> None:
    audit.record(
        event, by=by, subject=held, person=held.put_by, reason=held.receipt_number
    )
