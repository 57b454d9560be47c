"""端末の画面: which browser is a terminal's, and that nothing of a person stays there.

The browser of a registered device is known by a cookie with the device's key. On
it only the pages of certificates are open, each is kept nowhere, and each goes
away by itself: a ``Refresh`` header leads to a warning and then to the start,
without JavaScript, also on the pages of paying. What the browser does not do the
server does: a session that was not touched in time is ended before it is used, and
so is one of a browser whose device was taken away. Only what a person does counts
as a touch; a page that waits for its result stays until that, and the result then
has its own time.
"""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from kyoso.citizens.kiosk.actions.leaving import leave_behind
from kyoso.citizens.kiosk.keys import device_of
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC
from kyoso.ui.frame import Standing

log = logging.getLogger("kyoso.kiosk")

COOKIE = "kyoso_kiosk"
# The longest that browsers keep a cookie (RFC 6265bis); each start renews it.
COOKIE_SECONDS = 400 * 24 * 3600
AUTO = "auto"
# In the session: until when it may be used, the last act of the person, and
# whether the page before was waiting for a result.
_UNTIL, _ACTED, _WAITED = "kiosk_until", "kiosk_acted", "kiosk_waited"
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
_STAYS = {"kiosk:start"}
# A browser comes here by itself.
_NO_ACT = {"kiosk:still"}
_LEAVING = {"kiosk:left", "kiosk:end"}
# Answers of addresses that only take a press; the page that one goes on with.
_PRESSED = {"kiosk:print": "kiosk:job", "kiosk:withdraw": "kiosk:job"}
_STANDING = Standing(home="kiosk:start", leave="kiosk:end", styles="kiosk/kiosk.css")


class KioskRequest(people.ResidentRequest):
    """A request from a registered device."""

    kiosk: Device


def bind(answer: HttpResponse, key: str) -> None:
    """Give a browser the key of its device, or renew it; it stays when people go."""
    answer.set_cookie(
        COOKIE,
        key,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # Lax: the person comes back from the card's app and the company's page.
        samesite="Lax",
    )


def leave(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Forget the person: the session, what was begun and not paid, every cookie.

    The session first: whatever fails later, nobody else has it.
    """
    account = request.user if isinstance(request.user, people.Account) else None
    logout(request)
    if account is not None:
        try:
            leave_behind(account, by=account)
        except DatabaseError:
            # What stays is ended by the sweep of what was left.
            log.exception("what somebody left at a terminal was not taken back")
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
        request.kiosk_is_gone = bool(shown) and is_public and device is None  # type: ignore[attr-defined]
        if device is None:
            answer = self.get_response(request)
            if (
                getattr(request, "kiosk_forgets", False)
                and COOKIE not in answer.cookies
            ):
                answer.delete_cookie(COOKIE, samesite="Lax")
            return answer
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
            is_gone = getattr(request, "kiosk_is_gone", False)
            return _end_with_device(request) if is_gone else None
        name = _name(request)
        if name not in _OPEN | _OPEN_TO_PAY and name.partition(":")[0] not in _OPEN:
            return redirect("kiosk:start")
        account = request.user
        if not isinstance(account, people.Account) or name in _LEAVING:
            return None
        now = clock.now().timestamp()
        if now > request.session.get(_UNTIL, now):
            return leave(request, redirect("kiosk:start"))
        is_act = AUTO not in request.GET and name not in _NO_ACT
        if is_act or _UNTIL not in request.session:
            request.session[_ACTED] = now
            request.session[_UNTIL] = now + _span(name)
        if request.method == "GET" and name in ("payments:due", "payments:attempt"):
            return _to_the_paper(name, kwargs["ref"], account)
        return None


def may_wait(request: HttpRequest, *, is_waiting: bool) -> bool:
    """Tell whether a page may fetch itself anew, and let its session live so long.

    While it waits for a result it may, for ``idle.waiting`` seconds after the last
    act of the person; the result then has the time of any page.
    """
    session, now = request.session, clock.now().timestamp()
    if is_waiting and now - session.get(_ACTED, now) > rules().idle.waiting:
        return False
    if is_waiting or session.get(_WAITED):
        session[_WAITED] = is_waiting
        session[_UNTIL] = now + _span("kiosk:job")
    return is_waiting


def _end_with_device(request: HttpRequest) -> HttpResponse | None:
    """End the session of a browser whose key opens nothing any more, at once."""
    request.kiosk_forgets = True  # type: ignore[attr-defined]
    if not isinstance(request.user, people.Account):
        return None
    answer = leave(request, redirect("kiosk:start"))
    patch_cache_control(answer, private=True, no_store=True)
    return answer


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
    back = _back(request, name)
    asked = f"?{urlencode({'next': back})}" if back else ""
    answer.headers["Refresh"] = f"{idle.seconds}; url={still}{asked}"


def _back(request: HttpRequest, name: str) -> str:
    """Return where a page is opened again, or nothing where it answered a press."""
    if name in _PRESSED:
        match = request.resolver_match
        assert match is not None
        return reverse(_PRESSED[name], kwargs=match.kwargs)
    if name == "kiosk:ask":
        return request.get_full_path()
    return request.path if request.method == "GET" else ""
