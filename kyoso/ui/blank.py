"""A page of a form that nobody has typed in yet is the same for all strangers.

Under load it is drawn once a second (``kernel.kept``) with marks where it says
something of this thing or this browser, and filled in for each who opens it. It
is drawn for nobody: a bare request without session, cookies or account, so that
nothing of a person can be in what is kept.
"""

import re
from collections.abc import Callable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import get_language

from kyoso.kernel import kept

# Letters only: the same in an address, in a query and in HTML.
_MARK = re.compile("MARKOF([a-z_]+)HERE")


def may_show(request: HttpRequest) -> bool:
    """Tell whether whoever asks is a stranger to whom nothing else is to be told."""
    return not request.user.is_authenticated and not len(get_messages(request))


def page(
    request: HttpRequest,
    template: str,
    context: Callable[[Mapping[str, str]], Mapping[str, object]],
    *,
    about: str,
    ref: str,
    own: Mapping[str, str],
) -> HttpResponse:
    """Answer with the page kept under ``about``, filled in for this browser.

    ``ref`` is the name of the thing in this page's address; ``own`` are the other
    texts that only this page has, empty where it has none. ``context`` is asked
    when the page is drawn: it gets the marks of ``ref`` and ``own`` by name, and
    says everything else.
    """
    texts = {"csrf_token": get_token(request), "ref": ref, **own}
    marks = {name: text and f"MARKOF{name}HERE" for name, text in texts.items()}
    path = request.get_full_path().replace(ref, marks["ref"])
    said = "".join(name for name in own if own[name])
    key = f"blank:{template}:{get_language()}:{path}:{about}:{said}"

    def draw() -> str:
        told = {**context(marks), **marks}
        return render(_nobody(request, ref, marks["ref"]), template, told).text

    drawn = kept.briefly(key, draw)
    return HttpResponse(_MARK.sub(lambda mark: escape(texts[mark[1]]), drawn))


def _nobody(request: HttpRequest, ref: str, mark: str) -> HttpRequest:
    """Return the same question as nobody in particular asks it."""
    bare = HttpRequest()
    bare.method = "GET"
    bare.path = request.path.replace(ref, mark)
    bare.path_info = request.path_info.replace(ref, mark)
    bare.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "")
    bare.resolver_match = request.resolver_match
    bare.user = AnonymousUser()
    bare.urlconf = request.urlconf
    bare.door = request.door  # type: ignore[attr-defined]
    return bare
