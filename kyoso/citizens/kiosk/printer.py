"""印刷機とのやりとり: JSON for the program beside the printer, by its own key.

POST /kiosk/printer/next            204, or the next try, handed out once
GET  /kiosk/printer/tries/REF/paper the PDF of a try that this printer holds
POST /kiosk/printer/tries/REF       {"outcome": "printed" | "jam" | …}
"""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.kiosk.access import of_printer
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.hearing import hear
from kyoso.citizens.kiosk.models import Device, PrintTry
from kyoso.engines.media import api as media

_OUTCOMES = {"printed", *Device.Trouble.values} - {"", Device.Trouble.NO_ANSWER}


@csrf_exempt
@require_POST
@of_printer
def next_try(request: HttpRequest, device: Device) -> HttpResponse:
    """Hand out what is to be printed here."""
    hear(device)
    found = printing.take(device, by=None)
    if found is None:
        return HttpResponse(status=204)
    return JsonResponse({"ref": found.ref, "copies": found.job.order.copies})


@require_GET
@of_printer
def paper(request: HttpRequest, device: Device, ref: str) -> HttpResponseBase:
    """The certificate, while this printer has it to print and not afterwards."""
    found = _held(device, ref)
    made = found.certificate
    if found.state != PrintTry.State.TAKEN or made is None:
        raise Http404
    if made.validity != "valid" or made.document.file is None:
        raise Http404
    order = found.job.order
    return media.serve(
        made.document.file,
        by=found.began_by,
        reason=order.ref,
        person=order.account,
    )


@csrf_exempt
@require_POST
@of_printer
def outcome(request: HttpRequest, device: Device, ref: str) -> HttpResponse:
    """Take what became of a try; the same again changes nothing."""
    found = _held(device, ref)
    try:
        told = json.loads(request.body)
        said = told["outcome"]
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"error": "outcome"}, status=400)
    if not isinstance(said, str) or said not in _OUTCOMES:
        return JsonResponse({"error": "outcome"}, status=400)
    return JsonResponse({"state": printing.tell(found, outcome=said, by=None).state})


def _held(device: Device, ref: str) -> PrintTry:
    """Return a try of this device; another's does not exist."""
    return get_object_or_404(
        PrintTry.objects.select_related(
            "began_by",
            "certificate__document__file",
            "job__order__section",
            "job__order__requested_by",
        ),
        ref=ref,
        device=device,
    )
