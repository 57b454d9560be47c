"""住民情報のページ: for officers of the register; each look has a reason and leaves a row."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.residents import gate, names, showing
from kyoso.engines.residents.forms import SearchForm
from kyoso.engines.residents.labels import PREFIX
from kyoso.engines.residents.layout import code_lists, layouts
from kyoso.engines.residents.models import Link, Load, Person
from kyoso.engines.residents.rules import reasons_for
from kyoso.engines.residents.searching import MOST, found
from kyoso.kernel import clock

READ = people.Permission.READ_REGISTER
_REASON = "residents_reason"
# A reason is for one errand; after lunch one says again why.
_REASON_SECONDS = 30 * 60
_PAGE = 50


@people.officer(READ)
def search(request: people.OfficerRequest) -> HttpResponse:
    """Look people up. Posted, because names and addresses stay out of addresses and logs."""
    posted = request.POST if request.method == "POST" else None
    form = SearchForm(posted)
    ctx: dict[str, object] = {"form": form, "rows": None}
    if form.is_valid():
        told = form.cleaned_data
        request.session[_REASON] = {
            "purpose": told["purpose"],
            "case": told["case"],
            "at": clock.now().timestamp(),
        }
        people_ = list(found(form.wanted())[: MOST + 1])
        shielded = set(
            Person.objects.shielded()
            .filter(pk__in=[person.pk for person in people_])
            .values_list("pk", flat=True)
        )
        audit.record(
            "residents.searched",
            by=request.officer.account,
            subject="residents.search",
            reason=f"{PREFIX}{told['purpose']}",
            case=told["case"],
            found=len(people_),
        )
        ctx |= {
            "rows": [(person, person.pk in shielded) for person in people_[:MOST]],
            "is_cut": len(people_) > MOST,
        }
    status = 422 if form.errors else 200
    return render(request, "residents/search.html", ctx, status=status)


@require_GET
@people.officer(READ)
def person(request: people.OfficerRequest, ref: str) -> HttpResponse:
    reason = _reason(request)
    if reason is None:
        return _ask_reason(request)
    one = _person(ref)
    link = Link.objects.select_related("account").filter(person=one).first()
    audit.record(
        "residents.person_read",
        by=request.officer.account,
        subject=one,
        person=link.account if link else None,
        reason=f"{PREFIX}{reason['purpose']}",
        case=reason["case"],
    )
    shielded = gate.is_shielded(one)
    ctx = {
        "person": one,
        "groups": showing.groups(one),
        "lengths": names.lengths(one.name),
        "is_shielded": shielded,
        "protection": getattr(one, "protection", None),
        "today": clock.today(),
        "reasons": reasons_for(one, is_shielded=shielded),
        "is_linked": link is not None,
        "past": one.past.all()[:_PAGE],
        "seal": getattr(one, "seal", None),
        "incomes": one.incomes.all(),
        "taxes": one.taxes.all(),
    }
    return render(request, "residents/person.html", ctx)


@require_GET
@people.officer(READ)
def household(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """The household of a person; who is linked reads in their own log that it was seen.

    Of a shielded household only the person asked about gets a row: a row in
    another's log would tell when an officer was busy with this one.
    """
    reason = _reason(request)
    if reason is None:
        return _ask_reason(request)
    one = _person(ref)
    members = list(Person.objects.of_household(one.household_number).order_by("id"))
    shielded = gate.is_shielded(one)
    told = [one] if shielded else members
    linked = {
        link.person_id: link.account
        for link in Link.objects.select_related("account").filter(person__in=told)
    }
    for member in told:
        audit.record(
            "residents.household_read",
            by=request.officer.account,
            subject=member,
            person=linked.get(member.pk),
            reason=f"{PREFIX}{reason['purpose']}",
            case=reason["case"],
        )
    ctx = {"person": one, "members": members, "is_shielded": shielded}
    return render(request, "residents/household.html", ctx)


@require_GET
@people.officer(READ)
def loads(request: people.OfficerRequest) -> HttpResponse:
    """What was taken in and when, with the counts; and where the layouts are from."""
    pages = Paginator(Load.objects.select_related("begun_by"), _PAGE)
    page = pages.get_page(request.GET.get("page"))
    ctx = {
        "page": page,
        "rows": [(load, layouts()[load.layout].title) for load in page],
        "layouts": layouts().values(),
        "code_lists": code_lists().values(),
    }
    return render(request, "residents/loads.html", ctx)


def _person(ref: str) -> Person:
    return get_object_or_404(
        Person.objects.select_related("protection", "seal"), ref=ref
    )


def _reason(request: people.OfficerRequest) -> dict[str, str] | None:
    """Return why this officer looks things up now, if they have said it lately."""
    told: dict[str, str] | None = request.session.get(_REASON)
    if told is None or float(told["at"]) < clock.now().timestamp() - _REASON_SECONDS:
        return None
    return told


def _ask_reason(request: people.OfficerRequest) -> HttpResponse:
    messages.error(request, "見る理由を選んで、もう一度検索してください。")
    return redirect("residents:search")
