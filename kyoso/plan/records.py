"""Holding a record while an action changes it."""

from kyoso.plan.errors import MeetingPublished
from kyoso.plan.models import Meeting, Plan


def open_meeting(meeting: Meeting) -> Meeting:
    """Lock a meeting that may still be changed, or raise ``MeetingPublished``."""
    held = Meeting.objects.select_for_update().select_related("plan").get(pk=meeting.pk)
    if held.state == Meeting.State.PUBLISHED:
        raise MeetingPublished
    return held


def touch(plan: Plan) -> None:
    """Tell the public pages that something they show has changed."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    held.edition += 1
    held.save(update_fields=["edition"])
