"""書かない窓口, the resident's side: a screen at the counter, opened by a short code.

Large letters, nothing to type but the code, and two ways on: it is right, or these
answers are not. The screen forgets everything once it is done.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kyoso.citizens.applications import entering
from kyoso.citizens.applications.access import private, resident_account, who
from kyoso.citizens.applications.forms import ConfirmForm
from kyoso.citizens.applications.models import Entry
from kyoso.citizens.applications.rules import typed_code
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.audit import api as audit
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

_OPENED = "applications.confirming"


@people.anyone
def confirm(request: HttpRequest) -> HttpResponseBase:
    """入力した内容を確かめる: the code that the officer has shown."""
    given = request.POST if request.method == "POST" else None
    form = ConfirmForm(given)
    if given is not None and form.is_valid():
        try:
            _open(request, typed_code(form.cleaned_data["code"]))
        except Refusal as refusal:
            form.add_error("code", _(refusal.sentence))
        else:
            return redirect("applications:confirm_answers")
    status = 422 if form.is_bound else 200
    context = {"form": form}
    page = render(request, "applications/confirm.html", context, status=status)
    return private(page)


@people.anyone
def answers(request: HttpRequest) -> HttpResponseBase:
    """Every answer in large letters; then まちがいありません, or what is wrong."""
    found = _opened(request)
    if found is None:
        return redirect("applications:confirm")
    entry, draft = found
    if request.method != "POST":
        return _show(request, draft)
    account = resident_account(request)
    try:
        if "wrong" in request.POST:
            wrong = request.POST.getlist("question")
            entering.doubt(entry, questions=wrong, by=account)
        else:
            digest = request.POST.get("digest", "")
            entering.confirm(entry, digest=digest, by=account)
    except entering.ChangedSince:
        return _show(request, draft, has_changed=True)
    except Refusal:
        return redirect("applications:confirm")
    request.session.pop(_OPENED, None)
    done = "doubted" if "wrong" in request.POST else "right"
    return redirect(f"applications:confirm_{done}")


@people.anyone
@require_GET
def right(request: HttpRequest) -> HttpResponse:
    """確かめました: nothing of it is left on the screen."""
    return render(request, "applications/confirm_done.html", {"is_right": True})


@people.anyone
@require_GET
def doubted(request: HttpRequest) -> HttpResponse:
    """職員に伝えました: nothing of it is left on the screen."""
    return render(request, "applications/confirm_done.html", {"is_right": False})


def _open(request: HttpRequest, code: str) -> None:
    forms.code_tries.refuse(who(request))
    try:
        entry = entering.opened_with(code)
    except entering.ConfirmationUnknown:
        forms.code_tries.count(who(request))
        raise
    request.session[_OPENED] = entry.code_digest


def _opened(request: HttpRequest) -> tuple[Entry, Draft] | None:
    """Return what this screen was opened for, while the code is good."""
    digest = request.session.get(_OPENED, "")
    entry = Entry.objects.asked().filter(code_digest=digest).first() if digest else None
    if entry is None:
        return None
    drafts = Draft.objects.open().select_related("version__form", "account")
    draft = drafts.filter(ref=entry.draft_ref).first()
    return (entry, draft) if draft else None


def _show(
    request: HttpRequest, draft: Draft, *, has_changed: bool = False
) -> HttpResponseBase:
    audit.record(
        "applications.draft_read",
        by=resident_account(request),
        subject=draft,
        person=draft.account,
        reason=draft.about,
    )
    walk = Walk(draft, get_language() or "ja")
    context: dict[str, Any] = {
        "procedure_title": walk.procedure.definition.title,
        "procedure": walk.procedure,
        "groups": walk.groups(),
        "fee": walk.fee,
        "digest": entering.digest_of(draft),
        "has_changed": has_changed,
        "help_section": walk.procedure.section,
    }
    status = 409 if has_changed else 200
    page = render(request, "applications/confirm_answers.html", context, status=status)
    return private(page)
