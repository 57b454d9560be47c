"""The top page and the search of the public door."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
        "ways": _ways(request, found),
        "page": Paginator(chosen, _PER_PAGE).get_page(request.GET.get("page")),
        "title_of": {source.slug: source.title for source in sources},
    }
    return render(request, "catalogue/search.html", context)


def _ways(request: HttpRequest, found: list[Found]) -> list[dict[str, object]]:
    """Return the kinds that were found as tabs; one kind alone needs none."""
    counted = Counter(one.kind for one in found)
    known = [source for source in sources if counted[source.slug]]
    if len(known) < 2:
        return []
    chosen = request.GET.get("kind", "")
    ways = [("", _("すべて"))] + [
        (source.slug, f"{source.title}（{counted[source.slug]}）") for source in known
    ]
    return [
        {"title": title, "href": _of_kind(request, kind), "is_current": kind == chosen}
        for kind, title in ways
    ]


def _of_kind(request: HttpRequest, kind: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("kind", None)
    if kind:
        query["kind"] = kind
    return f"?{query.urlencode()}"
