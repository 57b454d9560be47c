"""The top page of the public door, put together from what each part has to show."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kyoso.kernel.registry import Registry


def _nothing(request: HttpRequest) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class HomeSection:
    """A part of the top page.

    ``template`` begins with an ``<h2>`` inside its own ``<section>`` and gets what
    ``context`` returns (``None``: nothing to show today). ``order``: 10 emergency,
    20 procedures, 30 the plan, 40 daily life, 50 news. A section that is the same
    for everyone may be kept rendered for ``keep`` seconds in each process.
    """

    slug: str
    template: str
    order: int
    context: Callable[[HttpRequest], dict[str, object] | None] = _nothing
    keep: int = 0


home: Registry[HomeSection] = Registry("top page section")


def sections(request: HttpRequest) -> list[SafeString]:
    """Return the rendered sections in order; costs what their contexts cost."""
    ordered = sorted(home, key=lambda section: section.order)
    rendered = (_rendered(section, request) for section in ordered)
    return [text for text in rendered if text]


def _rendered(section: HomeSection, request: HttpRequest) -> SafeString:
    if not section.keep:
        return _render(section, request)
    name = f"home:{section.slug}:{get_language()}"
    kept = caches["fragments"].get(name)
    if kept is None:
        kept = str(_render(section, request))
        caches["fragments"].set(name, kept, section.keep)
    return SafeString(kept)


def _render(section: HomeSection, request: HttpRequest) -> SafeString:
    context = section.context(request)
    if context is None:
        return SafeString("")
    return render_to_string(section.template, context, request)
