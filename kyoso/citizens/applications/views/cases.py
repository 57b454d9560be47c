"""After filing: the receipt, where it stands, mending, withdrawing."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.applications import actions, identity, reading, story
from kyoso.citizens.applications.access import (
    hold_case,
    private,
    resident_account,
    standing_of,
    who,
    with_case,
)
from kyoso.citizens.applications.forms import StatusForm, WithdrawForm
from kyoso.citizens.applications.reading import procedure_slug
from kyoso.citizens.applications.rules import PROCEDURE
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.media import api as media
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import doors
from kyoso.kernel.errors import Refusal

_PER_PAGE = 50


@people.resident
@require_GET
def mine(request: people.ResidentRequest) -> HttpResponseBase:
    """わたしの申請: drafts to go on with, and cases; of whom one acts for, if one does."""
    standing = standing_of(request)
    account = standing.account if standing else request.resident.account
    drafts = (
        Draft.objects.of(account)
        .open()
        .filter(about__startswith=f"{PROCEDURE}:")
        .select_related("version")
    )
    cases = Case.objects.of(account).select_related("procedure__current")[:_PER_PAGE]
    context = {
        "standing": standing,
        "drafts": [
            (draft, draft.version.parsed.title)
            for draft in drafts
            if standing is None or standing.covers(procedure_slug(draft))
        ],
        "cases": [
            (case, story.chip_of(case))
            for case in cases
            if standing is None or standing.covers(case.procedure.slug)
        ],
    }
    return private(render(request, "applications/mine.html", context))


@people.anyone
def status(request: HttpRequest) -> HttpResponseBase:
    """申請の状況を見る: by receipt number and code, without an account."""
    given = request.POST if request.method == "POST" else None
    form = StatusForm(given)
    if given is not None and form.is_valid():
        try:
            forms.code_tries.refuse(who(request))
            case = reading.find(form.cleaned_data["number"], form.cleaned_data["code"])
        except reading.SlipUnknown as refusal:
            forms.code_tries.count(who(request))
            form.add_error("number", _(refusal.sentence))
        except Refusal as refusal:
            form.add_error("number", _(refusal.sentence))
        else:
            hold_case(request, case)
            return redirect("applications:case", case.ref)
    page = render(
        request,
        "applications/status.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )
    return private(page)


@with_case
@require_GET
def receipt(request: HttpRequest, case: Case) -> HttpResponse:
    """申請を受け付けました: the number, what comes next and when, whom to ask."""
    context = _context(case) | {
        "code": reading.code_of(case.ref),
        "by_mail": case.is_electronic,
        **_fee(case),
    }
    return render(request, "applications/receipt.html", context)


@with_case
@require_GET
def show(request: HttpRequest, case: Case) -> HttpResponse:
    """申請の状況: whose turn it is, since when, which clock runs or rests."""
    casework.load_story(case)
    correction = story.open_correction(case)
    context = _context(case) | {
        "turn": casework.turn(case),
        "by_law": case.revision.definition.statutory_period,
        "extension": casework.extension_of(case),
        "chip": story.chip_of(case),
        "events": story.events(case),
        "correction": correction,
        "items": story.items(case, correction, language=get_language() or "ja"),
        **story.decision(case),
        **_fee(case),
        "is_signed": identity.is_signed_under(case.revision.definition)
        and casework.is_signed(case),
        "can_withdraw": casework.can(case.state, casework.Act.WITHDRAW),
        "ways": casework.ways_on(case, doors.PUBLIC)
        if request.user.is_authenticated
        else [],
    }
    return render(request, "applications/case.html", context)


@with_case
@require_GET
def answers(request: HttpRequest, case: Case) -> HttpResponse:
    """申請した内容: every answer as it was sent last, with its files."""
    rows = forms.answers_table(
        case.latest.version.parsed,
        case.latest.answers,
        language=get_language() or "ja",
    )
    context = _context(case) | {"rows": rows}
    return render(request, "applications/answers.html", context)


@with_case
@require_POST
def mend(request: HttpRequest, case: Case) -> HttpResponseBase:
    """直す: open the answers that the section asked to mend."""
    account = resident_account(request)
    try:
        draft = actions.begin_mending(case, by=account)
    except Refusal:
        return redirect("applications:case", case.ref)
    if account is None or case.account in {None, account}:
        # For another person, the mandate opens the draft, and no longer than that.
        forms.hold(request, draft)
    walk = forms.steps(draft.version.parsed, forms.checked(draft).values, draft.only)
    return redirect("applications:question", draft.ref, walk[0].slug)


@with_case
def withdraw(request: HttpRequest, case: Case) -> HttpResponseBase:
    """取り下げる: what will happen, then the act that cannot be undone."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    refusal = None
    if not casework.can(case.state, casework.Act.WITHDRAW):
        return redirect("applications:case", case.ref)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw(
                case, reason=form.cleaned_data["reason"], by=resident_account(request)
            )
        except Refusal as caught:
            refusal = caught
        else:
            return redirect("applications:case", case.ref)
    context = _context(case) | {"form": form, "refusal": refusal}
    return render(
        request,
        "applications/withdraw.html",
        context,
        status=422 if form.is_bound else 200,
    )


@with_case
@require_GET
def file(request: HttpRequest, case: Case, file_ref: str) -> HttpResponseBase:
    """Download a file that the applicant sent with this case."""
    found = casework.Attachment.objects.filter(
        submission__case=case, file__ref=file_ref
    ).first()
    if found is None:
        raise Http404
    return media.serve(found.file, by=resident_account(request), reason=case.ref)


@with_case
@require_GET
def notice(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Download the decision notice, for who chose electronic notices."""
    told = story.decision(case)
    file = told["notice_file"]
    if file is None:
        raise Http404
    return media.serve(file, by=resident_account(request), reason=case.ref)


def _fee(case: Case) -> dict[str, object]:
    """Return how the fee of a case stands; nothing where it costs nothing (no query)."""
    terms = case.revision.definition.charge
    language = get_language() or "ja"
    fee = casework.fee_standing(case, case.latest, language=language) if terms else None
    return {
        "fee": fee,
        "fee_chip": payments.state_shown(fee.due) if fee and fee.due else None,
        "waits": terms is not None and terms.before_decision,
    }


def _context(case: Case) -> dict[str, object]:
    return {
        "case": case,
        "procedure_title": case.revision.definition.title,
        "definition": case.revision.definition,
        "help_section": case.section,
        "home": reverse("applications:case", args=[case.ref]),
    }
