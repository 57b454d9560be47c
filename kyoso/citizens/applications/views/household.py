"""世帯の方を選ぶ: asked for, waited for, chosen. The worker reads the register."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kyoso.citizens.applications import household
from kyoso.citizens.applications.access import resident_account, with_draft
from kyoso.citizens.applications.forms import MembersForm
from kyoso.citizens.applications.models import HouseholdLook
from kyoso.citizens.applications.views.drafts import context_of
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.forms.api import Draft, Question
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel.errors import Refusal

CARD = people.IdentityLevel.CARD


@with_draft
def choose(request: HttpRequest, draft: Draft, slug: str) -> HttpResponseBase:
    """世帯の方を選ぶ: a button, then the same page shows whom the register tells."""
    account, question = resident_account(request), household.group_of(draft, slug)
    may_ask = not draft.is_filed and household.may_ask(draft, by=account)
    if account is None or question is None or not may_ask:
        return redirect("applications:draft", draft.ref)
    is_sure = people.level_of(request) >= CARD
    look = household.latest(draft) if is_sure else None
    form = _form(request, draft, question, look)
    refusal = None
    if request.method == "POST":
        try:
            way = _act(request, draft, question, look, form, account)
        except Refusal as refused:
            refusal, way = refused, ""
        if way:
            return redirect(way)
    context = context_of(Walk(draft, get_language() or "ja")) | {
        "question": question,
        "look": look,
        "form": form,
        "refusal": refusal,
        "is_sure": is_sure,
        "ways": [] if is_sure else people.ways_elsewhere(request.path),
        "back": _group(draft, question),
    }
    status = 422 if refusal or (form and form.errors) else 200
    return render(request, "applications/household.html", context, status=status)


def _act(
    request: HttpRequest,
    draft: Draft,
    question: Question,
    look: HouseholdLook | None,
    form: MembersForm | None,
    account: Account,
) -> str:
    """Ask, or put in whom was chosen; return where it leads, "" where it does not."""
    if look is None:
        household.ask(draft, by=account, level=people.level_of(request))
        return request.path
    if form is None or not form.is_valid():
        return ""
    chosen = form.cleaned_data["members"]
    household.take(look, draft, question=question, chosen=chosen, by=account)
    messages.success(request, _("世帯の方を入れました。"))
    return _group(draft, question)


def _form(
    request: HttpRequest, draft: Draft, question: Question, look: HouseholdLook | None
) -> MembersForm | None:
    if look is None or look.answered_at is None or look.is_by_hand:
        return None
    names = household.offered(look, question, draft.typed_for(question.key))
    posted = request.POST if request.method == "POST" else None
    return MembersForm(posted, names=names) if any(names) else None


def _group(draft: Draft, question: Question) -> str:
    step = draft.version.parsed.screens[question.key]
    return reverse("applications:question", args=[draft.ref, step])
