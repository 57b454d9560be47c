"""Atom feeds: what was published of the plan, and the values of an indicator."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC, link
from kyoso.plan.fragments import shown
from kyoso.plan.models import Decision, InitiativeReport, Plan

_NEWEST = 30


@dataclass(frozen=True)
class News:
    """One entry: ``key`` stays the same for ever."""

    key: str
    title: str
    text: str
    href: str
    at: dt.datetime


@people.anyone
def plan(request: HttpRequest) -> HttpResponse:
    """Revisions, decisions, reports and snapshots of the plan, newest first."""
    found = shown().plan
    news = sorted(_news(found), key=lambda one: one.at, reverse=True)[:_NEWEST]
    return _feed(f"{found.title} 進行管理", link(PUBLIC, "plan:overview"), news)


@people.anyone
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """The published values of one indicator, newest first."""
    reading = _reading(slug)
    href = link(PUBLIC, "plan:indicator", slug)
    news = [
        News(
            key=f"value:{value.ref}",
            title=f"{reading.indicator.title} {indicators.stated(reading.indicator, value)}",
            text=f"{clock.wareki(value.as_of)}時点。出典：{value.source}",
            href=href,
            at=value.confirmed_at or value.entered_at,
        )
        for one in reading.series
        for value in one.values
    ]
    news.sort(key=lambda one: one.at, reverse=True)
    return _feed(reading.indicator.title, href, news[:_NEWEST])


def _reading(slug: str) -> indicators.Reading:
    get_object_or_404(indicators.Indicator, slug=slug)
    return indicators.reading(slug)


def _news(found: Plan) -> Iterator[News]:
    for revision in found.revisions.all():
        yield News(
            key=f"revision:{found.slug}:{revision.number}",
            title=revision.title,
            text=revision.note,
            href=link(PUBLIC, "plan:revisions_of", found.slug),
            at=dt.datetime.combine(revision.published_in, dt.time(), clock.CITY),
        )
    for snapshot in found.snapshots.defer("content")[:_NEWEST]:
        yield News(
            key=f"snapshot:{snapshot.ref}",
            title=snapshot.title,
            text=f"{clock.wareki(snapshot.as_of)}時点の公表の控え。指紋（SHA-256）：{snapshot.digest}",
            href=link(PUBLIC, "plan:snapshot", snapshot.ref),
            at=snapshot.published_at,
        )
    decisions = Decision.objects.published().filter(meeting__plan=found)
    newest = decisions.select_related("meeting").order_by(
        "-meeting__published_at", "-number"
    )
    for decision in newest[:_NEWEST]:
        if decision.meeting.published_at is None:
            continue
        yield News(
            key=f"decision:{decision.ref}",
            title=f"{decision.meeting.title} {decision.get_kind_display()}",
            text=decision.text,
            href=link(PUBLIC, "plan:decisions_of", found.slug),
            at=decision.meeting.published_at,
        )
    reports = InitiativeReport.objects.filter(
        initiative__plan=found, state=InitiativeReport.State.PUBLISHED
    ).select_related("initiative")
    for report in reports.order_by("-published_at")[:_NEWEST]:
        if report.published_at is not None:
            yield News(
                key=f"report:{report.ref}",
                title=f"{report.initiative.title} {report.period.title}",
                text=report.done,
                href=link(
                    PUBLIC, "plan:initiative_of", found.slug, report.initiative.slug
                ),
                at=report.published_at,
            )


def _feed(title: str, href: str, news: list[News]) -> HttpResponse:
    feed = Atom1Feed(title=title, link=href, description=title, language="ja")
    for one in news:
        feed.add_item(
            title=one.title,
            link=one.href,
            description=one.text,
            unique_id=f"tag:{href.split('/')[2].split(':')[0]},2023:{one.key}",
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
