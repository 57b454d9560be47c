"""``GET /api/v1/plan`` and ``/api/v1/plan/indicators/{slug}``, for developers.

The answers are the same plain data as the published snapshots
(``kyoso.plan.publication``); every value carries its day and its source.
"""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from kyoso.engines.indicators import api as indicators
from kyoso.kernel.access import anyone
from kyoso.plan import publication
from kyoso.plan.fragments import shown
from kyoso.plan.glance import indicator_views

router = Router(tags=["plan"])

Number = int | float


class Period(Schema):
    starts_on: dt.date
    ends_on: dt.date


class Mark(Schema):
    """A baseline, a target or a comparison, as the source states it."""

    value: Number
    as_of: dt.date = Field(description="The day, or the last day of the period named")
    period: str = Field(description="The period as the source writes it (R3, R8)")
    source: str
    definition_version: int


class Value(Mark):
    """A published value and the way it was obtained. ``value`` is what there is at least."""

    at_most: Number = Field(
        description="More than value where an overlap of two sources is unknown"
    )
    how: str = Field(description="measured, imported or typed")
    rows: int | None = Field(description="Records counted, for measured values")
    parts: dict[str, int] = Field(description="The counts that lead to the value")


class StatusRule(Schema):
    number: int
    adopted: bool = Field(description="False: a draft that nobody has adopted")
    tolerance: float
    grace_days: int
    decision: str


class Status(Schema):
    word: str = Field(description="達成 順調 遅れ 未集計 期限超過 判定なし")
    slug: str
    cause: str
    as_of: dt.date
    draft: bool


class Pillar(Schema):
    class Item(Schema):
        number: int
        title: str
        text: str

    slug: str
    number: int
    title: str
    text: str
    targets: list[str] = Field(description="Slugs of indicators")
    items: list[Item]


class Initiative(Schema):
    slug: str
    title: str
    pillar: str
    capability: str | None = Field(description="Null: nothing fulfils it here yet")
    state: str = Field(description="none, part or whole")
    state_title: str
    section: str | None = Field(description="Null: not yet decided (未設定)")
    kpis: list[str] = Field(description="Slugs; empty: not yet decided (未設定)")
    references: list[str] = Field(description="Measured, but not adopted as KPI")


class Indicator(Schema):
    slug: str
    title: str
    unit: str
    definition_version: int | None
    baseline: Mark | None
    target: Mark | None
    latest: Value | None
    status: Status
    measured: bool
    section: str | None


class Plan(Schema):
    slug: str
    title: str
    city: str
    period: Period
    as_of: dt.date
    source: str
    status_rule: StatusRule
    pillars: list[Pillar]
    initiatives: list[Initiative]
    indicators: list[Indicator]


class Comparator(Mark):
    area: str
    area_title: str


class Definition(Schema):
    """One version of what is counted; its numbers are compared with no other's."""

    number: int
    name: str
    text: str
    numerator: str
    denominator: str
    valid_from: dt.date
    reason: str
    source: str
    baseline: Mark | None
    target: Mark | None
    values: list[Value]
    comparators: list[Comparator]


class IndicatorDetail(Indicator):
    definitions: list[Definition]
    finding: str
    forecast: str
    pace: str


@router.get("", response=Plan, summary="計画の全体", url_name="plan")
@anyone
def plan(request: HttpRequest) -> Any:
    """The current plan: period, pillars, initiatives and indicators."""
    return publication.content(shown().glance)


@router.get(
    "/indicators/{slug}",
    response=IndicatorDetail,
    summary="指標とそのすべての値",
    url_name="plan_indicator",
)
@anyone
def indicator(request: HttpRequest, slug: str) -> Any:
    """One indicator with its definitions and every published value."""
    found = get_object_or_404(indicators.Indicator, slug=slug)
    return publication.indicator_detail(indicator_views({found.pk})[found.pk])
