"""The receiver: takes a signed notice, and shows what it has taken."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kyoso.connectors.webhooks.rules import ID, SIGNATURE, is_signed
from kyoso.connectors.webhooks.sandbox import store
from kyoso.kernel import clock
from kyoso.kernel.access import anyone

BROKEN = "broken"


@csrf_exempt
@require_http_methods(["GET", "POST"])
@anyone
def notices(request: HttpRequest, name: str) -> HttpResponse:
    """POST: 204 for a notice whose signature is good, also the second time."""
    if request.method == "GET":
        context = {"name": name, "notices": store.read(name)}
        return render(request, "webhooks_sandbox/notices.html", context)
    if name == BROKEN:
        return HttpResponse(status=500)
    id_ = request.headers.get(ID, "")
    if not is_signed(
        request.headers.get(SIGNATURE, ""),
        secret=store.secret_of(name),
        id_=id_,
        body=request.body,
        now=clock.now(),
    ):
        return HttpResponse(status=401)
    if all(known["id"] != id_ for known in store.read(name)):
        store.add(name, json.loads(request.body))
    return HttpResponse(status=204)
