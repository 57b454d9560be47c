"""Public pages draw the plan once and keep the drawing until something changes.

What is kept stands under ``stamp(plan)``: a new value, decision, revision or
day makes a new stamp, so that nobody sees yesterday's plan, and the old drawing
dies of age. Under load the stamp itself is asked for once a second
(``kernel.kept``), as the whole page is for strangers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kyoso.kernel import clock, kept
from kyoso.plan.glance import Glance, glance, stamp
from kyoso.plan.models import Plan

# A section that is renamed shows after this at the latest: names carry no stamp.
KEPT_SECONDS = 600


@dataclass(frozen=True)
class Shown:
    """A plan about to be shown (two queries, under load none)."""

    plan: Plan
    is_current: bool

    @cached_property
    def stamp(self) -> str:
        return kept.briefly(f"plan:stamp:{self.plan.pk}", lambda: stamp(self.plan))

    @cached_property
    def glance(self) -> Glance:
        """The plan read once by this process for as long as nothing changes."""
        fragments = caches["fragments"]
        key = f"plan:glance:{self.stamp}"
        found: Glance | None = fragments.get(key)
        if found is None:
            found = glance(self.plan)
            fragments.set(key, found, KEPT_SECONDS)
        return found

    def drawn(self, name: str, draw: Callable[[], str]) -> SafeString:
        """Return the drawing of this name in this language, drawing it if needed."""
        fragments = caches["fragments"]
        key = f"plan:{name}:{get_language()}:{self.is_current}:{self.stamp}"
        found: str | None = fragments.get(key)
        if found is None:
            found = draw()
            fragments.set(key, found, KEPT_SECONDS)
        return mark_safe(found)  # noqa: S308 - drawn by our own templates


def shown(slug: str | None = None) -> Shown:
    """Return the current plan, or the one of this slug; 404 if there is none."""
    today = clock.today()
    current = kept.briefly(
        f"plan:current:{today}", lambda: Plan.objects.current_on(today)
    )
    if slug is None or (current is not None and current.slug == slug):
        if current is None:
            raise Http404
        return Shown(current, is_current=True)
    found = Plan.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return Shown(found, is_current=False)
