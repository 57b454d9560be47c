"""Endpoints of the sandbox for signing: transactions, results, the revocation list."""

import json
import uuid

from cryptography.hazmat.primitives.serialization import Encoding
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kyoso.connectors.digital_auth_app.sandbox import cards, provider, signing
from kyoso.connectors.digital_auth_app.sandbox.wrong import Wrong
from kyoso.connectors.digital_auth_app.signing import fields
from kyoso.kernel.access import anyone

_STATUS = {"invalid_token": 401, "insufficient_scope": 403, "not_found": 404}


@csrf_exempt
@require_POST
@anyone
def begin(request: HttpRequest) -> JsonResponse:
    """Begin a transaction, for the token of the client itself."""
    try:
        granted = _granted(request)
        if granted["scope"] != "sign" or granted["holder"]:
            raise Wrong("insufficient_scope")
        made = signing.open_transaction(json.loads(request.body))
    except Wrong as wrong:
        return _wrong(wrong)
    except ValueError:
        return _wrong(Wrong("invalid_request"))
    return JsonResponse({fields()["begin"]["transaction"]: made}, status=201)


@require_GET
@anyone
def result(request: HttpRequest, transaction: uuid.UUID) -> JsonResponse:
    """Give what the card made, for the token of whoever signed."""
    try:
        return JsonResponse(signing.result(str(transaction), _granted(request)))
    except Wrong as wrong:
        return _wrong(wrong)


@require_GET
@anyone
def revocations(request: HttpRequest) -> HttpResponse:
    """The revocation list of this moment."""
    listed = cards.revocation_list().public_bytes(Encoding.DER)
    return HttpResponse(listed, content_type="application/pkix-crl")


def _granted(request: HttpRequest) -> dict[str, str]:
    kind, _, access_token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer":
        raise Wrong("invalid_token")
    return provider.granted_to(access_token)


def _wrong(wrong: Wrong) -> JsonResponse:
    told = {"error": wrong.error, "error_description": wrong.why}
    return JsonResponse(told, status=_STATUS.get(wrong.error, 400))
