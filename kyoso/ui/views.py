"""Error pages and the language switch."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from kyoso.kernel.access import anyone
from kyoso.ui import typed
from kyoso.ui.city import city

_YEAR = 365 * 24 * 60 * 60


@anyone
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language a person chose, and go back to where they were.

    Nothing but a preference changes, so that plain links do it without a form.
    An unknown language or a foreign address is passed over in silence.
    """
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.GET.get("to", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


@anyone
def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "ui/errors/400.html", status=400)


@anyone
def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return render(request, "ui/errors/403.html", status=403)


@anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, instead of naming cookies and tokens."""
    context = {"typed": typed.texts(request)}
    return _unstored(render(request, "ui/errors/csrf.html", context, status=403))


@anyone
def logged_out(request: HttpRequest) -> HttpResponse:
    """Lead to the log-in; what was typed in vain is shown first, to be copied."""
    log_in = redirect_to_login(typed.page_of(request))
    texts = typed.texts(request)
    if not texts:
        return log_in
    context = {"typed": texts, "log_in": log_in.url}
    return _unstored(render(request, "ui/errors/logged_out.html", context, status=403))


def _unstored(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@anyone
def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return render(request, "ui/errors/404.html", status=404)


@anyone
def method_not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/405.html", status=405)


@anyone
def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/413.html", status=413)


@anyone
def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/429.html", status=429)


@anyone
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when everything else has failed: no context processors, no database."""
    try:
        phone = city().phone
    except (ImproperlyConfigured, OSError):
        phone = ""
    page = loader.get_template("ui/errors/500.html").render({"phone": phone})
    return HttpResponse(page, status=500)
