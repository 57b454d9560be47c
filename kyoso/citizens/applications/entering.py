"""Verbs of entering for a person: take up, ask to confirm, confirm, keep, file.

書かない窓口: the officer asks and types, the resident confirms on a screen of their
own, and both are written down. From paper, the sheet is the resident's own word.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Collection
from typing import Any

from django.db import transaction

from kyoso.citizens.applications import actions
from kyoso.citizens.applications.models import Entry
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# As long as it takes to read a form at a counter, with help.
ASKED_FOR = dt.timedelta(minutes=30)
# Digits only, for a numeric keyboard; none that is misread.
_DIGITS = "23456789"
_CODE_LENGTH = 8
_GROUP = 4
SCAN_PURPOSE = "casework.attachment"


class NotConfirmed(Refusal):
    """Nothing is filed at a counter that the person has not seen or heard."""

    code = "entry_not_confirmed"
    sentence = (
        "まだ本人が確かめていません。画面で確かめてもらうか、"
        "読み上げて確かめたことを選んでください。"
    )


class ChangedSince(Refusal):
    """An answer was changed after the person had confirmed all of them."""

    code = "entry_changed_since"
    sentence = (
        "本人が確かめたあとに、内容が変わりました。もう一度確かめてもらってください。"
    )


class ConfirmationUnknown(Refusal):
    """The same words whether a code never was, is over or was used."""

    code = "confirmation_unknown"
    sentence = (
        "この番号では開けません。番号を確かめて、もう一度入力してください。"
        "時間がたったときは、職員に新しい番号をもらってください。"
    )


@transaction.atomic
def take_up(draft: Draft, *, channel: str, by: Account) -> Entry:
    """Go on with a draft for its person; what stands in it is remembered.

    The day on which the paper arrived is told when it is filed. Another officer
    who takes it up goes on with the same entry. Raises ``DraftFiled``,
    ``DraftUnknown``.
    """
    forms.hand_to(draft, channel=channel, by=by)
    entry, is_new = Entry.objects.select_for_update().get_or_create(
        draft_ref=draft.ref,
        defaults={"entered_by": by, "before": dict(draft.typed)},
    )
    if not is_new and entry.entered_by_id != by.pk:
        entry.entered_by = by
        entry.save(update_fields=["entered_by"])
    audit.record("applications.draft_taken_up", by=by, subject=draft, channel=channel)
    return entry


@transaction.atomic
def ask_to_confirm(draft: Draft, *, by: Account) -> str:
    """Return a short code that opens the answers on the resident's screen.

    It is good for half an hour and for this one draft; asked again, the old one
    opens nothing. Raises ``AnswersFaulty`` while something is to be mended.
    """
    forms.refuse_faulty(forms.checked(draft))
    entry = _held(draft, by)
    code = "".join(secrets.choice(_DIGITS) for _ in range(_CODE_LENGTH))
    entry.code_digest = forms.digests_of(code)[0]
    entry.asked_until = clock.now() + ASKED_FOR
    entry.doubts = []
    _unconfirm(entry)
    entry.save()
    audit.record(
        "applications.confirmation_asked", by=by, subject=draft, person=draft.account
    )
    return "-".join(code[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def opened_with(code: str) -> Entry:
    """Return what a short code asks to confirm, or raise ``ConfirmationUnknown``."""
    typed = forms.normalised(code)
    entry = Entry.objects.asked().filter(code_digest__in=forms.digests_of(typed))
    found = entry.first() if len(typed) == _CODE_LENGTH else None
    if found is None:
        raise ConfirmationUnknown
    return found


@transaction.atomic
def confirm(entry: Entry, *, digest: str, by: Account | None) -> None:
    """まちがいありません: the resident has seen these answers, and no others.

    ``digest`` is of the page that was looked at. Raises ``ChangedSince`` when the
    officer has changed something meanwhile, ``ConfirmationUnknown`` when it is over.
    """
    held, draft = _asked(entry)
    if digest_of(draft) != digest:
        raise ChangedSince
    _close(held, how=Entry.How.SCREEN, digest=digest)
    audit.record("applications.confirmed", by=by, subject=draft, person=draft.account)


@transaction.atomic
def doubt(entry: Entry, *, questions: Collection[str], by: Account | None) -> None:
    """ちがうところがあります: the officer's screen names them, nothing is confirmed."""
    held, draft = _asked(entry)
    known = draft.version.parsed.places
    held.doubts = [key for key in known if key in questions]
    _unconfirm(held)
    held.code_digest, held.asked_until = "", None
    held.save()
    audit.record("applications.doubted", by=by, subject=draft, person=draft.account)


