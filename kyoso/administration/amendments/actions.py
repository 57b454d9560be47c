"""Verbs of amendments: begin, change, propose, send back, publish, drop, suspend."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from kyoso.administration.amendments import errors
from kyoso.administration.amendments.content import Content, Place, japanese
from kyoso.administration.amendments.drafting import skeleton
from kyoso.administration.amendments.findings import faults
from kyoso.administration.amendments.models import (
    Amendment,
    Rehearsal,
    Replay,
    Suspension,
)
from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Procedure, ProcedureFile, ProcedureRevision
from kyoso.engines.forms import api as forms
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock

REPLAY = "amendments.replay"
_LONGEST_TITLE = 100


def begin(procedure: Procedure, *, by: Account) -> Amendment:
    """Begin an amendment from the current revision. Raises ``AmendmentOpen``."""
    assert procedure.current is not None
    content = copy.deepcopy(procedure.current.content)
    return _begin(content, procedure=procedure, section=procedure.section, by=by)


def begin_new(*, title: str, slug: str, section: Section, by: Account) -> Amendment:
    """Begin a procedure from nothing. Raises ``SlugTaken``, ``AmendmentOpen``.

    A slug is shaped like one, or the check of the content refuses it with
    ``ProcedureFileWrong``.
    """
    content = skeleton(slug=slug, title=title, section=section.slug)
    casework.check(content, name=title)
    _refuse_taken(slug)
    return _begin(content, procedure=None, section=section, by=by)


def begin_from_file(file: ProcedureFile, *, by: Account) -> Amendment:
    """Begin from a checked file: of a known procedure, its next text; else a new one.

    Raises ``AmendmentOpen``, ``SlugTaken``, ``OtherProcedure``.
    """
    content = casework.plain(file.content)
    slug = content["procedure"]["slug"]
    procedure = (
        Procedure.objects.filter(slug=slug).select_related("current", "form").first()
    )
    if procedure is None:
        _refuse_taken(content.get("form", {}).get("slug", slug))
    else:
        _refuse_another_form(procedure, content)
    section = Section.objects.get(slug=content["procedure"]["section"])
    return _begin(content, procedure=procedure, section=section, by=by)


@transaction.atomic
def replace_by_file(
    *, amendment: Amendment, file: ProcedureFile, edition: int, by: Account
) -> Amendment:
    """Take the text of a file for the whole content. Raises ``OtherProcedure``."""
    content = casework.plain(file.content)
    given = content["procedure"]["slug"]
    if given != amendment.slug:
        raise errors.OtherProcedure(given=given, known=amendment.slug)
    if amendment.procedure is not None:
        _refuse_another_form(amendment.procedure, content)
    return change(
        amendment=amendment,
        make=lambda _content: content,
        edition=edition,
        by=by,
    )


@transaction.atomic
def change(
    *,
    amendment: Amendment,
    make: Callable[[Content], Content],
    edition: int,
    by: Account,
    place: Place = (),
) -> Amendment:
    """Change the content, if it is still the one that the page showed.

    ``make`` gets the content and returns the new one. Raises ``NotDrafting``,
    ``ChangedMeanwhile`` and what ``make`` raises; then nothing has changed.
    """
    held = _hold(amendment, edition)
    made = make(copy.deepcopy(held.content))
    if made == held.content:
        return held
    held.before, held.content = held.content, made
    _save_change(held, by=by)
    audit.record(
        "amendments.changed",
        by=by,
        subject=held.ref,
        edition=held.edition,
        place=".".join(str(part) for part in place)[:100],
    )
    return held


@transaction.atomic
def undo(*, amendment: Amendment, edition: int, by: Account) -> Amendment:
    """Take the last change back; once. Raises ``NothingToUndo``."""
    held = _hold(amendment, edition)
    if held.before is None:
        raise errors.NothingToUndo
    held.content, held.before = held.before, None
    _save_change(held, by=by)
    audit.record("amendments.undone", by=by, subject=held.ref, edition=held.edition)
    return held


@transaction.atomic
def propose(*, amendment: Amendment, why: str, edition: int, by: Account) -> Amendment:
    """Ask another officer to publish; from now on nothing changes.

    Raises ``HasFaults``, ``NothingChanged``, ``ReasonMissing``.
    """
    held = _hold(amendment, edition)
    if not why.strip():
        raise errors.ReasonMissing
    found = faults(held.content)
    if found:
        raise errors.HasFaults(count=len(found))
    if held.base is not None and held.base.content == held.content:
        raise errors.NothingChanged
    held.state = Amendment.State.PROPOSED
    held.why, held.remark = why.strip(), ""
    held.proposed_at, held.proposed_by = clock.now(), by
    held.edition += 1
    held.save()
    audit.record("amendments.proposed", by=by, subject=held.ref, edition=held.edition)
    return held


@transaction.atomic
def send_back(
    *, amendment: Amendment, remark: str, edition: int, by: Account
) -> Amendment:
    """Give it back to be worked on, with why; the proposer may take it back too."""
    held = _hold(amendment, edition, state=Amendment.State.PROPOSED)
    if not remark.strip():
        raise errors.ReasonMissing
    held.state = Amendment.State.DRAFTING
    held.remark = remark.strip()
    held.edition += 1
    held.save()
    audit.record("amendments.sent_back", by=by, subject=held.ref, edition=held.edition)
    return held


@transaction.atomic
def follow_current(*, amendment: Amendment, edition: int, by: Account) -> Amendment:
    """Compare from now on with the current revision; what was written stays."""
    held = _hold(amendment, edition)
    procedure = Procedure.objects.filter(slug=held.slug).first()
    if procedure is not None and procedure.current_id != held.base_id:
        _refuse_another_form(procedure, held.content)
        held.procedure, held.base = procedure, procedure.current
        held.edition += 1
        held.save()
        audit.record(
            "amendments.followed", by=by, subject=held.ref, edition=held.edition
        )
    return held


@transaction.atomic
def publish(*, amendment: Amendment, edition: int, by: Account) -> Procedure:
    """Make it the procedure's next revision: whole or not at all, by a second officer.

    Drafts keep their form version, cases their revision. Raises ``SameOfficer``,
    ``BaseOutdated``, ``HasFaults``; the database refuses the same officer too.
    """
    held = _hold(amendment, edition, state=Amendment.State.PROPOSED)
    if by.pk in {held.proposed_by_id, held.changed_by_id}:
        raise errors.SameOfficer
    current = _current_of(held.slug)
    if (current.pk if current else None) != held.base_id:
        raise errors.BaseOutdated
    found = faults(held.content)
    if found:
        raise errors.HasFaults(count=len(found))
    procedure = casework.load(casework.check(held.content, name=held.title), by=by)
    held.state = Amendment.State.PUBLISHED
    held.procedure, held.revision = procedure, procedure.current
    held.published_at, held.published_by = clock.now(), by
    held.before = None
    held.edition += 1
    held.save()
    Rehearsal.objects.filter(amendment=held).delete()
    assert held.revision is not None
    audit.record(
        "amendments.published",
        by=by,
        subject=held.ref,
        procedure=procedure.slug,
        revision=held.revision.number,
    )
    return procedure


@transaction.atomic
def drop(*, amendment: Amendment, edition: int, by: Account) -> Amendment:
    """Give the amendment up; it stays to be read."""
    held = _hold(amendment, edition, state="")
    held.state = Amendment.State.DROPPED
    held.before = None
    held.edition += 1
    held.save()
    Rehearsal.objects.filter(amendment=held).delete()
    audit.record("amendments.dropped", by=by, subject=held.ref, edition=held.edition)
    return held


@transaction.atomic
def suspend(*, procedure: Procedure, reason: str, by: Account) -> Suspension:
    """Take a live procedure back to 準備中 at once, with a reason.

    One officer may stop it; taking applications again goes the way of two. What
    was begun is kept, and can be sent when it is live again. Raises ``NotLive``.
    """
    held = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if not held.is_live:
        raise errors.NotLive(title=held.title)
    if not reason.strip():
        raise errors.ReasonMissing
    assert held.current is not None
    stopped = held.current
    content = copy.deepcopy(stopped.content)
    content["procedure"]["state"] = "preparing"
    casework.load(casework.check(content, name=held.title), by=by)
    made = Suspension.objects.create(
        procedure=held, revision=stopped, reason=reason.strip(), suspended_by=by
    )
    audit.record(
        "amendments.suspended", by=by, subject=held.slug, revision=stopped.number
    )
    return made


@transaction.atomic
def rehearse(
    *, amendment: Amendment, typed: Mapping[str, Any], by: Account
) -> Rehearsal:
    """Keep what an officer typed to try the amendment; it goes nowhere."""
    kept, _ = Rehearsal.objects.update_or_create(
        amendment=amendment,
        typed_by=by,
        defaults={"typed": forms.storable(dict(typed)), "typed_at": clock.now()},
    )
    return kept


@transaction.atomic
def ask_replay(*, amendment: Amendment, months: int, by: Account) -> Replay:
    """Have past applications walked through the new questions, by the worker."""
    Replay.objects.filter(amendment=amendment).delete()
    made = Replay.objects.create(
        amendment=amendment, edition=amendment.edition, months=months, asked_by=by
    )
    audit.record("amendments.replayed", by=by, subject=amendment.ref, months=months)
    jobs.post(REPLAY, subject_ref=made.ref, by=by)
    return made


def forget_trials() -> int:
    """Forget what was typed to try, and what was counted, a month ago; how many."""
    before = clock.now() - forms.KEPT_FOR
    rehearsals, _ = Rehearsal.objects.filter(typed_at__lt=before).delete()
    replays, _ = Replay.objects.filter(asked_at__lt=before).delete()
    return rehearsals + replays


def _begin(
    content: Content, *, procedure: Procedure | None, section: Section, by: Account
) -> Amendment:
    title = japanese(content["procedure"]["title"])[:_LONGEST_TITLE]
    try:
        with transaction.atomic():
            made = Amendment.objects.create(
                slug=content["procedure"]["slug"],
                section=section,
                procedure=procedure,
                base=procedure.current if procedure else None,
                title=title,
                content=content,
                begun_by=by,
                changed_by=by,
            )
            audit.record("amendments.begun", by=by, subject=made.ref)
    except IntegrityError:
        raise errors.AmendmentOpen(title=title) from None
    return made


def _hold(
    amendment: Amendment, edition: int, state: str = Amendment.State.DRAFTING
) -> Amendment:
    held: Amendment = (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("base", "procedure", "changed_by")
        .get(pk=amendment.pk)
    )
    if (state and held.state != state) or not held.is_open:
        word = held.get_state_display()
        if state == Amendment.State.PROPOSED:
            raise errors.NotProposed(state=word)
        raise errors.NotDrafting(state=word)
    if held.edition != edition:
        raise errors.ChangedMeanwhile(name=_name(held.changed_by))
    return held


def _save_change(held: Amendment, *, by: Account) -> None:
    section = held.content["procedure"].get("section")
    known = Section.objects.filter(slug=section).first()
    held.section = known or held.section
    held.title = japanese(held.content["procedure"].get("title"))[:_LONGEST_TITLE]
    held.changed_at, held.changed_by = clock.now(), by
    held.edition += 1
    held.save()


def _name(account: Account) -> str:
    officer = getattr(account, "officer", None)
    return officer.name if officer else "ほかの職員"


def _refuse_taken(slug: str) -> None:
    is_taken = (
        Procedure.objects.filter(slug=slug).exists()
        or forms.Form.objects.filter(slug=slug).exists()
    )
    if is_taken:
        raise errors.SlugTaken(slug=slug)


def _refuse_another_form(procedure: Procedure, content: Mapping[str, Any]) -> None:
    """A procedure keeps its form: drafts of the other would never be filed."""
    known = procedure.form.slug if procedure.form else ""
    given = content.get("form", {}).get("slug", "")
    if known and given != known:
        raise errors.OtherProcedure(given=given or "なし", known=known)


def _current_of(slug: str) -> ProcedureRevision | None:
    found = Procedure.objects.select_for_update().filter(slug=slug).first()
    return found.current if found else None
