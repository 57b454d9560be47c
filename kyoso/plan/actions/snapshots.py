"""Publishing the plan's figures for good, and saying later what was wrong."""

from django.db import transaction
from django.db.models import Max

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.plan import publication
from kyoso.plan.actions.meetings import publish_meeting
from kyoso.plan.errors import SnapshotTaken, TextMissing
from kyoso.plan.glance import glance
from kyoso.plan.models import Correction, Meeting, Plan, Snapshot
from kyoso.plan.records import touch


@transaction.atomic
def publish_snapshot(
    plan: Plan, *, title: str, meeting: Meeting | None = None, by: Account
) -> Snapshot:
    """Freeze the plan's figures as of today, with their SHA-256.

    Raises ``SnapshotTaken`` for a meeting that has one.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if not title.strip():
        raise TextMissing(label="名称")
    if meeting is not None and Snapshot.objects.filter(meeting=meeting).exists():
        raise SnapshotTaken
    content = publication.canonical(publication.content(glance(held)))
    newest = held.snapshots.aggregate(last=Max("number"))["last"] or 0
    snapshot = Snapshot.objects.create(
        plan=held,
        meeting=meeting,
        number=newest + 1,
        title=title.strip(),
        as_of=clock.today(),
        content=content,
        digest=publication.digest(content),
        published_by=by,
    )
    touch(held)
    audit.record(
        "plan.snapshot_published", by=by, subject=snapshot, digest=snapshot.digest
    )
    return snapshot


@transaction.atomic
def publish_with_figures(meeting: Meeting, *, by: Account) -> Snapshot:
    """Publish the record of a meeting, and the figures as they stand that day."""
    published = publish_meeting(meeting, by=by)
    return publish_snapshot(
        published.plan,
        title=f"{published.title}の数字",
        meeting=published,
        by=by,
    )


@transaction.atomic
def note_correction(
    snapshot: Snapshot, *, place: str, was: str, is_now: str, reason: str, by: Account
) -> Correction:
    """Say what a published snapshot got wrong; the snapshot itself stays."""
    for label, text in (
        ("箇所", place),
        ("誤", was),
        ("正", is_now),
        ("理由", reason),
    ):
        if not text.strip():
            raise TextMissing(label=label)
    correction = Correction.objects.create(
        snapshot=snapshot,
        place=place.strip(),
        was=was.strip(),
        is_now=is_now.strip(),
        reason=reason.strip(),
        noted_by=by,
    )
    touch(snapshot.plan)
    audit.record("plan.correction_noted", by=by, subject=snapshot)
    return correction
