"""センターの入口: signed JSON from the centre, at the office's door (LGWAN), and no pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kyoso.connectors.store_terminals import actions, errors, protocol
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.nonces import admit
from kyoso.connectors.store_terminals.rules import stage_of
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

_STATUS = {
    protocol.Malformed.code: 400,
    errors.NotIntroduced.code: 403,
    errors.Closed.code: 403,
    errors.KindNotGiven.code: 403,
}
View = Callable[..., HttpResponse]


def from_centre(view: View) -> View:
    """Let in what the centre signed just now, once; else 401, without a key 404.

    The answer is signed too, under the name of its question.
    """

    @csrf_exempt
    @people.anyone
    @wraps(view)
    def guarded(request: HttpRequest, number: str) -> HttpResponse:
        key = settings.STORE_TERMINALS["key"]
        if not key or not protocol.ID.fullmatch(number):
            raise Http404
        nonce = protocol.nonce_of(
            request.headers.get(protocol.SIGNATURE, ""),
            request.method or "",
            request.path,
            request.body,
            key=key,
            now=clock.now(),
        )
        if not nonce or not admit(nonce):
            return HttpResponse(status=401)
        try:
            answer = view(request, number)
        except Refusal as refusal:
            status = _STATUS.get(refusal.code, 409)
            answer = JsonResponse({"error": refusal.code}, status=status)
        return _signed(request, answer, key, nonce)

    return guarded


@require_http_methods(["PUT", "GET"])
@from_centre
def request(request: HttpRequest, number: str) -> HttpResponse:
    """Take a request, or say where it stands."""
    if request.method == "GET":
        return _told(_known(number))
    asked = protocol.read_asked(request.body)
    return _told(actions.ask(number, asked=asked, body=request.body, by=None))


@require_POST
@from_centre
def paid(request: HttpRequest, number: str) -> HttpResponse:
    """The store has the fee."""
    found = protocol.read_paid(request.body)
    return _told(actions.pay(_known(number), paid=found, by=None))


@require_GET
@from_centre
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF, whole, so that it can be signed; read by the person whose card it was."""
    known = _known(number)
    file = actions.fetch(known, by=None)
    order = known.order
    assert order is not None
    served = media.serve(file, by=None, reason=order.ref, person=order.account)
    answer = HttpResponse(b"".join(served), headers=dict(served.headers))
    # Not ``served.close()``: that would end the request in the middle of it.
    if served.file_to_stream is not None:
        served.file_to_stream.close()
    return answer


@require_POST
@from_centre
def outcome(request: HttpRequest, number: str) -> HttpResponse:
    """What became of the paper."""
    said = protocol.read_outcome(request.body)
    return _told(actions.tell(_known(number), outcome=said, by=None))


@require_POST
@from_centre
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """The person went away before paying."""
    return _told(actions.cancel(_known(number), by=None))


def _known(number: str) -> StoreRequest:
    return get_object_or_404(
        StoreRequest.objects.select_related("order__section", "order__requested_by"),
        number=number,
    )


def _told(found: StoreRequest) -> JsonResponse:
    """Say the stage, and the fee while it is to be paid; nothing of the person."""
    found = _known(found.number)
    stage = stage_of(found)
    told: dict[str, Any] = {"number": found.number, "stage": stage}
    if stage == "to_pay" and found.order is not None:
        told["amount"] = found.order.total
    return JsonResponse(told)


def _signed(
    request: HttpRequest, answer: HttpResponse, key: str, nonce: str
) -> HttpResponse:
    """Sign the whole of what is said, as the answer to this question alone."""
    answer.headers[protocol.SIGNATURE] = protocol.sign(
        str(answer.status_code),
        request.path,
        answer.content,
        key=key,
        moment=clock.now(),
        nonce=nonce,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
