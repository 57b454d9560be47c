"""Who may open a page of a terminal: from its browser, and with the card."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from kyoso.citizens.kiosk.keys import printer_of
from kyoso.citizens.kiosk.models import Device
from kyoso.engines.people import api as people

View = Callable[..., HttpResponseBase]
CARD = people.IdentityLevel.CARD
SCHEME = "Kiosk "


def with_card(view: View) -> View:
    """Let in whoever showed the card at a device; others begin at the start."""

    @people.resident
    @wraps(view)
    def of_person(
        request: people.ResidentRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if people.level_of(request) < CARD:
            return redirect("kiosk:start")
        return view(request, *args, **kwargs)

    @wraps(of_person)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if at_device(request):
                return redirect("kiosk:start")
            return redirect_to_login(request.get_full_path())
        if not at_device(request):
            people.resident_of(request)
            if "ref" in kwargs:
                # Elsewhere no job exists, whoever's it is.
                raise Http404
            return redirect("kiosk:start")
        return of_person(request, *args, **kwargs)

    return guarded


def at_device(request: HttpRequest) -> bool:
    """Tell whether this browser is a registered device's."""
    return getattr(request, "kiosk", None) is not None


def of_printer(view: View) -> View:
    """Let in the program beside the printer, by the printer's key of its device; else 401."""

    @people.anyone
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shown = request.headers.get("Authorization", "")
        device: Device | None = None
        if shown.startswith(SCHEME):
            device = printer_of(shown.removeprefix(SCHEME))
        if device is None:
            return HttpResponse(status=401, headers={"WWW-Authenticate": "Kiosk"})
        return view(request, device, *args, **kwargs)

    return guarded
