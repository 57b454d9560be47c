"""受け取った人の確認: does a certificate hold; nothing of what it says is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kyoso.engines.certification.forms import CodeForm
from kyoso.engines.certification.reading import certificate_by
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from kyoso.kernel.ids import read_code

# Codes that were never given, from one address: slips of the pen, not trying out.
_LIMIT, _MISSES, _SECONDS = "certification.verify", 30, 600


@require_GET
@people.anyone
def verify(request: HttpRequest) -> HttpResponse:
    """証明書を確かめる: type the code that is printed on the paper."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            code = read_code(form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("certification:certificate", code)
    status = 422 if form.errors else 200
    return render(request, "certification/verify.html", {"form": form}, status=status)


@require_GET
@people.anyone
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the certificate of a code holds: kind, day, masked name."""
    asker = people.limits.address_of(request)
    if people.limits.is_used_up(_LIMIT, asker, _MISSES):
        return _too_often(request)
    try:
        found = certificate_by(code)
    except Refusal:
        found = None
    if found is None:
        people.limits.allow(_LIMIT, asker, _MISSES, _SECONDS)
    ctx: dict[str, object] = {"certificate": found, "code": code[:20]}
    if found is not None:
        ctx |= {"kind": found.order.kind}
    response = render(
        request, "certification/certificate.html", ctx, status=200 if found else 404
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    form = CodeForm({"code": ""})
    form.is_valid()
    form.errors["code"] = form.error_class(
        [_("番号が何度も違っています。10分ほど待ってから、もう一度入力してください。")]
    )
    return render(request, "certification/verify.html", {"form": form}, status=429)
