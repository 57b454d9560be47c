"""An officer's own tokens: made, listed and revoked at the office door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.people.access import OfficerRequest, officer
from kyoso.engines.people.actions.tokens import create_token, revoke_token
from kyoso.engines.people.models import ApiToken
from kyoso.engines.people.scopes import scopes_for
from kyoso.engines.people.staff_forms import StaffTokenForm

# Shorter than a resident's: it reads other people's applications.
TOKEN_DAYS = 90


@officer()
def tokens(request: OfficerRequest) -> HttpResponse:
    """The token's text is in this one answer and nowhere else."""
    account = request.officer.account
    shown = ""
    form = StaffTokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _token, shown = create_token(
            account,
            name=form.cleaned_data["name"],
            scopes=[scope.slug for scope in scopes_for(account)],
            days=TOKEN_DAYS,
            by=account,
        )
        form = StaffTokenForm()
    ctx = {
        "form": form,
        "shown": shown,
        "days": TOKEN_DAYS,
        "scopes": scopes_for(account),
        "tokens": account.tokens.all(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/staff_tokens.html", ctx, status=status)


@require_POST
@officer()
def revoke_one(request: OfficerRequest, ref: str) -> HttpResponse:
    account = request.officer.account
    revoke_token(get_object_or_404(ApiToken, ref=ref, account=account), by=account)
    messages.success(request, "トークンを取り消しました。")
    return redirect("people:tokens")
