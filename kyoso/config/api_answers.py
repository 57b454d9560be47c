"""What every HTTP API of the house answers when it says no.

A refusal is ``{"code", "sentence"}`` at every address: the code for machines, the
sentence for the person who reads the program's log.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from kyoso.engines.media import api as media
from kyoso.kernel.errors import Refusal


class ReadableJson(JSONRenderer):
    """JSON whose Japanese a person can read as it is."""

    json_dumps_params = {"ensure_ascii": False}


def answer_in_words(api: NinjaAPI) -> NinjaAPI:
    """Let every refusal and every fault of a request be told as the house tells it."""
    api.exception_handler(Refusal)(_refused)
    api.exception_handler(AuthenticationError)(_no_token)
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(ValidationError)(_misshapen)
    return api


# A refusal conflicts with the state of things (409) unless it is one of these.
_STATUS = {
    "scope_missing": 403,
    "permission_missing": 403,
    "filter_unknown": 422,
    "card_needed": 403,
    "identity_too_low": 403,
    "filings_paused": 429,
    "starts_paused": 429,
    "checks_paused": 429,
    "answers_faulty": 422,
}


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = 422 if isinstance(refusal, media.FileRefused) else 409
    status = _STATUS.get(refusal.code, status)
    return _answer(request, status, refusal.code, _(refusal.sentence))


def _no_token(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    answer = _answer(
        request,
        401,
        "token_needed",
        _(
            "トークンがないか、使えなくなっています。Authorization: Bearer で送ってください。"
        ),
    )
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    return _answer(
        request,
        404,
        "not_found",
        _("この名前のものはありません。アドレスの最後の名前を確かめてください。"),
    )


def _unreadable(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return _answer(
        request,
        problem.status_code,
        "unreadable",
        _("送られた内容を読めません。JSONの書き方を確かめてください。"),
    )


def _misshapen(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """Name the places; what was sent is not repeated (it may be personal)."""
    places = [
        {"place": [str(step) for step in one["loc"]], "problem": one["type"]}
        for one in problem.errors
    ]
    return _answer(
        request,
        422,
        "misshapen",
        _(
            "送られた値を読み取れませんでした。errorsの場所を直して、もう一度お送りください。"
        ),
        errors=places,
    )


def _answer(
    request: HttpRequest, status: int, code: str, sentence: str, **more: Any
) -> HttpResponse:
    told = {"code": code, "sentence": sentence, **more}
    return HttpResponse(
        json.dumps(told, ensure_ascii=False, cls=NinjaJSONEncoder),
        status=status,
        content_type="application/json; charset=utf-8",
    )
