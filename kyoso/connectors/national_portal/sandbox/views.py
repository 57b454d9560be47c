"""Endpoints of the double, and the page on which one lets it act and fail."""

import hmac
import json
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from kyoso.connectors.national_portal.sandbox import examples, portal, store
from kyoso.kernel.access import anyone


@csrf_exempt
@require_POST
@anyone
def login(request: HttpRequest) -> HttpResponse:
    """Give a token to whoever names the registration of the settings."""
    if "no_answer" in store.moods():
        return _no(504)
    given = settings.NATIONAL_PORTAL
    try:
        told = json.loads(request.body)
        named = f"{told['client_id']}:{told['client_secret']}"
    except (KeyError, TypeError, ValueError):
        return _no(400)
    known = f"{given['client_id']}:{given['secret']}"
    if not hmac.compare_digest(named.encode(), known.encode()):
        return _no(401)
    answer = portal.log_in()
    return JsonResponse(answer) if answer else _no(401)


@require_GET
@anyone
def applications(request: HttpRequest) -> HttpResponse:
    """Return one page of the list."""
    refused = _refused(request)
    if refused is not None:
        return refused
    told = portal.page(request.GET.get("cursor", ""))
    return JsonResponse(told) if told is not None else _no(503)


@require_GET
@anyone
def application(request: HttpRequest, number: str) -> HttpResponse:
    """Return one package, whole or cut."""
    refused = _refused(request)
    if refused is not None:
        return refused
    content = portal.package(number)
    if content is None:
        return _no(404)
    return HttpResponse(content, content_type="application/zip")


@csrf_exempt
@require_POST
@anyone
def acknowledge(request: HttpRequest, number: str) -> HttpResponse:
    """Take an acknowledgement: 200, again 409, unknown 404."""
    refused = _refused(request)
    if refused is not None:
        return refused
    status = portal.acknowledge(number)
    return JsonResponse({"status": status}, status=status)


@require_http_methods(["GET", "POST"])
@anyone
def page(request: HttpRequest) -> HttpResponse:
    """Let an application arrive, or let the portal fail, by pressing a button."""
    if request.method == "POST":
        kind, mood = request.POST.get("kind", ""), request.POST.get("mood", "")
        if kind in examples.KINDS:
            examples.arrive(kind, f"SB-{secrets.token_hex(4).upper()}")
        elif mood in store.MOODS:
            store.set_mood(mood, on=mood not in store.moods())
        else:
            raise Http404
        return redirect("national_portal_sandbox:page")
    on = store.moods()
    ctx = {
        "kinds": examples.KINDS.items(),
        "moods": [(slug, title, slug in on) for slug, title in store.MOODS.items()],
        "applications": store.all_applications(),
    }
    return render(request, "national_portal_sandbox/page.html", ctx)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Return why nothing is answered: no answer at all, or no token."""
    if "no_answer" in store.moods():
        return _no(504)
    given = request.headers.get("Authorization", "")
    return None if portal.takes(given.removeprefix("Bearer ")) else _no(401)


def _no(status: int) -> HttpResponse:
    return JsonResponse({"error": status}, status=status)