@transaction.atomic
def keep_scan(draft: Draft, *, upload: media.Upload, by: Account) -> None:
    """Keep the scan of the paper with what is being entered; the last one counts.

    Raises ``FileRefused``.
    """
    entry = _held(draft, by)
    before = entry.scan
    entry.scan = media.store(upload, purpose=SCAN_PURPOSE, by=by, about=draft.ref)
    entry.save(update_fields=["scan"])
    if before is not None:
        media.discard(before, by=by)


@transaction.atomic
def file_entered(
    draft: Draft,
    *,
    by: Account,
    arrived_at: dt.datetime | None = None,
    read_aloud: bool = False,
) -> Case:
    """File what an officer entered, with who entered it and who confirmed it how.

    From paper, the paper confirms. At a counter and by telephone the person has
    confirmed on a screen, or has heard it (``read_aloud``). Raises
    ``NotConfirmed``, ``ChangedSince`` and what ``actions.file`` raises; then
    nothing has happened.
    """
    held = forms.lock(draft)
    if held.is_filed:
        return Case.objects.get(ref=held.outcome)
    entry = _held(held, by)
    _settle(entry, held, read_aloud=read_aloud)
    scans = [entry.scan] if entry.scan else []
    case = actions.file(
        held,
        by=by,
        arrived_at=arrived_at,
        papers=scans,
        told=entry.get_how_display(),
    )
    entry.case = case
    entry.before = {}
    entry.save()
    audit.record(
        "applications.entered",
        by=by,
        subject=case,
        person=case.account,
        reason=case.ref,
        how=entry.how,
    )
    return case


def forget_left() -> int:
    """Delete entries whose draft is gone, with their scans; return how many."""
    forgotten = 0
    for entry in Entry.objects.left().select_related("scan"):
        with transaction.atomic():
            entry.delete()
            if entry.scan is not None:
                media.discard(entry.scan, by=None)
            forgotten += 1
    return forgotten


def digest_of(draft: Draft) -> str:
    """Return the SHA-256 of what a draft's answers say, whichever way they came."""
    values = forms.checked(draft).values
    told = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def differing(entry: Entry | None, draft: Draft) -> dict[str, tuple[str, ...]]:
    """Return, by question, what stood in the draft before the paper said otherwise."""
    if entry is None or not entry.before:
        return {}
    definition, today = draft.version.parsed, clock.today()
    before = forms.check(definition, entry.before, today=today, only=())
    after = forms.check(definition, draft.typed, today=today, only=())
    return {
        row.key: row.lines
        for row in forms.answers_table(definition, before.answers)
        if row.key in entry.before
        and row.is_answered
        and before.values.get(row.key) != after.values.get(row.key)
    }


def _settle(entry: Entry, draft: Draft, *, read_aloud: bool) -> None:
    digest = digest_of(draft)
    if draft.channel == Draft.Channel.PAPER:
        _close(entry, how=Entry.How.PAPER, digest=digest)
    elif entry.how == Entry.How.SCREEN and entry.confirmed_digest == digest:
        return
    elif read_aloud:
        _close(entry, how=Entry.How.READ_ALOUD, digest=digest)
    elif entry.how:
        raise ChangedSince
    else:
        raise NotConfirmed


def _close(entry: Entry, *, how: str, digest: str) -> None:
    entry.how, entry.confirmed_at, entry.confirmed_digest = how, clock.now(), digest
    entry.code_digest, entry.asked_until, entry.doubts = "", None, []
    entry.save()


def _unconfirm(entry: Entry) -> None:
    entry.how, entry.confirmed_at, entry.confirmed_digest = "", None, ""


def _held(draft: Draft, by: Account) -> Entry:
    """Return the entry of a draft under a lock; one begun elsewhere gets one now."""
    defaults: dict[str, Any] = {"entered_by": by}
    entry, _is_new = Entry.objects.select_for_update().get_or_create(
        draft_ref=draft.ref, defaults=defaults
    )
    return entry


def _asked(entry: Entry) -> tuple[Entry, Draft]:
    held = Entry.objects.asked().select_for_update().filter(pk=entry.pk).first()
    draft = Draft.objects.open().filter(ref=entry.draft_ref).first()
    if held is None or draft is None:
        raise ConfirmationUnknown
    return held, forms.lock(draft)
