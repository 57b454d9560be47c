"""Who may open a page: each decorator guards the view and states it in one.

A stranger is sent to the log-in of the door; a person of the other kind, and an
officer without the permission in any current post, get 403. Whether *this*
case or file is theirs is the loader's question, answered with 404.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from kyoso.engines.people.models import Account, Officer, Post, Resident, Section
from kyoso.engines.people.roles import ROLES, Permission, role_of
from kyoso.kernel import clock
from kyoso.kernel.access import anyone, states
from kyoso.ui.views import logged_out

View = Callable[..., HttpResponseBase]

__all__ = [
    "anyone",
    "current_posts",
    "may",
    "officer",
    "officer_at_any_strength",
    "officer_of",
    "officers_who_may",
    "post_for",
    "resident",
    "resident_of",
    "sections_where",
    "whoever_may",
]


class ResidentRequest(HttpRequest):
    """A request whose resident is known."""

    resident: Resident


class OfficerRequest(HttpRequest):
    """A request whose officer is known."""

    officer: Officer


def resident(view: View) -> View:
    """Let in a logged-in resident; ``request.resident`` is the person."""

    @states("resident")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return logged_out(request)
        request.resident = resident_of(request)  # type: ignore[attr-defined]
        return _unstored(view(request, *args, **kwargs))

    return guarded


def officer(permission: Permission | None = None) -> Callable[[View], View]:
    """Let in an officer, with ``permission`` in at least one current post.

    Where the installation requires a second factor
    (``settings.OFFICER_MFA_REQUIRED``), an officer who has none yet is led to
    the page that sets one up.
    """

    def guard(view: View) -> View:
        @states(f"officer:{permission}" if permission else "officer")
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return logged_out(request)
            found = officer_of(request)
            if permission and not may(found, permission):
                raise PermissionDenied
            if settings.OFFICER_MFA_REQUIRED and not _has_second_factor(request):
                return redirect("mfa_index")
            request.officer = found  # type: ignore[attr-defined]
            return _unstored(view(request, *args, **kwargs))

        return guarded

    return guard


def officer_at_any_strength(view: View) -> View:
    """Let in an officer who may still lack a second factor, to set it up."""

    @states("officer")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return logged_out(request)
        request.officer = officer_of(request)  # type: ignore[attr-defined]
        return _unstored(view(request, *args, **kwargs))

    return guarded


def _unstored(response: HttpResponseBase) -> HttpResponseBase:
    """A page of somebody's stays in no cache and no browser history."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _has_second_factor(request: HttpRequest) -> bool:
    """Ask once a session: log-in itself demands the factor of whoever has one."""
    if not request.session.get("people_second_factor"):
        if not Authenticator.objects.filter(user_id=request.user.pk).exists():
            return False
        request.session["people_second_factor"] = True
    return True


def resident_of(request: HttpRequest) -> Resident:
    """Return the logged-in resident, or raise ``PermissionDenied``."""
    account = request.user
    if not isinstance(account, Account) or account.kind != Account.Kind.RESIDENT:
        raise PermissionDenied
    return account.resident


def is_officer(account: object) -> bool:
    """Tell whether an officer acts: not a resident, a company, or nobody."""
    return isinstance(account, Account) and account.kind == Account.Kind.OFFICER


def officer_of(request: HttpRequest) -> Officer:
    """Return the logged-in officer, or raise ``PermissionDenied``."""
    known: Officer | None = getattr(request, "officer", None)
    if known is not None:
        return known
    account = request.user
    if not isinstance(account, Account) or not is_officer(account):
        raise PermissionDenied
    return account.officer


def current_posts(officer: Officer) -> list[Post]:
    """Return the officer's posts of today (one query, then remembered)."""
    known: list[Post] | None = getattr(officer, "_current_posts", None)
    if known is None:
        known = list(
            officer.posts.held_on(clock.today()).select_related("section__department")
        )
        officer._current_posts = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def may(
    officer: Officer, permission: Permission, section: Section | None = None
) -> bool:
    """Tell whether a current post carries ``permission`` (in ``section``, if given)."""
    if section is None:
        return any(
            permission in role_of(post).permissions for post in current_posts(officer)
        )
    return post_for(officer, permission, section) is not None


def post_for(
    officer: Officer, permission: Permission, section: Section, *, role: str = ""
) -> Post | None:
    """Return the current post by which an officer may do this in ``section``.

    ``role`` asks for one role alone (a step of a route that is the 部長's). The
    officer's own posts come before those in which they stand in for another, so
    that nobody signs as a deputy what they may sign themselves.
    """
    fitting = [
        post
        for post in current_posts(officer)
        if permission in role_of(post).permissions
        and (not role or post.role == role)
        and _covers(post, section)
    ]
    return min(fitting, key=lambda post: post.deputises_id is not None, default=None)


def officers_who_may(
    permission: Permission, section: Section, *, role: str = ""
) -> list[Officer]:
    """Return the officers who may do this in ``section`` today (two queries)."""
    officers = Officer.objects.filter(
        posts__section__department=section.department_id, account__is_active=True
    ).select_related("account")
    everywhere = [role.slug for role in ROLES.values() if role.everywhere]
    officers |= Officer.objects.filter(
        posts__role__in=everywhere, account__is_active=True
    ).select_related("account")
    held = Post.objects.held_on(clock.today()).select_related("section__department")
    found = officers.distinct().order_by("kana", "number")
    every = found.prefetch_related(Prefetch("posts", held, to_attr="_current_posts"))
    return [one for one in every if post_for(one, permission, section, role=role)]


def _covers(post: Post, section: Section) -> bool:
    role = role_of(post)
    if role.everywhere or post.section_id == section.pk:
        return True
    return role.over_department and post.section.department_id == section.department_id


def whoever_may(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """Return the question whether whoever asks is an officer with one of these.

    For ``who=`` of the office navigation: never raises, whoever asks; one query
    where the page's guard has not loaded the officer, then remembered.
    """

    def asks(request: HttpRequest) -> bool:
        account = request.user
        if not isinstance(account, Account) or account.kind != Account.Kind.OFFICER:
            return False
        found = officer_of(request)
        request.officer = found  # type: ignore[attr-defined]
        return any(may(found, one) for one in permissions)

    return asks


def sections_where(officer: Officer, permission: Permission) -> list[Section]:
    """Return the sections in which a current post carries ``permission``.

    One query more for who holds a post over a whole department.
    """
    posts = [
        post
        for post in current_posts(officer)
        if permission in role_of(post).permissions
    ]
    found = {post.section_id: post.section for post in posts}
    departments = {
        post.section.department_id for post in posts if role_of(post).over_department
    }
    if departments:
        for section in Section.objects.filter(department__in=departments):
            found.setdefault(section.pk, section)
    return list(found.values())
