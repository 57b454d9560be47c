"""A public page that many strangers open at once is drawn once a second.

Only what every stranger sees alike is kept: a plain GET without any cookie of
a person, answered with a whole page that sets no cookie, holds no form token
and forbids no keeping. It is kept in the process for ``KEPT_PAGE_SECONDS``,
by address and language, so that nobody sees anything older than that.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from kyoso.kernel.doors import PUBLIC

# With any of these the page may be somebody's own.
_PERSONAL_COOKIES = (
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    "messages",
)
_PERSONAL_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")


class KeptPages:
    """Answer with the page that was drawn a moment ago, if there is one.

    Stands outside the middleware that asks who is there (sessions, language)
    and inside the one that adds security headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.KEPT_PAGE_SECONDS or not _is_for_everyone(request):
            return self.get_response(request)
        language = get_language_from_request(request)
        key = f"page:{language}:{request.get_host()}:{request.path}"
        kept = caches["fragments"].get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        answer = self.get_response(request)
        if _may_be_kept(request, answer):
            patch_vary_headers(answer, ["Accept-Language", "Cookie"])
            caches["fragments"].set(
                key,
                (answer.content, dict(answer.items())),
                settings.KEPT_PAGE_SECONDS,
            )
        return answer


def _is_for_everyone(request: HttpRequest) -> bool:
    """Tell whether nothing in the request says who asks.

    An address with a question in it is left out: search words may be personal,
    and there is no end of them.
    """
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and getattr(request, "door", "") == PUBLIC
        # A screen in a public place has pages of its own frame.
        and getattr(request, "standing", None) is None
        and not any(name in request.COOKIES for name in _PERSONAL_COOKIES)
        and not any(name in request.META for name in _PERSONAL_HEADERS)
    )


def _may_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and answer.headers.get("Content-Type", "").startswith("text/html")
        and not answer.cookies
        # A page with a form holds the token of one browser.
        and "CSRF_COOKIE" not in request.META
        and "Cache-Control" not in answer.headers
        and "Content-Encoding" not in answer.headers
    )
