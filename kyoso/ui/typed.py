"""What somebody typed in vain: shown again to the same browser, and kept nowhere."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Shorter ones are numbers and choices, quickly made again.
_WORTH_KEEPING = 10
_MOST = 30
_SECRET = ("password", "code", "token", "pin")


def texts(request: HttpRequest) -> list[str]:
    """Return the written texts of a form that was sent from one of our own pages.

    A form of another site gets none of its words repeated here; passwords and
    codes are never shown.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    found = (
        text
        for name, values in request.POST.lists()
        if not any(word in name for word in _SECRET)
        for text in values
        if text.strip() and (len(text) >= _WORTH_KEEPING or not text.isascii())
    )
    return list(found)[:_MOST]


def page_of(request: HttpRequest) -> str:
    """Return the page from which a form was sent, else the address itself."""
    sent_from = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(
        sent_from, {request.get_host()}
    ):
        parts = urlsplit(sent_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def _is_ours(request: HttpRequest) -> bool:
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(said) and urlsplit(said).netloc == request.get_host()
