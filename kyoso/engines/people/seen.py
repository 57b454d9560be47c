"""わたしの情報を見た人: the audit record as the person it is about reads it."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kyoso.engines.audit import api as audit
from kyoso.engines.people.models import Account, Post
from kyoso.engines.people.shields import whether_held_back
from kyoso.kernel import clock

_ACCOUNT = "people.account:"


@dataclass(frozen=True)
class Sight:
    """One line: when, who by section and post, what, and why."""

    at: dt.datetime
    who: str
    sentence: str | Promise
    why: str


_PAGE = 50
_PAGE_NUMBER = re.compile(r"[1-9]\d{0,5}\Z", re.ASCII)


class _CountedBeside(Paginator[audit.Entry]):
    """A paginator that reads a page and the count in one query, if the page is there."""

    def __init__(self, entries: QuerySet[audit.Entry], per_page: int) -> None:
        super().__init__(entries, per_page)
        self._counted = entries.annotate(total=Window(Count("*")))

    def get_page(self, number: Any) -> Page[audit.Entry]:
        first = self.per_page * (int(number) - 1) if _PAGE_NUMBER.match(number) else 0
        rows = list(self._counted[first : first + self.per_page])
        if first and not rows:
            return super().get_page(number)
        self.count = rows[0].total if rows else 0
        return Page(rows, first // self.per_page + 1, self)


def seen_page(
    request: HttpRequest,
    entries: QuerySet[audit.Entry],
    me: Account,
    *,
    company: Callable[[list[Any]], str] = lambda rows: "",
) -> HttpResponse:
    """Draw a record for ``me``; ``company`` names whose it is from the rows shown."""
    with_mine = request.GET.get("mine") == "1"
    entries = entries.annotate(held_back=whether_held_back(me))
    if not with_mine:
        entries = entries.exclude(actor=audit.name_of(me))
    page = _CountedBeside(entries, _PAGE).get_page(request.GET.get("page", "1"))
    rows: list[Any] = list(page.object_list)
    held_back = any(row.held_back for row in rows)
    ctx = {
        "page": page,
        "sights": sights(rows, me, held_back=held_back),
        "with_mine": with_mine,
        "company": company(rows),
    }
    return render(request, "people/seen.html", ctx)


def sights(
    entries: Iterable[audit.Entry], me: Account, *, held_back: bool
) -> list[Sight]:
    """Put entries about ``me`` into words; two queries whatever their number.

    An officer is named by section and post as of that day, never by name; of
    somebody who is held back not even so, because a section may tell where they
    live. Other residents (who hold a mandate) as such. Events without a label are told by a
    general sentence; labels may keep an event off the page.
    """
    shown = [
        entry
        for entry in entries
        if entry.event not in audit.labels or audit.labels.get(entry.event).is_shown
    ]
    actors = {
        entry.actor.removeprefix(_ACCOUNT)
        for entry in shown
        if entry.actor.startswith(_ACCOUNT)
    }
    posts = _posts_of(actors)
    reasons = audit.name_reasons(entry.reason for entry in shown)
    return [
        Sight(
            at=entry.at,
            who=_who(entry, me, posts, held_back=held_back),
            sentence=_sentence(entry),
            why=reasons.get(entry.reason, ""),
        )
        for entry in shown
    ]


def _posts_of(refs: set[str]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in Post.objects.filter(officer__account__ref__in=refs).select_related(
        "section__department", "officer__account"
    ):
        found.setdefault(post.officer.account.ref, []).append(post)
    return found


def _who(
    entry: audit.Entry, me: Account, posts: dict[str, list[Post]], *, held_back: bool
) -> str:
    ref = entry.actor.removeprefix(_ACCOUNT)
    if ref == me.ref:
        return _("あなた")
    if not entry.actor.startswith(_ACCOUNT):
        return _("システム")
    if ref not in posts:
        return _("代わりに手続をする人")
    if held_back:
        return _("市の職員")
    day = entry.at.astimezone(clock.CITY).date()
    held = [
        post
        for post in posts[ref]
        if post.starts_on <= day and (post.ends_on is None or day <= post.ends_on)
    ]
    untitled = _("職員")
    places = [
        f"{post.section.name} {post.title or untitled}" for post in held or posts[ref]
    ]
    return "、".join(dict.fromkeys(places))


def _sentence(entry: audit.Entry) -> str | Promise:
    if entry.event in audit.labels:
        return audit.labels.get(entry.event).sentence
    return _("情報を使いました。")
