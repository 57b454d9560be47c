"""The meetings of headquarters: planned, held, published."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account, Officer
from kyoso.kernel import clock
from kyoso.plan.actions.effects import take_effect
from kyoso.plan.errors import (
    EarlierMeetingOpen,
    MeetingAhead,
    MeetingNotHeld,
    MeetingWithoutChief,
    TextMissing,
)
from kyoso.plan.models import AgendaItem, Attendance, Meeting, Plan
from kyoso.plan.records import open_meeting, touch

_LEADERS = (Attendance.Role.CHIEF, Attendance.Role.DEPUTY)


@transaction.atomic
def plan_meeting(
    plan: Plan, *, title: str, held_on: dt.date, place: str = "", by: Account
) -> Meeting:
    """Plan the next meeting; its number follows the last one of the plan."""
    if not title.strip():
        raise TextMissing(label="会議名")
    Plan.objects.select_for_update().get(pk=plan.pk)
    newest = plan.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        plan=plan,
        number=newest + 1,
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
    )
    audit.record("plan.meeting_planned", by=by, subject=meeting, number=meeting.number)
    return meeting


@transaction.atomic
def attend(
    meeting: Meeting, *, officer: Officer, role: str, has_come: bool = True, by: Account
) -> Attendance:
    """Write down in which role an officer sits there, and whether they came."""
    open_meeting(meeting)
    attendance, _ = Attendance.objects.update_or_create(
        meeting=meeting,
        officer=officer,
        defaults={"role": role, "has_come": has_come},
    )
    audit.record("plan.attendance_noted", by=by, subject=meeting, role=role)
    return attendance


@transaction.atomic
def add_agenda_item(
    meeting: Meeting, *, kind: str, title: str, text: str = "", by: Account
) -> AgendaItem:
    """Put an item on the agenda, after the last one."""
    held = open_meeting(meeting)
    if not title.strip():
        raise TextMissing(label="議題")
    newest = held.agenda.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=held,
        number=newest + 1,
        kind=kind,
        title=title.strip(),
        text=text.strip(),
    )
    audit.record("plan.agenda_item_added", by=by, subject=held, number=item.number)
    return item


@transaction.atomic
def remove_agenda_item(item: AgendaItem, *, by: Account) -> None:
    """Take an item off the agenda; one with a decision stays (a constraint)."""
    meeting = open_meeting(item.meeting)
    number = item.number
    item.delete()
    audit.record("plan.agenda_item_removed", by=by, subject=meeting, number=number)


@transaction.atomic
def hold(meeting: Meeting, *, by: Account) -> Meeting:
    """Note that the meeting took place: from now on it can decide.

    Raises ``MeetingAhead`` before its day and ``MeetingWithoutChief`` unless
    本部長 or 副本部長 came.
    """
    held = open_meeting(meeting)
    if held.held_on > clock.today():
        raise MeetingAhead(day=clock.wareki(held.held_on))
    if not held.attendances.filter(role__in=_LEADERS, has_come=True).exists():
        raise MeetingWithoutChief
    held.state = Meeting.State.HELD
    held.save(update_fields=["state"])
    audit.record("plan.meeting_held", by=by, subject=held)
    return held


@transaction.atomic
def publish_meeting(meeting: Meeting, *, by: Account) -> Meeting:
    """Publish the decisions, which take effect; the record is closed by it.

    Raises ``EarlierMeetingOpen``: decisions take effect in the order of the meetings.
    """
    held = open_meeting(meeting)
    if held.state != Meeting.State.HELD:
        raise MeetingNotHeld
    earlier = held.plan.meetings.filter(
        state=Meeting.State.HELD, number__lt=held.number
    ).last()
    if earlier is not None:
        raise EarlierMeetingOpen(title=earlier.title)
    held.state = Meeting.State.PUBLISHED
    held.published_at = clock.now()
    held.published_by = by
    held.save(update_fields=["state", "published_at", "published_by"])
    take_effect(held, by=by)
    touch(held.plan)
    audit.record("plan.meeting_published", by=by, subject=held)
    return held
