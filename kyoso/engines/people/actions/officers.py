"""Verbs about officers: adding, posting, transferring, deputising, handing over."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.actions.accounts import open_account
from kyoso.engines.people.errors import (
    HandOverSigned,
    NotTheSuccessor,
    NumberTaken,
    PeriodBackwards,
    PostEnded,
    RoleUnknown,
)
from kyoso.engines.people.models import (
    Account,
    HandOver,
    HandOverItem,
    Officer,
    Post,
    Section,
)
from kyoso.engines.people.openwork import open_work
from kyoso.engines.people.roles import ROLES
from kyoso.kernel import clock, text


@transaction.atomic
def add_officer(
    *,
    name: str,
    number: str,
    email: str,
    section: Section,
    role: str,
    by: Account | None,
    kana: str = "",
    title: str = "",
    starts_on: dt.date | None = None,
) -> Officer:
    """Add an officer with a first post; a password comes with ``set_password``.

    The post waits for a second person as any other. Raises
    ``EmailTaken``, ``NumberTaken``, ``RoleUnknown``.
    """
    if Officer.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    account = open_account(email=email, kind=Account.Kind.OFFICER)
    officer = Officer.objects.create(
        account=account,
        name=text.clean_name(name),
        kana=text.hiragana(kana),
        number=number,
    )
    audit.record("people.officer_added", by=by, subject=account, person=account)
    post_officer(
        officer, section=section, role=role, title=title, starts_on=starts_on, by=by
    )
    return officer


# Why a post of a new installation was confirmed by nobody.
INSTALLED = "設置のとき"


@transaction.atomic
def post_officer(
    officer: Officer,
    *,
    section: Section,
    role: str,
    by: Account | None,
    title: str = "",
    starts_on: dt.date | None = None,
) -> Post:
    """Ask for one more post (兼務), from a day on; a second person confirms it.

    ``by=None`` means the installation itself (the city's files, the demo): there
    is nobody yet who could be the second. Raises ``RoleUnknown``.
    """
    if role not in ROLES:
        raise RoleUnknown(role=role)
    post = Post.objects.create(
        officer=officer,
        section=section,
        role=role,
        title=title,
        starts_on=starts_on or clock.today(),
        asked_by=by,
        confirmed_at=None if by else clock.now(),
        without_second="" if by else INSTALLED,
    )
    audit.record(
        "people.post_begun",
        by=by,
        subject=officer.account,
        person=officer.account,
        section=section.slug,
        role=role,
        on=post.starts_on.isoformat(),
    )
    return post


@transaction.atomic
def end_post(
    post: Post,
    *,
    on: dt.date,
    by: Account,
    successor: Officer | None = None,
    note: str = "",
) -> HandOver:
    """End a post after its last day ``on`` and open the hand-over of its open work.

    Everything that the engines above report as open (``open_work``) becomes a
    row. Raises ``PostEnded``, ``PeriodBackwards``.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.ends_on is not None or post.confirmed_at is None:
        raise PostEnded
    if on < post.starts_on:
        raise PeriodBackwards
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    for deputy in post.deputies.filter(ends_on__gt=on, starts_on__lte=on):
        deputy.ends_on = on
        deputy.save(update_fields=["ends_on"])
    hand_over = HandOver.objects.create(
        post=post, successor=successor, note=note.strip(), opened_by=by
    )
    HandOverItem.objects.bulk_create(
        HandOverItem(
            hand_over=hand_over,
            kind=work.slug,
            subject=item.subject,
            title=item.title,
            path=item.path,
            due_on=item.due_on,
        )
        for work in open_work
        for item in work.list(post.officer, post.section)
    )
    audit.record(
        "people.post_ended",
        by=by,
        subject=post.officer.account,
        person=post.officer.account,
        section=post.section.slug,
        on=on.isoformat(),
    )
    return hand_over


@transaction.atomic
def transfer(
    post: Post,
    *,
    section: Section,
    role: str,
    on: dt.date,
    by: Account,
    title: str = "",
    successor: Officer | None = None,
    note: str = "",
) -> Post:
    """Move an officer (人事異動): the old post ends the day before ``on``, a new one begins.

    The new one waits for a second person. Return it; the hand-over is ``post.hand_over``. Raises as
    ``end_post`` and ``post_officer`` do.
    """
    end_post(post, on=on - dt.timedelta(days=1), successor=successor, note=note, by=by)
    return post_officer(
        post.officer, section=section, role=role, title=title, starts_on=on, by=by
    )


@transaction.atomic
def deputise(
    post: Post, *, deputy: Officer, starts_on: dt.date, ends_on: dt.date, by: Account
) -> Post:
    """Let ``deputy`` act in ``post`` for some days (代決者), with its role.

    A second person confirms it.

    Raises ``PeriodBackwards``, or ``PostEnded`` where the post ends before.
    """
    if ends_on < starts_on:
        raise PeriodBackwards
    if post.ends_on is not None and post.ends_on < ends_on:
        raise PostEnded
    acting = Post.objects.create(
        officer=deputy,
        section=post.section,
        role=post.role,
        title=f"{post.title}（代理）" if post.title else "代理",
        starts_on=starts_on,
        ends_on=ends_on,
        deputises=post,
        asked_by=by,
    )
    audit.record(
        "people.deputy_named",
        by=by,
        subject=deputy.account,
        person=deputy.account,
        section=post.section.slug,
        until=ends_on.isoformat(),
    )
    return acting


@transaction.atomic
def sign_hand_over(hand_over: HandOver, *, by: Officer) -> HandOver:
    """Sign a hand-over off: the successor has read every row.

    Where no successor was named, whoever signs becomes it. Raises
    ``HandOverSigned``, ``NotTheSuccessor``.
    """
    hand_over = (
        HandOver.objects.select_for_update(of=("self",))
        .select_related("successor")
        .get(pk=hand_over.pk)
    )
    if hand_over.signed_at is not None:
        raise HandOverSigned
    if hand_over.successor is not None and hand_over.successor != by:
        raise NotTheSuccessor(name=hand_over.successor.name)
    hand_over.successor = by
    hand_over.signed_at = clock.now()
    hand_over.signed_by = by.account
    hand_over.save(update_fields=["successor", "signed_at", "signed_by"])
    audit.record("people.hand_over_signed", by=by.account, subject=hand_over)
    return hand_over
