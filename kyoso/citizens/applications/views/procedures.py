"""Finding a procedure, reading about it, beginning."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.applications import actions, finder, identity
from kyoso.citizens.applications.access import (
    acting_for,
    private,
    resident_account,
    standing_of,
    who,
)
from kyoso.citizens.applications.forms import ResumeForm
from kyoso.citizens.applications.rules import typed_code
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal


@people.anyone
@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """手続の一覧: all of them, or those that fit the words."""
    query = request.GET.get("q", "")[:100]
    language = get_language() or "ja"
    found = finder.find(query, language=language)
    context = {
        "query": query,
        "found": found,
        "total": len(found),
        "shelves": [] if query else finder.shelves(found, language=language),
    }
    return render(request, "applications/procedures.html", context)


@people.anyone
@require_GET
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """手続の案内: what, who, which papers, which law, how long, whom to ask."""
    found = _public_or_404(slug)
    context = {
        "procedure": found,
        "definition": found.definition,
        "form_definition": found.form.latest.parsed if found.form else None,
        "is_open": found.is_open_on(clock.today()),
        "needs_identity": not identity.may_begin(request, found),
        "chosen": standing_of(request),
        "standing": acting_for(request, found),
        "median_days": finder.median_days(found),
        "help_section": found.section,
    }
    return render(request, "applications/procedure.html", context)


@people.anyone
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    """申請を始める: a draft, and the first question."""
    found = _public_or_404(slug)
    account = resident_account(request)
    channel = Draft.Channel.PAPER if "paper" in request.POST else Draft.Channel.WEB
    if channel == Draft.Channel.WEB and not identity.may_begin(request, found):
        return redirect("applications:identity", slug)
    try:
        actions.starting_tries.refuse(who(request))
        standing = acting_for(request, found)
        draft = actions.begin(
            found,
            by=account,
            principal=standing.account if standing else None,
            channel=channel,
        )
    except Refusal as refusal:
        return _closed(request, found, refusal)
    actions.starting_tries.count(who(request))
    if standing is None:
        # For another, the mandate or the membership opens the draft, and no longer than that.
        forms.hold(request, draft)
    if channel == Draft.Channel.PAPER:
        return redirect("applications:paper", draft.ref)
    first = forms.steps(draft.version.parsed, {})[0]
    return redirect("applications:question", draft.ref, first.slug)


@people.anyone
@require_GET
def prove(request: HttpRequest, slug: str) -> HttpResponse:
    """本人確認: what this procedure asks for, and what else is possible."""
    found = _public_or_404(slug)
    home = reverse("applications:procedure", args=[slug])
    context = {
        "procedure": found,
        "procedure_title": found.definition.title,
        "ways": identity.ways(found, home, to_sign=identity.is_signed(found)),
        "can_sign": identity.can_sign(),
        "back": home,
        "is_open": found.is_open_on(clock.today()),
        "help_section": found.section,
    }
    return render(request, "applications/identity.html", context)


@people.anyone
@require_GET
def blank_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """白紙の様式: the same questions on paper, without a number."""
    found = _public_or_404(slug)
    if found.form is None:
        raise Http404
    definition = found.form.latest.parsed
    context = {
        "procedure": found,
        "form_definition": definition,
        "pages": finder.paper_pages(definition),
        "help_section": found.section,
    }
    return render(request, "applications/paper.html", context)


@people.anyone
def resume(request: HttpRequest) -> HttpResponseBase:
    """続きから始める: the paper code opens the draft, from anywhere."""
    given = request.POST if request.method == "POST" else None
    form = ResumeForm(given)
    if given is not None and form.is_valid():
        try:
            return _open(request, typed_code(form.cleaned_data["code"]))
        except Refusal as refusal:
            form.add_error("code", _(refusal.sentence))
    after = request.session.get("applications.after", "")
    context = {"form": form, "after": after}
    status = 422 if form.is_bound else 200
    return private(render(request, "applications/resume.html", context, status=status))


def _open(request: HttpRequest, code: str) -> HttpResponseBase:
    forms.code_tries.refuse(who(request))
    try:
        draft = forms.resume(code)
    except forms.DraftUnknown:
        forms.code_tries.count(who(request))
        raise
    forms.hold(request, draft)
    request.session.pop("applications.after", None)
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    return redirect("applications:draft", draft.ref)


def _public_or_404(slug: str) -> Procedure:
    found = (
        Procedure.objects.public()
        .select_related("section__department", "current", "form")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _closed(request: HttpRequest, found: Procedure, refusal: Refusal) -> HttpResponse:
    context = {
        "procedure": found,
        "title": _("いまは申請できません"),
        "sentence": _(refusal.sentence),
        "help_section": found.section,
    }
    return render(request, "applications/closed.html", context, status=409)
