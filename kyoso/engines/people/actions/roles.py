"""Verbs about roles: who gives one is never alone, except where it is written why."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.actions.officers import add_officer
from kyoso.engines.people.errors import (
    OperatorKnown,
    PostSettled,
    ReasonNeeded,
    RoleUnknown,
    SecondPersonNeeded,
)
from kyoso.engines.people.models import Account, Officer, Post, Section
from kyoso.engines.people.roles import ROLES
from kyoso.kernel import clock


@transaction.atomic
def confirm_post(post: Post, *, by: Account) -> Post:
    """Confirm a post that another person asked for; from now on it gives its role.

    The row is locked: of two who settle it at once, the second is refused.
    Raises ``PostSettled``, ``SecondPersonNeeded``.
    """
    post = _waiting(post, by)
    post.confirmed_at = clock.now()
    post.confirmed_by = by
    post.save(update_fields=["confirmed_at", "confirmed_by"])
    _record("people.post_confirmed", post, by)
    return post


@transaction.atomic
def refuse_post(post: Post, *, by: Account) -> Post:
    """Refuse a post; it never gave a right. Raises as ``confirm_post`` does.

    Who asked for it may take it back by the same act.
    """
    post = _locked(post)
    post.refused_at = clock.now()
    post.refused_by = by
    post.save(update_fields=["refused_at", "refused_by"])
    _record("people.post_refused", post, by)
    return post


@transaction.atomic
def grant_alone(
    officer: Officer,
    *,
    section: Section,
    role: str,
    reason: str,
    by: Account | None,
    ends_on: dt.date | None = None,
) -> Post:
    """Give a post at once without a second person (非常時), from the server only.

    The reason stands on the page of the roles for everybody who manages them.
    Raises ``ReasonNeeded``, ``RoleUnknown``.
    """
    if not reason.strip():
        raise ReasonNeeded
    if role not in ROLES:
        raise RoleUnknown(role=role)
    post = Post.objects.create(
        officer=officer,
        section=section,
        role=role,
        starts_on=clock.today(),
        ends_on=ends_on,
        asked_by=by,
        confirmed_at=clock.now(),
        without_second=reason.strip(),
    )
    _record("people.post_granted_alone", post, by)
    return post


@transaction.atomic
def install_operator(
    *, name: str, number: str, email: str, section: Section, by: Account | None
) -> Officer:
    """Make the first operator of a new installation, once.

    Raises ``OperatorKnown`` where somebody manages the system already, and what
    ``add_officer`` raises.
    """
    # Two commands at once wait for one another on the section's row.
    Section.objects.select_for_update().get(pk=section.pk)
    if Post.objects.held_on(clock.today()).filter(role="operator").exists():
        raise OperatorKnown
    officer = add_officer(
        name=name, number=number, email=email, section=section, role="operator", by=by
    )
    audit.record(
        "people.operator_installed",
        by=by,
        subject=officer.account,
        person=officer.account,
    )
    return officer


def _waiting(post: Post, by: Account) -> Post:
    held = _locked(post)
    if by.pk in {held.asked_by_id, held.officer.account_id}:
        raise SecondPersonNeeded
    return held


def _locked(post: Post) -> Post:
    held = (
        Post.objects.waiting()
        .select_for_update(of=("self",))
        .select_related("officer__account", "section")
        .filter(pk=post.pk)
        .first()
    )
    if held is None:
        raise PostSettled
    return held


def _record(event: str, post: Post, by: Account | None) -> None:
    audit.record(
        event,
        by=by,
        subject=post.officer.account,
        person=post.officer.account,
        section=post.section.slug,
        role=post.role,
    )
