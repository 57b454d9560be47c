"""Verbs of the forms engine: load, start, save, resume, file, forget."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from kyoso.engines.audit import api as audit
from kyoso.engines.forms import codes, schema, uploading
from kyoso.engines.forms.definition import Step, Value
from kyoso.engines.forms.errors import DraftFiled, DraftUnknown, TooManyItems
from kyoso.engines.forms.events import draft_gone
from kyoso.engines.forms.kinds import groups
from kyoso.engines.forms.kinds.base import Posted, is_empty, storable
from kyoso.engines.forms.models import Draft, Form, FormVersion
from kyoso.engines.forms.reading import files_of, read_posted
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock, words
from kyoso.kernel.ids import new_ref

# A draft is forgotten this long after it was last saved (Privacy: "draft").
KEPT_FOR = dt.timedelta(days=30)


@transaction.atomic
def load(definition: Mapping[str, Any], *, by: Account | None = None) -> FormVersion:
    """Store a ``[form]`` table as the next version of its form, and return it.

    The same definition again returns the version that is there. Raises
    ``WrongDefinition`` with every fault; then nothing is stored.
    """
    parsed = schema.parse(definition)
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    form, _ = Form.objects.select_for_update().get_or_create(slug=parsed.slug)
    latest = form.versions.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return latest
    version = FormVersion.objects.create(
        form=form,
        number=latest.number + 1 if latest else 1,
        definition=text,
        digest=digest,
    )
    audit.record("forms.version_added", by=by, subject=version, number=version.number)
    return version


@transaction.atomic
def start(
    version: FormVersion,
    *,
    by: Account | None,
    holder: Account | None = None,
    about: str = "",
    channel: str = Draft.Channel.WEB,
    typed: Mapping[str, Value] | None = None,
    only: Collection[str] = (),
) -> Draft:
    """Begin a draft of this version, for good: a later version changes nothing.

    ``by`` is the resident who begins it, the officer who enters it for somebody,
    or ``None`` where no account is needed. ``holder`` is whose draft it is when
    ``by`` acts for another. ``typed`` is offered beforehand.
    """
    ref = new_ref()
    is_officer = people.is_officer(by)
    draft = Draft.objects.create(
        ref=ref,
        version=version,
        account=holder or (None if is_officer else by),
        entered_by=by if is_officer else None,
        channel=channel,
        about=about,
        code_digest=codes.digest_of(codes.new_code(ref)),
        token=new_ref(),
        typed=storable(dict(typed or {})),
        only=list(only),
        expires_on=clock.today() + KEPT_FOR,
    )
    audit.record(
        "forms.draft_started", by=by, subject=draft, person=holder, channel=channel
    )
    return draft


@transaction.atomic
def save_step(
    draft: Draft,
    step: Step,
    *,
    posted: Posted,
    by: Account | None,
    files: Mapping[str, list[Any]] | None = None,
    purpose: str = "",
) -> dict[str, list[str]]:
    """Keep what was posted on one screen, right or wrong, and store its files.

    Returns the sentences for files that could not be kept, by question: the
    other answers of the screen are saved all the same. Raises ``DraftFiled``
    and ``DraftUnknown`` (expired).
    """
    held = _held(draft)
    refused: dict[str, list[str]] = {}
    held.typed |= read_posted(step, posted)
    for question in step.questions:
        if question.kind == "file":
            sent = (files or {}).get(question.key, [])
            refused |= uploading.keep(held, question, posted, sent, by, purpose)
        elif question.questions:
            # Seen, though perhaps without an item.
            held.typed.setdefault(question.key, [])
    held.step = step.slug
    _save(held)
    draft.typed, draft.step = held.typed, held.step
    draft.saved_at, draft.expires_on = held.saved_at, held.expires_on
    audit.record("forms.draft_saved", by=by, subject=held, step=step.slug)
    return refused


@transaction.atomic
def hand_to(draft: Draft, *, channel: str, by: Account) -> None:
    """Let an officer go on with a draft, which came to them by ``channel``.

    Whose draft it is stays as it is. Raises ``DraftFiled``, ``DraftUnknown``.
    """
    held = _held(draft)
    held.channel, held.entered_by = channel, by
    held.save(update_fields=["channel", "entered_by"])
    draft.channel, draft.entered_by = channel, by
    audit.record(
        "forms.draft_handed",
        by=by,
        subject=held,
        person=held.account,
        channel=channel,
    )


@transaction.atomic
def join_pictures(
    draft: Draft, *, step: Step, by: Account | None, purpose: str
) -> None:
    """Make one PDF of each paper that was photographed page by page (``join``)."""
    asked = [q for q in step.questions if q.settings.get("join")]
    if not asked:
        return
    held = _held(draft)
    joined = [
        question for question in asked if uploading.join(held, question, by, purpose)
    ]
    if joined:
        _save(held)
        draft.typed = held.typed


@transaction.atomic
def set_answer(draft: Draft, key: str, *, typed: Value, by: Account | None) -> None:
    """Write one answer as if it had been typed (「前の答えを使う」, an API)."""
    held = _held(draft)
    held.typed[key] = storable(typed)
    _save(held)
    draft.typed = held.typed
    audit.record("forms.draft_saved", by=by, subject=held, step=key)


@transaction.atomic
def save_item(
    draft: Draft,
    *,
    key: str,
    item: str,
    step: Step,
    posted: Posted,
    by: Account | None,
) -> None:
    """Keep one screen of one item of a group; an item not yet there is added.

    Where another tab has taken the item away meanwhile, it comes back: what was
    typed last is never lost. Raises ``TooManyItems``, ``DraftFiled`` and
    ``DraftUnknown`` (expired).
    """
    held = _held(draft)
    found = {entry[groups.NAME]: entry for entry in groups.entries(held.typed.get(key))}
    if item not in found:
        question = held.version.parsed.question(key)
        if len(found) >= question.settings["max"]:
            raise TooManyItems(
                label=words.pick(question.label, get_language() or "ja"),
                n=question.settings["max"],
            )
        found[item] = {groups.NAME: item}
    found[item] |= read_posted(step, posted)
    _write_items(draft, held, key, list(found.values()), by)


@transaction.atomic
def add_items(
    draft: Draft, *, key: str, items: Sequence[Mapping[str, Value]], by: Account | None
) -> None:
    """Add items to a group as if each had been typed; an empty item gives its place.

    Raises ``TooManyItems``, ``DraftFiled`` and ``DraftUnknown`` (expired).
    """
    held = _held(draft)
    question = held.version.parsed.question(key)
    kept = [
        entry
        for entry in groups.entries(held.typed.get(key))
        if any(not is_empty(entry.get(inner.key)) for inner in question.questions)
    ]
    if len(kept) + len(items) > question.settings["max"]:
        raise TooManyItems(
            label=words.pick(question.label, get_language() or "ja"),
            n=question.settings["max"],
        )
    added = [{**item, groups.NAME: groups.new_name()} for item in items]
    _write_items(draft, held, key, [*kept, *added], by)


@transaction.atomic
def drop_item(draft: Draft, *, key: str, item: str, by: Account | None) -> None:
    """Take one item of a group away; a second click finds nothing and does nothing."""
    held = _held(draft)
    left = [
        entry
        for entry in groups.entries(held.typed.get(key))
        if entry[groups.NAME] != item
    ]
    _write_items(draft, held, key, left, by)


def _write_items(
    draft: Draft, held: Draft, key: str, items: list[Value], by: Account | None
) -> None:
    held.typed[key] = storable(items)
    held.step = key
    _save(held)
    draft.typed, draft.step = held.typed, held.step
    draft.saved_at, draft.expires_on = held.saved_at, held.expires_on
    audit.record("forms.draft_saved", by=by, subject=held, step=key)


def finish(draft: Draft, *, outcome: str, by: Account | None) -> None:
    """Mark a draft as filed and empty it: the answers live in the case now.

    One statement looks and writes; of two who come at once the second raises
    ``DraftFiled``.
    """
    moment = clock.now()
    # No savepoint: it would cost two more statements, and nothing to undo alone.
    with transaction.atomic(savepoint=False):
        finished = Draft.objects.filter(pk=draft.pk, filed_at=None).update(
            typed={}, outcome=outcome, filed_at=moment
        )
        if finished:
            audit.record(
                "forms.draft_filed",
                by=by,
                subject=draft,
                person=draft.account,
                reason=outcome,
            )
    if not finished:
        raise DraftFiled
    draft.typed, draft.outcome, draft.filed_at = {}, outcome, moment


@transaction.atomic
def renew_code(draft: Draft, *, by: Account | None) -> Draft:
    """Make a draft's paper code anew: the old one opens nothing from now on.

    For when somebody who has seen it may no longer act for whose draft it is.
    """
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    held.code_round += 1
    held.code_digest = codes.digest_of(codes.new_code(held.ref, held.code_round))
    held.save(update_fields=["code_round", "code_digest"])
    audit.record("forms.code_renewed", by=by, subject=held, person=held.account)
    return held


@transaction.atomic
def discard(draft: Draft, *, by: Account | None) -> None:
    """Delete a draft and its files for good. A filed one raises ``DraftFiled``."""
    held = _held(draft)
    uploading.discard(held.ref, files_of(held.typed), by)
    audit.record("forms.draft_discarded", by=by, subject=held, person=held.account)
    draft_gone.send(Draft, draft=held, by=by)
    held.delete()


def forget_expired() -> int:
    """Delete drafts whose time is over; return how many. Safe to repeat."""
    count = 0
    for ref in Draft.objects.expired().values_list("ref", flat=True):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().get(ref=ref)
            if not draft.is_filed:
                uploading.discard(draft.ref, files_of(draft.typed), None)
            audit.record(
                "forms.draft_expired", by=None, subject=draft, person=draft.account
            )
            draft_gone.send(Draft, draft=draft, by=None)
            draft.delete()
            count += 1
    return count


def _held(draft: Draft) -> Draft:
    """Lock the draft, so that two tabs cannot overwrite each other's screens."""
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None or held.is_expired:
        raise DraftUnknown
    if held.is_filed:
        raise DraftFiled
    return held


def _save(held: Draft) -> None:
    held.saved_at = clock.now()
    held.expires_on = clock.today() + KEPT_FOR
    held.save(update_fields=["typed", "step", "saved_at", "expires_on"])
