"""/_styleguide/: every partial with an example, in the demo and in the tests only."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kyoso.kernel.access import anyone
from kyoso.kernel.registry import Registry


def _nothing() -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Example:
    """One page of the style guide; ``shows`` names the partials on it."""

    slug: str
    title: str
    shows: tuple[str, ...]
    context: Callable[[], dict[str, object]] = field(default=_nothing)

    @property
    def template(self) -> str:
        return f"ui/styleguide/{self.slug}.html"


examples: Registry[Example] = Registry("style guide example")


@anyone
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/styleguide/contents.html", {"examples": examples})


@anyone
def example(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in examples:
        raise Http404
    shown = examples.get(slug)
    crumbs = [("部品の見本", reverse("ui:styleguide"))]
    context = {"example": shown, "crumbs": crumbs, **shown.context()}
    return render(request, shown.template, context)
