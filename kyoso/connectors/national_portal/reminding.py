"""催促: the section hears that something waits long, the operators that the line is down.

Once a day, by mail to the officers who can do something about it; the page and
``kyoso portal-intake --status`` say the same at any time.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from kyoso.connectors.national_portal.models import Arrival, Line
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Officer, Section
from kyoso.kernel import clock, doors

WAITS, DOWN = "national_portal.waits", "national_portal.down"
P = people.Permission
# A line that fails for one round is no news.
DOWN_FOR = dt.timedelta(hours=1)


def overdue() -> list[Arrival]:
    """Return what has been waiting longer than the city allows, the oldest first."""
    days = settings.NATIONAL_PORTAL["wait_days"]
    before = clock.now() - dt.timedelta(days=days)
    found = Arrival.objects.open().light().filter(seen_at__lt=before)
    return list(found.select_related("section__department"))


def line() -> Line:
    """Return how the line is, as the last round left it."""
    return Line.objects.filter(pk=1).first() or Line(pk=1)


def is_down(line: Line) -> bool:
    """Tell whether the portal has not answered for longer than a moment."""
    since = line.failing_since
    return since is not None and clock.now() - since >= DOWN_FOR


@transaction.atomic
def remind() -> int:
    """Tell the officers what waits; return to how many a mail was posted.

    Safe to repeat: what was told today is not told again.
    """
    held, _is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if held.told_on == clock.today():
        return 0
    waiting: dict[Section | None, list[Arrival]] = {}
    for arrival in overdue():
        waiting.setdefault(arrival.section, []).append(arrival)
    told = 0
    for section, arrivals in waiting.items():
        told += _tell(
            WAITS, _who(section), count=str(len(arrivals)), address=_address()
        )
    if is_down(held):
        told += _tell(DOWN, _operators(), trouble=held.trouble, address=_address())
    if told:
        held.told_on = clock.today()
        held.save(update_fields=["told_on"])
    return told


def _who(section: Section | None) -> list[Officer]:
    """Who handles cases there; what belongs to nobody yet is the operators' to see to."""
    if section is None:
        return _operators()
    return people.officers_who_may(P.HANDLE_CASES, section) or _operators()


def _operators() -> list[Officer]:
    section = Section.objects.select_related("department").first()
    return people.officers_who_may(P.OPERATE, section) if section else []


def _tell(template: str, officers: Iterable[Officer], **told: str) -> int:
    count = 0
    for officer in officers:
        posts = people.current_posts(officer)
        email = officer.account.email
        if not email or not posts:
            continue
        messaging.send(
            template,
            to=messaging.Recipient(officer.account, email=email, electronic=True),
            context={
                "officer": officer.name,
                "section": posts[0].section.name,
                "days": str(settings.NATIONAL_PORTAL["wait_days"]),
                **told,
            },
            about="national-portal",
            section=posts[0].section,
            by=None,
        )
        count += 1
    return count


def _address() -> str:
    return doors.link(doors.OFFICE, "national_portal:arrivals")
