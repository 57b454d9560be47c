"""事業者のページ: registering, who acts for it, inviting, leaving."""

from django.contrib import messages
from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.people import limits
from kyoso.engines.people.access import ResidentRequest, resident
from kyoso.engines.people.actions.companies import (
    accept_invitation,
    change_role,
    end_membership,
    invite_member,
    register_company,
    withdraw_invitation,
)
from kyoso.engines.people.forms import CompanyForm, InviteForm
from kyoso.engines.people.invitations import send_invitation
from kyoso.engines.people.models import (
    Company,
    Invitation,
    Membership,
    Resident,
    Role,
)
from kyoso.engines.people.rules import token_digest
from kyoso.engines.people.seen import seen_page
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# Nobody registers or invites as many by hand; a mail costs its reader a minute.
_COMPANIES, _INVITATIONS, _DAY = 10, 30, 86400


@resident
def register(request: ResidentRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.consume("company", request.resident.ref, _COMPANIES, _DAY)
            company = register_company(by=request.resident, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("number", _(refusal.sentence))
        else:
            messages.success(request, _("事業者を登録しました。"))
            return redirect("people:company", ref=company.ref)
    return render(request, "people/company_register.html", {"form": form})


@resident
def one(request: ResidentRequest, ref: str) -> HttpResponse:
    """The company as its members see it: what is registered, and who acts."""
    company = _company(request.resident, ref)
    members = _members(company)
    mine = next(m for m in members if m.resident_id == request.resident.pk)
    ctx = {
        "company": company,
        "members": members,
        "mine": mine,
        "invitations": company.invitations.open(clock.today()) if mine.is_owner else [],
    }
    return render(request, "people/company.html", ctx)


@resident
def seen(request: ResidentRequest, ref: str) -> HttpResponse:
    """この事業者の情報を見た人, for its members."""
    me = request.resident.account
    # The name comes with each row: most companies have rows, and need not be asked for.
    named = Company.objects.acted_for_by(me).filter(account__ref=ref).values("name")[:1]
    rows = audit.entries_about(ref).annotate(company=Subquery(named))
    return seen_page(
        request,
        rows.exclude(company=None),
        me,
        company=lambda shown: (
            shown[0].company if shown else _company(request.resident, ref).name
        ),
    )


@resident
def invite(request: ResidentRequest, ref: str) -> HttpResponse:
    company = _owned(request.resident, ref)
    form = InviteForm(request.POST or None, initial={"role": Role.MEMBER})
    if request.method == "POST" and form.is_valid():
        try:
            limits.consume("invitation", request.resident.ref, _INVITATIONS, _DAY)
            invitation, shown = invite_member(
                company, by=request.resident, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("email", _(refusal.sentence))
        else:
            _send(request, invitation, shown)
            return redirect("people:company", ref=ref)
    ctx = {"form": form, "company": company}
    return render(request, "people/company_invite.html", ctx)


@resident
@require_POST
def withdraw(request: ResidentRequest, ref: str) -> HttpResponse:
    known = Invitation.objects.select_related("company__account")
    found = get_object_or_404(known, ref=ref)
    company = _owned(request.resident, found.company.ref)
    try:
        withdraw_invitation(found, by=request.resident)
    except Refusal as refusal:
        messages.error(request, _(refusal.sentence))
    else:
        messages.success(request, _("招待を取り消しました。"))
    return redirect("people:company", ref=company.ref)


@resident
def join(request: ResidentRequest, token: str) -> HttpResponse:
    """The page of the mail's link: what one joins, then the act, once."""
    invitation = (
        Invitation.objects.open(clock.today())
        .filter(digest=token_digest(token))
        .select_related("company__account")
        .first()
    )
    if invitation is None:
        return render(request, "people/company_join.html", {}, status=404)
    if request.method == "POST":
        try:
            accept_invitation(invitation, by=request.resident)
        except Refusal as refusal:
            messages.error(request, _(refusal.sentence))
            return redirect("people:account")
        messages.success(request, _("この事業者の手続ができるようになりました。"))
        return redirect("people:company", ref=invitation.company.ref)
    return render(request, "people/company_join.html", {"invitation": invitation})


@resident
@require_POST
def role(request: ResidentRequest, member: int) -> HttpResponse:
    """Name another representative (the successor), or end that."""
    found = _member(member)
    company = _owned(request.resident, found.company.ref)
    try:
        change_role(
            found,
            role=Role.MEMBER if found.is_owner else Role.OWNER,
            by=request.resident,
        )
    except Refusal as refusal:
        messages.error(request, _(refusal.sentence))
    else:
        messages.success(request, _("役割を変えました。"))
    return redirect("people:company", ref=company.ref)


@resident
def end(request: ResidentRequest, member: int) -> HttpResponse:
    """Leave, or remove another: a page that says what happens, then the act."""
    found = _member(member)
    company = _company(request.resident, found.company.ref)
    is_me = found.resident_id == request.resident.pk
    if not is_me and not _is_owner(company, request.resident):
        raise Http404
    if request.method == "POST":
        try:
            end_membership(found, by=request.resident)
        except Refusal as refusal:
            messages.error(request, _(refusal.sentence))
            return redirect("people:company", ref=company.ref)
        messages.success(request, _("担当から外しました。"))
        if is_me:
            return redirect("people:account")
        return redirect("people:company", ref=company.ref)
    ctx = {"company": company, "member": found, "is_me": is_me}
    return render(request, "people/company_end.html", ctx)


def _company(resident: Resident, ref: str) -> Company:
    """Load a company for its members; for anybody else there is none."""
    held = Company.objects.acted_for_by(resident.account).select_related("account")
    return get_object_or_404(held, account__ref=ref)


def _member(pk: int) -> Membership:
    held = Membership.objects.filter(ended_at=None)
    return get_object_or_404(
        held.select_related("company__account", "resident__account"), pk=pk
    )


def _owned(resident: Resident, ref: str) -> Company:
    company = _company(resident, ref)
    if not _is_owner(company, resident):
        raise Http404
    return company


def _is_owner(company: Company, resident: Resident) -> bool:
    return _members_of(company).filter(resident=resident, role=Role.OWNER).exists()


def _members_of(company: Company) -> QuerySet[Membership]:
    return company.memberships.filter(ended_at=None)


def _members(company: Company) -> list[Membership]:
    return list(_members_of(company).select_related("resident__account"))


def _send(request: ResidentRequest, invitation: Invitation, shown: str) -> None:
    if send_invitation(invitation, shown, inviter=request.resident.name):
        messages.success(request, _("招待のメールを送りました。"))
    else:
        messages.error(
            request,
            _("メールを送れませんでした。しばらく待って、招待し直してください。"),
        )
