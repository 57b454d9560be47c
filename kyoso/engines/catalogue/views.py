"""The top page and the search of the public door."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language

from kyoso.engines.catalogue import home
from kyoso.engines.catalogue.index import sources
from kyoso.engines.catalogue.searching import Found, readable, search
from kyoso.kernel.access import anyone

_PER_PAGE = 20


@anyone
def top(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/top.html", {"sections": home.sections(request)})


@anyone
def results(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=``, narrowed by ``?kind=``; an empty query asks for words."""
    query = readable(request.GET.get("q", ""))
    found = search(query, get_language() or "ja")
    kind = request.GET.get("kind", "")
    chosen = [one for one in found if not kind or one.kind == kind]
    context = {
        "query": query,
        "kind": kind,
        "kinds": _kinds(found),
        "page": Paginator(chosen, _PER_PAGE).get_page(request.GET.get("page")),
        "title_of": {source.slug: source.title for source in sources},
    }
    return render(request, "catalogue/search.html", context)


def _kinds(found: list[Found]) -> list[tuple[str, str | Promise, int]]:
    counted = Counter(one.kind for one in found)
    return [
        (source.slug, source.title, counted[source.slug])
        for source in sources
        if counted[source.slug]
    ]
