"""Pages and endpoints of the company."""

import hmac
import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from kyoso.connectors.payment_page.protocol import told_of
from kyoso.connectors.payment_page.sandbox import company, store
from kyoso.engines.payments.base import Stage, Statement
from kyoso.kernel.access import anyone

BUTTONS = (
    ("success", "支払う（成功）"),
    ("decline", "支払いを断られる（残高不足）"),
    ("late", "あとから成功する（30秒後）"),
    ("twice", "成功の通知が2回届く"),
    ("disorder", "通知が逆の順に届く"),
    ("silent", "成功したのに通知が届かない"),
    ("killed", "支払ったあと、この画面が止まる"),
    ("nothing", "何もしないで放っておく（時間切れ）"),
)


@csrf_exempt
@require_http_methods(["PUT", "GET"])
@anyone
def payment(request: HttpRequest, key: str) -> HttpResponse:
    if not _is_city(request):
        return _no(401)
    if request.method == "PUT":
        return _answer(company.start(key, _content(request)))
    kept = store.find(key)
    return _answer(kept.said if kept else None)


@csrf_exempt
@require_POST
@anyone
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    return _answer(company.cancel(key)) if _is_city(request) else _no(401)


@csrf_exempt
@require_http_methods(["PUT"])
@anyone
def refund(request: HttpRequest, key: str, refund_key: str) -> HttpResponse:
    if not _is_city(request):
        return _no(401)
    said = company.refund(key, refund_key, int(_content(request)["amount"]))
    return _answer(said) if said else _no(409)


@require_http_methods(["GET", "POST"])
@anyone
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the payer what shall happen."""
    kept = store.find(key)
    if kept is None or not kept.order:
        raise Http404
    if request.method == "POST":
        how = request.POST.get("how", "")
        if how not in dict(BUTTONS):
            raise Http404
        company.act(key, how)
        kept = store.find(key) or kept
    pressed = request.POST.get("how")
    ctx = {
        "order": kept.order,
        # A link and no redirect: the page of a form may not send the browser
        # on to another host (CSP form-action).
        "back": "" if pressed in {"killed", "nothing"} else kept.order["return_url"],
        "stage": kept.said.stage.value,
        "is_open": pressed is None and kept.said.stage is Stage.OPEN,
        "buttons": BUTTONS,
    }
    return render(request, "payment_page_sandbox/page.html", ctx)


def _answer(said: Statement | None) -> HttpResponse:
    return JsonResponse(told_of(said)) if said else _no(404)


def _no(status: int) -> HttpResponse:
    return JsonResponse({"error": status}, status=status)


def _content(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.body)
    return found


def _is_city(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode("utf-8", "replace")
    return hmac.compare_digest(given, f"Bearer {settings.PAYMENT_PAGE['key']}".encode())
