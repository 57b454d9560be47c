"""The ways through each door, told by the apps whose pages they lead to.

    from kyoso.ui import navigation

    navigation.office.register(
        navigation.Entry("queue", "受付簿", "casework:queue", order=10,
                         group="申請", who=may_read_cases)
    )

in ``AppConfig.ready``. ``office`` is the left navigation of the office door;
``header`` the links at the right of the public header, ``office_header`` those
of the office header, ``footer`` the links at the foot of public pages,
``account`` the ways from a resident's own page.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from kyoso.kernel.doors import OFFICE, PUBLIC
from kyoso.kernel.registry import Registry


def everyone(request: HttpRequest) -> bool:
    """Show the entry to whoever opens the page."""
    return True


def logged_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def stranger(request: HttpRequest) -> bool:
    return not logged_in(request)


@dataclass(frozen=True)
class Entry:
    """One way: its words, the URL name it leads to, and who sees it.

    ``post`` makes it a button that posts (logging out), not a link. Entries of
    one ``group`` stand together under that heading, in the order of ``order``.
    """

    slug: str
    title: str | Promise
    url: str
    order: int = 100
    who: Callable[[HttpRequest], bool] = everyone
    group: str | Promise = ""
    post: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Way:
    """An entry as one page shows it."""

    entry: Entry
    href: str
    is_current: bool


office: Registry[Entry] = Registry("office navigation entry")
header: Registry[Entry] = Registry("header entry")
office_header: Registry[Entry] = Registry("office header entry")
footer: Registry[Entry] = Registry("footer entry")
account: Registry[Entry] = Registry("account entry")
# Each place with the door whose pages its entries lead to.
PLACES = {
    "office": (office, OFFICE),
    "header": (header, PUBLIC),
    "office_header": (office_header, OFFICE),
    "footer": (footer, PUBLIC),
    "account": (account, PUBLIC),
}


def ways(place: str, request: HttpRequest) -> list[Way]:
    """Return what this person sees in ``place``, in order; costs what ``who`` costs.

    Behind the other door there is nothing: its pages do not exist there.
    The current one is the entry with the longest address that begins this
    page's address.
    """
    entries, door = PLACES[place]
    if getattr(request, "door", door) != door or not hasattr(request, "user"):
        # An error page may be shown before anybody knows who is asking.
        return []
    seen = sorted(
        (entry for entry in entries if entry.who(request)),
        key=lambda entry: entry.order,
    )
    urlconf = settings.DOORS[door]["urlconf"]
    hrefs = [_href(entry.url, urlconf) for entry in seen]
    above = [href for href in hrefs if _leads_to(href, request.path)]
    current = max(above, key=len, default="")
    return [
        Way(entry, href, href == current)
        for entry, href in zip(seen, hrefs, strict=True)
    ]


def groups(place: str, request: HttpRequest) -> list[tuple[str | Promise, list[Way]]]:
    """Return the ways of ``place`` under their headings, in first-seen order."""
    found: dict[str | Promise, list[Way]] = {}
    for way in ways(place, request):
        found.setdefault(way.entry.group, []).append(way)
    return list(found.items())


@functools.cache
def _href(url: str, urlconf: str) -> str:
    """Every page asks for the same few addresses."""
    return reverse(url, urlconf=urlconf)


def _leads_to(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
