"""Answers without words get a page: what Django and views refuse with a bare status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kyoso.ui import views

_PAGES = {
    405: views.method_not_allowed,
    413: views.too_large,
    429: views.too_many,
}


class WordsForRefusals:
    """Dress a bare 405, 413 or 429 as a page that says what to do.

    Headers stay (Allow, Retry-After). Answers that have a body, and those to
    machines (JSON), are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        page = _PAGES.get(answer.status_code)
        if page is None or answer.streaming or answer.content:
            return answer
        dressed = page(request)
        for name, value in answer.items():
            if name not in {"Content-Type", "Content-Length"}:
                dressed.headers[name] = value
        return dressed
