"""Which capabilities this installation has: one descriptor each, from its apps.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kyoso.engines.catalogue.index import Page
from kyoso.kernel.doors import PUBLIC
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Capability:
    """What a part of Kyoso does, and for whom.

    It names no initiative: the plan maps initiatives to capability slugs, so
    that another city's plan fits. ``home`` is the public URL name of its first
    page (empty: none); ``engines`` are the engines it stands on. ``serves`` says
    what it serves where that is no initiative, but the procedures of all of them.
    """

    slug: str
    title: str
    summary: str
    audience: str
    engines: tuple[str, ...]
    home: str = ""
    desk: str = ""
    serves: str = ""


capabilities: Registry[Capability] = Registry("capability")


def pages() -> Iterable[Page]:
    """Return the first pages of capabilities, for search."""
    for capability in capabilities:
        if capability.home:
            yield Page(
                key=capability.slug,
                title=capability.title,
                body=capability.summary,
                path=_first_page(capability),
            )


def on_the_top_page(request: HttpRequest) -> dict[str, object] | None:
    """Return the capabilities with their first pages; None when none has one."""
    shown = [
        (capability, _first_page(capability))
        for capability in capabilities
        if capability.home
    ]
    return {"capabilities": shown} if shown else None


def _first_page(capability: Capability) -> str:
    return reverse(capability.home, urlconf=settings.DOORS[PUBLIC]["urlconf"])
