"""わたしのページ: what a resident sees and decides of themself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.people import acting
from kyoso.engines.people.access import ResidentRequest, resident
from kyoso.engines.people.actions.accounts import change_details, choose_notices
from kyoso.engines.people.actions.tokens import create_token, revoke_token
from kyoso.engines.people.forms import DetailsForm, NoticesForm, TokenForm
from kyoso.engines.people.models import ApiToken
from kyoso.engines.people.seen import seen_page
from kyoso.engines.people.shields import is_held_back
from kyoso.ui import navigation

# A program that is forgotten stops by itself (Kyoso's proposal).
_TOKEN_DAYS = 365
# What is not shown of a person who is held back, and stays when left empty.
HOME = ("postcode", "address")


@resident
def overview(request: ResidentRequest) -> HttpResponse:
    """Three queries beside who is there: the mandates held, the shield, the companies."""
    held = acting.mandates_held(request.resident)
    companies = acting.companies_of(request.resident)
    ctx = {
        "resident": request.resident,
        "held_back": is_held_back(request.resident.account),
        "acting": acting.used_of(request, held, companies),
        "held": held,
        "companies": companies,
        "ways": navigation.ways("account", request),
    }
    return render(request, "people/account.html", ctx)


@resident
def details(request: ResidentRequest) -> HttpResponse:
    person = request.resident
    fields = ["name", "kana", "postcode", "address", "phone"]
    initial = {field: getattr(person, field) for field in fields}
    if held_back := is_held_back(person.account):
        initial |= dict.fromkeys(HOME, "")
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if held_back:
            told |= {field: told[field] or getattr(person, field) for field in HOME}
        change_details(person, by=person.account, **told)
        messages.success(request, _("登録した内容を変えました。"))
        return redirect("people:account")
    return render(request, "people/details.html", {"form": form})


@resident
def notices(request: ResidentRequest) -> HttpResponse:
    person = request.resident
    form = NoticesForm(request.POST or None, initial={"notices": person.notices})
    if request.method == "POST" and form.is_valid():
        choose_notices(person, by=person.account, **form.cleaned_data)
        messages.success(request, _("通知の受け取り方を変えました。"))
        return redirect("people:account")
    return render(request, "people/notices.html", {"form": form})


@resident
def seen(request: ResidentRequest) -> HttpResponse:
    """わたしの情報を見た人; one's own acts stay off unless asked for."""
    account = request.resident.account
    return seen_page(request, audit.entries_about(account.ref), account)


@resident
def tokens(request: ResidentRequest) -> HttpResponse:
    """The token's text is in this one answer and nowhere else."""
    account = request.resident.account
    shown = ""
    form = TokenForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        _token, shown = create_token(
            account, days=_TOKEN_DAYS, by=account, **form.cleaned_data
        )
        form = TokenForm(account=account)
    ctx = {"form": form, "shown": shown, "tokens": account.tokens.all()}
    return render(request, "people/tokens.html", ctx)


@resident
@require_POST
def revoke_one(request: ResidentRequest, ref: str) -> HttpResponse:
    account = request.resident.account
    token = get_object_or_404(ApiToken, ref=ref, account=account)
    revoke_token(token, by=account)
    messages.success(request, _("トークンを取り消しました。"))
    return redirect("people:tokens")
