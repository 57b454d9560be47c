"""役割のページ: who asks for which role, who confirms it, and where nobody did."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.people.access import OfficerRequest, officer
from kyoso.engines.people.actions.roles import confirm_post, refuse_post
from kyoso.engines.people.models import Account, Post
from kyoso.engines.people.roles import ROLES, Permission, role_of
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

_SHOWN = 100


@officer(Permission.CONFIRM_ROLES)
def roles(request: OfficerRequest) -> HttpResponse:
    """What each role may do, who waits for a second person, who had none."""
    posts = Post.objects.select_related(
        "officer__account", "section", "asked_by__officer", "confirmed_by__officer"
    )
    ctx = {
        "waiting": [
            (post, role_of(post), _may_settle(post, request.officer.account))
            for post in posts.waiting().order_by("asked_at")[:_SHOWN]
        ],
        "alone": [
            (post, role_of(post))
            for post in posts.exclude(without_second="").order_by("-asked_at")[:_SHOWN]
        ],
        "managing": [
            (post, role_of(post))
            for post in posts.held_on(clock.today()).filter(role__in=_MANAGING)
        ],
        "roles": ROLES.values(),
    }
    return render(request, "people/roles.html", ctx)


@officer(Permission.CONFIRM_ROLES)
@require_POST
def confirm(request: OfficerRequest, post: int) -> HttpResponse:
    return _settle(request, post, confirm_post, "役割を確認しました。")


@officer(Permission.CONFIRM_ROLES)
@require_POST
def refuse(request: OfficerRequest, post: int) -> HttpResponse:
    return _settle(request, post, refuse_post, "この役割を認めませんでした。")


# Who may change what others may do.
_MANAGING = [
    slug
    for slug, role in ROLES.items()
    if role.permissions & {Permission.OPERATE, Permission.CONFIRM_ROLES}
]


def _may_settle(post: Post, account: Account) -> bool:
    return account.pk not in {post.asked_by_id, post.officer.account_id}


def _settle(
    request: OfficerRequest,
    post: int,
    act: Callable[..., Post],
    done: str,
) -> HttpResponse:
    found = get_object_or_404(Post.objects.select_related("officer__account"), pk=post)
    try:
        act(found, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("people:roles")
