"""市全体の件数: what other systems run, added to what Kyoso runs, counted once.

The list of the other systems is dated and has its source. Its named items are
matched with Kyoso's own by key or by name; what the source only counts without
naming cannot be matched. It may be the same, so the sum is no number but a range:
the value is what there is at least, and the part ``unsure`` says how many more
there are if nothing overlaps.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kyoso.engines.indicators.measures import Measured
from kyoso.engines.indicators.models import UNSURE, ExternalList
from kyoso.kernel import clock
from kyoso.kernel.text import fold

# With the name of the measure before it, a source has room for this much.
_LONGEST_SOURCE = 200

PART_TITLES: Mapping[str, str] = {
    "other_systems": "ほかの仕組みで扱うもの（名称あり）",
    "other_systems_unnamed": "ほかの仕組みで扱うもの（名称は未入手。重なりは未確認）",
    "kyoso": "Kyosoで扱うもの",
    "both": "両方にあり、1件と数えたもの",
    UNSURE: "重なっているかもしれず、値に入れていないもの",
}


@dataclass(frozen=True)
class Counted:
    """One live thing of Kyoso: its slug and its name in Japanese."""

    slug: str
    name: str


Live = Callable[[dt.date], Iterable[Counted]]


def with_external_list(list_slug: str, live: Live) -> Callable[[dt.date], Measured]:
    """Return the ``compute`` of a measure that counts for the whole city.

    ``live(day)`` gives what Kyoso runs on a day. Without any list up to that
    day the value is ``None``: Kyoso alone is not the city.
    """

    def compute(day: dt.date) -> Measured:
        found = newest_list(list_slug, day)
        if found is None:
            return Measured(None, 0, {})
        items = [Counted(item.key, item.name) for item in found.items.all()]
        counted = combine(items, found.stated_count, list(live(day)))
        told = f"{found.title}（{clock.wareki(found.as_of)}時点、{found.source}）"
        return replace(counted, source=told[:_LONGEST_SOURCE])

    return compute


def newest_list(slug: str, day: dt.date) -> ExternalList | None:
    """Return the newest list of this slug dated on ``day`` or before."""
    return (
        ExternalList.objects.filter(slug=slug, as_of__lte=day)
        .order_by("-as_of")
        .prefetch_related("items")
        .first()
    )


def combine(
    others: Iterable[Counted], stated_count: int, own: Iterable[Counted]
) -> Measured:
    """Count each thing once, by slug or by name (folded), pure.

    Two live things of one name are one. What ``stated_count`` has beyond the named
    items may be among Kyoso's own: as many as could be are left out of the value
    and told as ``unsure``.
    """
    named = {_name(item): item.slug for item in others}
    slugs = {slug for slug in named.values() if slug}
    mine = {_name(item): item.slug for item in own}
    both = sum(1 for name, slug in mine.items() if name in named or slug in slugs)
    unnamed = max(stated_count - len(named), 0)
    most = len(named) + unnamed + len(mine) - both
    unsure = min(unnamed, len(mine) - both)
    return Measured(
        Decimal(most - unsure),
        len(named) + unnamed + len(mine),
        {
            "other_systems": len(named),
            "other_systems_unnamed": unnamed,
            "kyoso": len(mine),
            "both": both,
            **({UNSURE: unsure} if unsure else {}),
        },
    )


def _name(item: Counted) -> str:
    return fold(item.name).replace(" ", "").casefold()
