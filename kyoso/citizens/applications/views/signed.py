"""署名した内容: what was signed, to read and to print again; the proof, for who signed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kyoso.citizens.applications.access import resident_account, with_case
from kyoso.citizens.applications.signed import signed_texts
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Case


@with_case
@require_GET
def signed(request: HttpRequest, case: Case) -> HttpResponse:
    """Show every text of this case that was signed, the application first."""
    texts = signed_texts(case, to=resident_account(request))
    if not texts:
        raise Http404
    context = {
        "case": case,
        "procedure_title": case.revision.definition.title,
        "help_section": case.section,
        "home": reverse("applications:case", args=[case.ref]),
        "texts": texts,
    }
    return render(request, "applications/signed.html", context)


@with_case
@require_GET
def evidence(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Give whoever signed the evidence as it is kept; to nobody else it exists."""
    account = resident_account(request)
    texts = signed_texts(case, to=account)
    own = next((one for one in texts if one.number == number and one.is_own), None)
    if own is None:
        raise Http404
    audit.record(
        "applications.evidence_taken",
        by=account,
        subject=case,
        person=account,
        reason=case.ref,
    )
    response = HttpResponse(own.evidence, content_type="application/json")
    name = f"signature-{case.receipt_number}-{number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
