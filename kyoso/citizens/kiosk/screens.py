"""端末の画面: which browser is a terminal's, and that nothing of a person stays there.

The browser of a registered device is known by a cookie with the device's key. On
it only the pages of certificates are open, each is kept nowhere, and each goes
away by itself: a ``Refresh`` header leads to a warning and then to the start,
without JavaScript, also on the pages of paying. What the browser does not do the
server does: a session that was not touched in time is ended before it is used.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from kyoso.citizens.kiosk.actions.printing import leave_behind
from kyoso.citizens.kiosk.keys import device_of
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC
from kyoso.ui.frame import Standing

COOKIE = "kyoso_kiosk"
AUTO = "auto"
_UNTIL = "kiosk_until"
# A page that is slow to arrive is no reason to throw somebody out.
_GRACE = 15
_OPEN = {"kiosk", "digital_auth_app", "ui:language", "healthz"}
_OPEN_TO_PAY = {
    "payments:due",
    "payments:start",
    "payments:attempt",
    "payments:back",
    "payments:leave",
}
# From here a person goes to their own telephone or to a company's page.
_AWAY = {"digital_auth_app:leave", "payments:attempt", "payments:start"}
_STAYS = {"kiosk:start", "kiosk:pair"}
_STANDING = Standing(home="kiosk:start", leave="kiosk:end", styles="kiosk/kiosk.css")


class KioskRequest(people.ResidentRequest):
    """A request from a registered device."""

    kiosk: Device


def bind(answer: HttpResponse, key: str) -> None:
    """Give a browser the key of its device; it stays when people go."""
    answer.set_cookie(
        COOKIE,
        key,
        max_age=10 * 365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # Lax: the person comes back from the card's app and the company's page.
        samesite="Lax",
    )


def leave(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Forget the person: the session, what was begun and not paid, every cookie."""
    account = request.user
    if isinstance(account, people.Account):
        leave_behind(account, by=account)
    logout(request)
    for name in (settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages"):
        answer.delete_cookie(name)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


class Screens:
    """Stand around everything at the public door; other browsers pass untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shown = request.COOKIES.get(COOKIE, "")
        is_public = getattr(request, "door", "") == PUBLIC
        device = device_of(shown) if shown and is_public else None
        request.kiosk = device  # type: ignore[attr-defined]
        if device is None:
            return self.get_response(request)
        request.standing = _STANDING  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            _take_away_in_time(request, answer)
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Open only what belongs here, and end a session that was left."""
        if getattr(request, "kiosk", None) is None:
            return None
        name = _name(request)
        if name not in _OPEN | _OPEN_TO_PAY and name.partition(":")[0] not in _OPEN:
            return redirect("kiosk:start")
        account = request.user
        if not isinstance(account, people.Account) or name in _LEAVING:
            return None
        now = clock.now().timestamp()
        if now > request.session.get(_UNTIL, now):
            return leave(request, redirect("kiosk:start"))
        if AUTO not in request.GET or _UNTIL not in request.session:
            request.session[_UNTIL] = now + _span(name)
        if request.method == "GET" and name in ("payments:due", "payments:attempt"):
            return _to_the_paper(name, kwargs["ref"], account)
        return None


_LEAVING = {"kiosk:left", "kiosk:end"}


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _span(name: str) -> int:
    idle = rules().idle
    return (idle.away if name in _AWAY else idle.seconds) + idle.warning + _GRACE


def _to_the_paper(name: str, ref: str, account: people.Account) -> HttpResponse | None:
    """Lead from the company's thanks to the printing, once the fee is there."""
    if name == "payments:due":
        due = payments.Due.objects.filter(ref=ref, debtor=account).first()
    else:
        found = payments.Attempt.objects.filter(ref=ref, due__debtor=account)
        attempt = found.select_related("due").first()
        due = attempt.due if attempt else None
    if due is None or not due.is_paid:
        return None
    _, _, order = due.about.partition(":")
    job = PrintJob.objects.of(account).filter(order__ref=order).first()
    if job is None or job.order.state == certification.State.TO_PAY:
        return None
    return redirect("kiosk:job", job.ref)


def _take_away_in_time(request: HttpRequest, answer: HttpResponse) -> None:
    patch_cache_control(answer, private=True, no_store=True)
    name = _name(request)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or name in _STAYS or "Refresh" in answer.headers:
        return
    if answer.has_header("Location"):
        return
    idle = rules().idle
    still, left = (
        reverse(f"kiosk:{name}", urlconf=settings.DOORS[PUBLIC]["urlconf"])
        for name in ("still", "left")
    )
    if name == "kiosk:still":
        answer.headers["Refresh"] = f"{idle.warning}; url={left}"
        return
    # Pages that answered a press have no address of their own, but for ours.
    has_address = request.method == "GET" or name.startswith("kiosk:")
    back = urlencode({"next": request.path}) if has_address else ""
    answer.headers["Refresh"] = f"{idle.seconds}; url={still}{'?' * bool(back)}{back}"
