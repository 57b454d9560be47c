"""What a page shows of an indicator or a figure: words, amounts, bars."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kyoso.engines.indicators import api as indicators
from kyoso.kernel.words import Words
from kyoso.plan.glance import IndicatorView, LinkView
from kyoso.plan.models import Figure, FigureValue, Plan

KINDS = {
    indicators.Word.ACHIEVED: "green",
    indicators.Word.ON_TRACK: "blue",
    indicators.Word.BEHIND: "orange",
    indicators.Word.OVERDUE: "red",
    indicators.Word.UNCOUNTED: "neutral",
    indicators.Word.UNJUDGED: "neutral",
}
"""The chip of each status word; 未集計 is never green."""

# The order in which a mayor must see them: what needs an act before what is well.
URGENCY = (
    indicators.Word.OVERDUE,
    indicators.Word.BEHIND,
    indicators.Word.UNCOUNTED,
    indicators.Word.UNJUDGED,
    indicators.Word.ON_TRACK,
    indicators.Word.ACHIEVED,
)

_PERCENT = {"%", "％"}


@dataclass(frozen=True)
class Amount:
    """A number with its unit, its period as the source writes it, and its day."""

    number: str
    unit: str
    said: str
    on: dt.date
    definition: str

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


@dataclass(frozen=True)
class Track:
    """From baseline to target as a line of 100: where each stands."""

    baseline: float | None
    latest: float | None
    target: float


@dataclass(frozen=True)
class IndicatorCard:
    """An indicator as overview, initiative page and dashboard show it."""

    view: IndicatorView
    latest: Amount | None
    baseline: Amount | None
    target: Amount | None
    track: Track | None
    word: str
    kind: str
    reason: str
    finding: str

    @property
    def slug(self) -> str:
        return self.view.slug

    @property
    def titles(self) -> Words:
        return self.view.titles

    @property
    def is_draft(self) -> bool:
        return self.view.status.is_draft

    @property
    def is_split(self) -> bool:
        """Tell whether baseline and target speak of different definitions."""
        return bool(
            self.baseline
            and self.target
            and self.baseline.definition != self.target.definition
        )


def indicator_card(view: IndicatorView) -> IndicatorCard:
    """Return what is shown of an indicator, in the language of the page (no query)."""
    reading = view.reading
    now = reading.now
    latest = (
        _value(view, reading.latest, now.definition.name)
        if now and reading.latest
        else None
    )
    baseline = _first(view, "baseline")
    target = _first(view, "target")
    return IndicatorCard(
        view=view,
        latest=latest,
        baseline=baseline,
        target=target,
        track=_track(view) if now and now.target else None,
        word=indicators.word(view.status),
        kind=KINDS[view.status.word],
        reason=indicators.reason(reading, view.status),
        finding=indicators.finding(reading),
    )


def link_cards(links: tuple[LinkView, ...]) -> list[IndicatorCard]:
    return [indicator_card(link.view) for link in links]


def most_urgent(links: tuple[LinkView, ...]) -> IndicatorCard | None:
    """Return the card that must be seen first; None where there is no KPI."""
    return min(
        link_cards(links),
        key=lambda card: URGENCY.index(card.view.status.word),
        default=None,
    )


@dataclass(frozen=True)
class Bar:
    """One area's value: ``share`` is its length, 0 to 100."""

    area: Words
    slug: str
    amount: str
    on: dt.date
    share: float


@dataclass(frozen=True)
class FigureCard:
    """A figure of chapter II with a bar an area, longest at 100."""

    figure: Figure
    bars: tuple[Bar, ...]

    @property
    def indicator(self) -> str:
        return self.figure.indicator.slug if self.figure.indicator else ""


def figure_card(figure: Figure, plan: Plan) -> FigureCard:
    """Return a figure with bars that begin at nought, drawn to one scale."""
    values = list(figure.values.all())
    longest = max((abs(one.value) for one in values), default=Decimal(0))
    return FigureCard(
        figure,
        tuple(
            Bar(
                area=area_words(one.area, plan),
                slug=one.area,
                amount=_signed(one.value, figure),
                on=one.as_of,
                share=round(float(abs(one.value) * 100 / longest), 1) if longest else 0,
            )
            for one in values
        ),
    )


def area_words(area: str, plan: Plan) -> Words:
    """Return the name of an area, with the plan's own city and prefecture."""
    return {
        FigureValue.Area.CITY: plan.cities,
        FigureValue.Area.PREFECTURE: plan.prefectures,
        FigureValue.Area.CITIES_AVERAGE: Words(
            {
                "ja": "県内市平均",
                "easy": "県（けん）の ほかの 市（し）",
                "en": "Average of its cities",
            }
        ),
        FigureValue.Area.NATIONAL: Words(
            {
                "ja": "全国",
                "easy": "日本（にほん）ぜんたい",
                "en": "Nationwide",
            }
        ),
    }[FigureValue.Area(area)]


def _signed(value: Decimal, figure: Figure) -> str:
    """Return the amount; a decrease carries ▲ as the plan writes it, or a minus."""
    size = f"{abs(value):,.{figure.places}f}{figure.unit}"
    return f"{_('▲')}{size}" if value < 0 else size


def _value(view: IndicatorView, value: indicators.Value, definition: str) -> Amount:
    return Amount(
        number=indicators.number(view.indicator, value),
        unit=view.indicator.unit,
        said=value.said,
        on=value.as_of,
        definition=definition,
    )


def _first(view: IndicatorView, name: str) -> Amount | None:
    """Return the newest definition's baseline or target; an older one's if it has none."""
    for series in reversed(view.reading.series):
        mark: indicators.Mark | None = getattr(series, name)
        if mark is not None:
            return Amount(
                number=_number(view, mark.value),
                unit=view.indicator.unit,
                said=mark.said,
                on=mark.on,
                definition=series.definition.name,
            )
    return None


def _number(view: IndicatorView, value: Decimal) -> str:
    return f"{value:,.{view.indicator.decimals}f}"


def _track(view: IndicatorView) -> Track | None:
    now = view.reading.now
    if now is None or now.target is None:
        return None
    values = [now.target.value]
    if now.baseline:
        values.append(now.baseline.value)
    if view.reading.latest:
        values.append(view.reading.latest.value)
    whole = (
        Decimal(100) if view.indicator.unit in _PERCENT else max(values) or Decimal(1)
    )
    return Track(
        baseline=_share(now.baseline.value, whole) if now.baseline else None,
        latest=_share(view.reading.latest.value, whole)
        if view.reading.latest
        else None,
        target=_share(now.target.value, whole),
    )


def _share(value: Decimal, whole: Decimal) -> float:
    return round(float(min(max(value * 100 / whole, Decimal(0)), Decimal(100))), 1)
