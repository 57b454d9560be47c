"""本人確認と署名: the card, the text, and what else is possible without it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kyoso.citizens.applications import actions, identity, signing
from kyoso.citizens.applications.access import resident_account, who, with_draft
from kyoso.citizens.applications.views.drafts import context_of, language, show_check
from kyoso.citizens.applications.walking import Walk, first_open
from kyoso.engines.forms.api import Draft
from kyoso.engines.signatures import api as signatures
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal


@with_draft
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Show what is signed; the button leads to the card, and from there to the receipt."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, language())
    if not signing.needs_signature(walk):
        return redirect("applications:check", draft.ref)
    step = first_open(walk)
    if step is not None:
        return redirect("applications:question", draft.ref, step.slug)
    account = resident_account(request)
    if account is None or not signing.may_sign(request, walk):
        return redirect("applications:draft_identity", draft.ref)
    if request.method != "POST":
        return _show(request, walk)
    try:
        actions.filing_tries.refuse(who(request))
        asked = signing.ask_to_sign(draft, by=account)
        actions.filing_tries.count(who(request))
        return signatures.begin(asked, request=request, by=account)
    except Refusal as refusal:
        return _show(request, walk, refusal=refusal)


@with_draft
@require_GET
def prove(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """本人確認: before filing; who cannot goes on by the code, nothing is lost."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, language())
    if signing.may_sign(request, walk):
        return redirect("applications:sign", draft.ref)
    back = reverse("applications:check", args=[draft.ref])
    to_sign = signing.needs_signature(walk)
    context = context_of(walk) | {
        "to_sign": to_sign,
        "can_sign": identity.can_sign(),
        "ways": identity.ways(walk.procedure, back, to_sign=to_sign),
        "back": back,
        "is_open": True,
    }
    return render(request, "applications/identity.html", context)


def _show(
    request: HttpRequest, walk: Walk, *, refusal: Refusal | None = None
) -> HttpResponse:
    try:
        text = signing.text_of(walk.draft, clock.today())
    except Refusal as against:
        # Nothing is asked to be mended any more, or nothing was mended.
        return show_check(request, walk, refusal=against)
    context = context_of(walk) | {
        "text": text,
        "refusal": refusal,
        "back": reverse("applications:check", args=[walk.draft.ref]),
        "is_open": True,
    }
    status = 422 if refusal else 200
    return render(request, "applications/sign.html", context, status=status)
