"""職員名簿: who works where; adding, transferring and closing (OPERATE)."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.people import limits, staff_forms
from kyoso.engines.people.access import OfficerRequest, anyone, may, officer
from kyoso.engines.people.actions import officers
from kyoso.engines.people.actions.accounts import close_account, set_password
from kyoso.engines.people.entrance_forms import NewPasswordForm
from kyoso.engines.people.invitations import reset_second_factor, send_password_link
from kyoso.engines.people.models import Account, Department, Officer, Post
from kyoso.engines.people.roles import ROLES, Permission
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.ui import navigation
from kyoso.ui.fields import DayField

_TRIES, _HOUR = 20, 3600


@officer()
def home(request: OfficerRequest) -> HttpResponse:
    """Lead each officer to the first page of their own work."""
    mine = navigation.ways("office", request)
    return redirect(mine[0].href if mine else "people:staff")


@officer()
def staff(request: OfficerRequest) -> HttpResponse:
    """Everyone by 部・課 of today (three queries)."""
    posts = (
        Post.objects.held_on(clock.today())
        .filter(officer__account__is_active=True)
        .select_related("officer__account", "section__department")
    )
    by_section: dict[int, list[Post]] = {}
    for post in posts:
        by_section.setdefault(post.section_id, []).append(post)
    departments = [
        (
            department,
            [
                (section, by_section.get(section.pk, []))
                for section in department.sections.all()
            ],
        )
        for department in Department.objects.prefetch_related("sections")
    ]
    ctx = {
        "departments": departments,
        "roles": ROLES,
        "may_operate": may(request.officer, Permission.OPERATE),
    }
    return render(request, "people/staff.html", ctx)


@officer()
def one(request: OfficerRequest, ref: str) -> HttpResponse:
    found = _officer(ref)
    ctx = {
        "officer": found,
        "posts": found.posts.select_related("section__department"),
        "roles": ROLES,
        "today": clock.today(),
        "may_operate": may(request.officer, Permission.OPERATE),
    }
    return render(request, "people/officer.html", ctx)


@officer(Permission.OPERATE)
def add(request: OfficerRequest) -> HttpResponse:
    form = staff_forms.OfficerForm(
        request.POST or None, initial={"starts_on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = officers.add_officer(by=request.officer.account, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            _send_link(request, made)
            return redirect("people:officer", ref=made.ref)
    ctx = {"form": form, "title": "職員を加える", "act": "職員を加える"}
    return render(request, "people/staff_form.html", ctx)


@officer(Permission.OPERATE)
def add_post(request: OfficerRequest, ref: str) -> HttpResponse:
    found = _officer(ref)

    class Begin(staff_forms.PlaceForm):
        starts_on = DayField("着任日", years=staff_forms.IN_POST, initial=clock.today)

    def act(said: dict[str, Any]) -> object:
        return officers.post_officer(found, by=request.officer.account, **said)

    title = f"{found.name}さんに配置を加える"
    return _act(request, Begin(request.POST or None), act, title, "配置を加える", found)


@officer(Permission.OPERATE)
def transfer(request: OfficerRequest, ref: str, post: int) -> HttpResponse:
    found = _officer(ref)
    old = get_object_or_404(found.posts, pk=post)

    def act(said: dict[str, Any]) -> object:
        return officers.transfer(old, by=request.officer.account, **said)

    form = staff_forms.TransferForm(request.POST or None, initial={"role": old.role})
    title = f"{found.name}さんを異動させる"
    return _act(request, form, act, title, "異動させる", found)


@officer(Permission.OPERATE)
def end(request: OfficerRequest, ref: str, post: int) -> HttpResponse:
    found = _officer(ref)
    old = get_object_or_404(found.posts, pk=post)

    def act(said: dict[str, Any]) -> object:
        return officers.end_post(old, by=request.officer.account, **said)

    form = staff_forms.EndPostForm(request.POST or None)
    title = f"{found.name}さんの配置を終える"
    return _act(request, form, act, title, "配置を終える", found, "記録しました。")


@officer(Permission.OPERATE)
def deputise(request: OfficerRequest, ref: str, post: int) -> HttpResponse:
    found = _officer(ref)
    held = get_object_or_404(found.posts, pk=post)

    def act(said: dict[str, Any]) -> object:
        return officers.deputise(held, by=request.officer.account, **said)

    form = staff_forms.DeputyForm(request.POST or None)
    title = f"{found.name}さんの代理を決める"
    return _act(request, form, act, title, "代理を決める", found)


@officer(Permission.OPERATE)
def close(request: OfficerRequest, ref: str) -> HttpResponse:
    found = _officer(ref)
    if request.method == "POST":
        try:
            close_account(found.account, by=request.officer.account)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"{found.name}さんの利用者を停止しました。")
        return redirect("people:officer", ref=ref)
    return render(request, "people/officer_close.html", {"officer": found})


@officer(Permission.OPERATE)
@require_POST
def invite(request: OfficerRequest, ref: str) -> HttpResponse:
    """Send the link to set a password; the old one works until it is used."""
    _send_link(request, _officer(ref))
    return redirect("people:officer", ref=ref)


@officer(Permission.OPERATE)
@require_POST
def forget_factors(request: OfficerRequest, ref: str) -> HttpResponse:
    """After a lost device: the officer sets a second factor up anew."""
    found = _officer(ref)
    reset_second_factor(found.account, by=request.officer.account)
    messages.success(request, f"{found.name}さんの二つ目の本人確認を消しました。")
    return redirect("people:officer", ref=ref)


@anyone
@never_cache
@sensitive_post_parameters("password")
def password(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """Set a password with the link from the mail; a used or old link is not found."""
    account = Account.objects.filter(
        ref=ref, kind=Account.Kind.OFFICER, is_active=True
    ).first()
    if account is None or not default_token_generator.check_token(account, token):
        raise Http404
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.consume("password", ref, _TRIES, _HOUR)
            set_password(account, by=account, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
        else:
            messages.success(
                request, "パスワードを設定しました。ログインしてください。"
            )
            return redirect("account_login")
    return render(request, "people/password_set.html", {"form": form})


def _officer(ref: str) -> Officer:
    return get_object_or_404(
        Officer.objects.select_related("account"), account__ref=ref
    )


def _act(
    request: OfficerRequest,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    title: str,
    label: str,
    found: Officer,
    done: str = "申し出ました。別の人が確認すると、役割が使えます。",
) -> HttpResponse:
    """Show a form about an officer, act on it, and go back to the officer."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("people:officer", ref=found.ref)
    ctx = {"form": form, "title": title, "act": label, "officer": found}
    return render(request, "people/staff_form.html", ctx)


def _send_link(request: OfficerRequest, found: Officer) -> None:
    if send_password_link(found.account, name=found.name):
        audit.record(
            "people.password_link_sent",
            by=request.officer.account,
            subject=found.account,
            person=found.account,
        )
        messages.success(
            request, f"{found.name}さんにパスワード設定のメールを送りました。"
        )
    else:
        messages.error(
            request,
            "メールを送れませんでした。職員のページから、もう一度送ってください。",
        )
