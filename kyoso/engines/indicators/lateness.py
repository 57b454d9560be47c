"""遅れている値: which value is due, and who can bring it."""

import datetime as dt
from collections.abc import Sequence

from kyoso.engines.indicators import periods
from kyoso.engines.indicators.models import Indicator
from kyoso.engines.indicators.readings import Reading
from kyoso.engines.people.api import ROLES, Permission, Post
from kyoso.kernel import clock


def overdue_since(found: Reading) -> dt.date | None:
    """Return the end of the due period without a value, or ``None``."""
    indicator = found.indicator
    due = periods.last_due(indicator.frequency, clock.today(), found.rule.grace_days)
    newest = found.latest.as_of if found.latest else None
    return due if periods.is_missing(indicator.frequency, newest, due) else None


def people_to_ask(indicator: Indicator) -> Sequence[Post]:
    """Return today's posts whose officers enter the value, each once (one query)."""
    roles = [
        role.slug
        for role in ROLES.values()
        if Permission.ENTER_VALUES in role.permissions
        and role.everywhere == (indicator.owner_id is None)
    ]
    posts = (
        Post.objects.held_on(clock.today())
        .filter(role__in=roles)
        .select_related("officer__account", "section")
    )
    if indicator.owner_id is not None:
        posts = posts.filter(section=indicator.owner_id)
    once = {post.officer_id: post for post in posts.order_by("pk")}
    return [post for post in once.values() if post.officer.account.is_active]
