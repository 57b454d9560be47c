"""窓口: mandates on paper, and companies that show who they are."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kyoso.engines.audit import api as audit
from kyoso.engines.people.access import OfficerRequest, officer
from kyoso.engines.people.actions.companies import confirm_company, end_company
from kyoso.engines.people.actions.mandates import Person, enter_paper_mandate
from kyoso.engines.people.counter_forms import PaperMandateForm, ShownForm
from kyoso.engines.people.errors import NobodyWithMail
from kyoso.engines.people.evidence import archives
from kyoso.engines.people.models import Account, Company, Mandate, Resident
from kyoso.engines.people.roles import Permission
from kyoso.engines.people.scopes import procedure_titles
from kyoso.kernel import clock, text
from kyoso.kernel.errors import Refusal

_SHOWN = 50


@officer(Permission.HANDLE_CASES)
def enter_mandate(request: OfficerRequest) -> HttpResponse:
    """委任状を入力する: the signed paper is in the officer's hand."""
    form = PaperMandateForm(
        request.POST or None,
        request.FILES or None,
        initial={"starts_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            mandate = _enter(form.cleaned_data, request.officer.account)
        except Refusal as refusal:
            form.add_error(_FIELD_OF.get(refusal.code), refusal.sentence)
        else:
            messages.success(request, "委任状を入力しました。確認書を印刷できます。")
            return redirect("people:mandate_confirmation", ref=mandate.ref)
    status = 422 if form.is_bound else 200
    return render(request, "people/mandate_enter.html", {"form": form}, status=status)


@officer(Permission.HANDLE_CASES)
def confirmation(request: OfficerRequest, ref: str) -> HttpResponse:
    """委任の確認書: a sheet for each of the two, to be printed."""
    mandate = _mandate(ref)
    _note_sight(mandate, request.officer.account)
    titles = procedure_titles()
    ctx = {
        "mandate": mandate,
        "procedures": [titles.get(slug, slug) for slug in mandate.procedures],
        "today": clock.today(),
    }
    return render(request, "people/mandate_confirmation.html", ctx)


@officer(Permission.HANDLE_CASES)
def scan(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Download the copy of the signed paper."""
    mandate = _mandate(ref)
    by = request.officer.account
    for archive in archives if mandate.scan else ():
        return archive.serve(mandate.scan, mandate.principal.account, by)
    raise Http404


@officer(Permission.HANDLE_CASES)
def companies(request: OfficerRequest) -> HttpResponse:
    """事業者をさがす: by number or name; without words, who waits to be confirmed."""
    query = text.fold(request.GET.get("q", ""))[:150].strip()
    known = Company.objects.select_related("account").order_by("-created_at", "-id")
    if query:
        digits = "".join(letter for letter in query if letter.isdigit())
        found = known.filter(Q(name__icontains=query) | Q(number=digits or "-"))
    else:
        found = known.standing().filter(confirmed_at=None)
    ctx = {"query": query, "companies": found[:_SHOWN]}
    return render(request, "people/office_companies.html", ctx)


@officer(Permission.HANDLE_CASES)
def company(request: OfficerRequest, ref: str) -> HttpResponse:
    """事業者: who it is and who acts for it; confirming writes down what was shown."""
    found = _company(ref)
    form = ShownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_company(found, by=request.officer.account, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "事業者の本人確認を記録しました。")
            return redirect("people:company", ref=ref)
    audit.record(
        "people.company_seen",
        by=request.officer.account,
        subject=found,
        person=found.account,
    )
    members = found.memberships.select_related("resident__account")
    ctx = {"company": found, "members": members, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "people/office_company.html", ctx, status=status)


@officer(Permission.HANDLE_CASES)
def close_company(request: OfficerRequest, ref: str) -> HttpResponse:
    found = _company(ref)
    if request.method == "POST":
        try:
            end_company(found, by=request.officer.account)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "事業者の登録を終えました。")
        return redirect("people:company", ref=ref)
    return render(request, "people/office_company_end.html", {"company": found})


# Beside which field a refusal of the paper mandate stands.
_FIELD_OF = {
    "principal_unknown": "principal_name",
    "proxy_unknown": "proxy_name",
    "evidence_needed": "evidence",
    "mandate_to_self": "proxy_email",
    "period_backwards": "expires_on",
    "mandate_too_long": "expires_on",
    "file_refused": "scan",
}


def _enter(said: dict[str, Any], by: Account) -> Mandate:
    proxy = _resident(said["proxy_email"])
    principal = _resident(said["principal_email"]) or Person(
        name=said["principal_name"],
        kana=said["principal_kana"],
        born_on=said["principal_born_on"],
        address=said["principal_address"],
    )
    with transaction.atomic():
        return enter_paper_mandate(
            principal=principal,
            proxy=proxy,
            proxy_name=said["proxy_name"],
            procedures=said["procedures"],
            starts_on=said["starts_on"],
            expires_on=said["expires_on"],
            evidence=said["evidence"],
            scan=_kept(said["scan"], by),
            by=by,
        )


def _kept(upload: Any, by: Account) -> str:
    for archive in archives if upload else ():
        return archive.keep(upload, by)
    return ""


def _resident(email: str) -> Resident | None:
    """Return the resident of an address; raise ``NobodyWithMail`` for a wrong one."""
    if not email:
        return None
    found = (
        Resident.objects.filter(account__email__iexact=email, account__is_active=True)
        .select_related("account")
        .first()
    )
    if found is None:
        raise NobodyWithMail(email=email)
    return found


def _note_sight(mandate: Mandate, by: Account) -> None:
    audit.record(
        "people.mandate_seen",
        by=by,
        subject=mandate,
        person=mandate.principal.account,
    )


def _mandate(ref: str) -> Mandate:
    return get_object_or_404(
        Mandate.objects.select_related("principal__account", "accepted_by__account"),
        ref=ref,
    )


def _company(ref: str) -> Company:
    return get_object_or_404(
        Company.objects.select_related("account"), account__ref=ref
    )
