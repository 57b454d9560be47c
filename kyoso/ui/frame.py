"""The frame of public pages: what stands around their words and is the same for all.

A page costs more to frame than to fill, so each part of the frame is drawn once
a process and language and kept (``kernel.kept``). What differs from page to page
inside a part, its address or its number, is drawn as a mark and filled in.
Nothing of a person is ever in a kept part: they are drawn without the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote_plus

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kyoso.kernel import kept
from kyoso.kernel.doors import PUBLIC
from kyoso.ui import navigation
from kyoso.ui.city import city

# Letters and underscores stay as they are in an address and in HTML.
_PAGE_MARK = "THIS_PAGE_S_ADDRESS"
_NUMBER_MARK = "THIS_SCREEN_S_NUMBER"


@dataclass(frozen=True)
class Standing:
    """設置した画面: a screen that stands in a public place, for one person after another.

    Middleware puts it on the request as ``standing``: pages then have a frame
    without ways into the rest of the site, with a button to leave. ``home`` and
    ``leave`` are names of addresses, ``styles`` a file of styles.
    """

    home: str
    leave: str
    styles: str


class Section(Protocol):
    """課: whoever answers the telephone for a page."""

    name: str
    phone: str
    counter: str


def part(name: str) -> SafeString:
    """Return a part that depends on the city and the language only."""
    return _drawn(name, {})


def header(request: HttpRequest) -> SafeString:
    """Return the header of public pages: the city, the languages, the ways."""
    drawn = _drawn("ui/header.html", {"languages": _languages(_PAGE_MARK)})
    page = quote_plus(request.get_full_path())
    before, after = str(drawn).replace(_PAGE_MARK, page).split("<!--ways-->")
    shown = ways(request, "header", "ui/header_ways.html")
    return mark_safe(before + shown + after)  # noqa: S308 - our own templates


def standing_header(request: HttpRequest, standing: Standing) -> SafeString:
    """Return the header of a screen in a public place; drawn anew, with its token."""
    told = _everywhere() | {
        "languages": _languages(quote_plus(request.get_full_path())),
        "home": reverse(standing.home),
        "leave": reverse(standing.leave),
        # An error page may come before anybody asked who is there.
        "is_somebody": getattr(
            getattr(request, "user", None), "is_authenticated", False
        ),
    }
    return mark_safe(render_to_string("ui/standing_header.html", told, request))  # noqa: S308 - our own template


def ways(request: HttpRequest, place: str, name: str) -> SafeString:
    """Return the ways of a place as this person sees them.

    A way that posts holds the token of one browser and is drawn anew.
    """
    links = navigation.ways(place, request)
    if any(way.entry.post for way in links):
        told = _everywhere() | {"links": links}
        return mark_safe(render_to_string(name, told, request))  # noqa: S308 - our own template
    shown = [(way.entry.slug, way.href, way.is_current) for way in links]
    return _drawn(name, {"links": links}, about=str(shown))


def help_box(section: Section | None, screen_number: str) -> SafeString:
    """Return 困ったときは with the telephone of a section, or of the city."""
    about = (section.name, section.phone, section.counter) if section else ""
    number = _NUMBER_MARK if screen_number else ""
    told = {"section": section, "screen_number": number}
    drawn = _drawn("ui/help_box.html", told, about=f"{number}{about}")
    return mark_safe(drawn.replace(_NUMBER_MARK, escape(screen_number)))  # noqa: S308 - escaped


def _drawn(name: str, told: Mapping[str, object], *, about: str = "") -> SafeString:
    key = f"frame:{name}:{get_language()}:{about}"
    return kept.for_good(
        key,
        lambda: mark_safe(render_to_string(name, {**_everywhere(), **told})),  # noqa: S308 - our own template
    )


def _everywhere() -> dict[str, object]:
    return {"city": city(), "is_demo": settings.DEMO}


def _languages(page: str) -> list[dict[str, object]]:
    """Return the languages with the addresses that switch to them and come back."""
    current = get_language() or settings.LANGUAGE_CODE
    switch = reverse("ui:language", urlconf=settings.DOORS[PUBLIC]["urlconf"])
    return [
        {
            "code": code,
            "lang": code.split("-")[0],
            "name": name,
            "is_current": code == current,
            "href": f"{switch}?to={code}&next={page}",
        }
        for code, name in settings.LANGUAGES
    ]
