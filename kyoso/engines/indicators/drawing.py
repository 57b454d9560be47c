"""図: a reading as lines, points and words in a frame; the template draws them.

No line ever joins values of two definition versions. The words are placed so
that they cover neither one another nor a point; what finds no room is in the
table that stands beside every chart.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kyoso.engines.indicators import readings, rules, scales
from kyoso.engines.indicators.labels import Box, Label, Wish, place
from kyoso.engines.indicators.models import Mark
from kyoso.engines.indicators.readings import Reading, Series
from kyoso.engines.indicators.sentences import amount, stated
from kyoso.kernel import clock


@dataclass(frozen=True)
class Frame:
    """The size of a drawing in CSS pixels and of its words."""

    slug: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    text: int
    small: int
    dot: float


WIDE = Frame("wide", 760, 380, 56, 24, 40, 44, 15, 13, 5)
# Drawn for a telephone of 320 px, where it is shown at its own size.
NARROW = Frame("narrow", 288, 296, 38, 10, 34, 34, 13, 12, 4.5)
# More than this many points are drawn half as large.
_MANY_POINTS = 18
# Two values further apart than this are not joined: two missing periods.
_LONG_GAP = dt.timedelta(days=800)
_LONGEST_GAP = {
    "monthly": dt.timedelta(days=95),
    "quarterly": dt.timedelta(days=280),
}
FRAMES = {frame.slug: frame for frame in (WIDE, NARROW)}


@dataclass(frozen=True)
class Dot:
    """A point: ``slug`` says which kind (value, earlier, target, national …)."""

    slug: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A drawn line: ``points`` as SVG takes them."""

    slug: str
    points: str


@dataclass(frozen=True)
class Tick:
    text: str
    at: float


@dataclass
class Picture:
    """Everything that the template draws, in the order in which it is drawn."""

    frame: Frame
    name: str
    ticks: list[Tick] = field(default_factory=list)
    years: list[Tick] = field(default_factory=list)
    year_lines: list[float] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)
    earlier: float = 0
    bands: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    starts_at_nought: bool = True
    dot: float = 0
    wishes: list[Wish] = field(default_factory=list)

    @property
    def plot_right(self) -> int:
        return self.frame.width - self.frame.right

    @property
    def plot_top(self) -> int:
        return self.frame.top

    @property
    def plot_height(self) -> int:
        return self.plot_bottom - self.plot_top

    @property
    def plot_bottom(self) -> int:
        return self.frame.height - self.frame.bottom


def draw(
    found: Reading, *, frame: Frame = WIDE, on: dt.date | None = None
) -> Picture | None:
    """Lay out the chart of a reading; ``None`` when there is no number at all."""
    shown = [one for one in found.series if not one.is_empty]
    today = on or clock.today()
    points = [point for one in shown for point in _numbers(one)]
    if not points:
        return None
    seen = readings.forecast(found, today)
    across = scales.days(
        [point.on for point in points],
        left=frame.left,
        right=frame.width - frame.right,
    )
    up = scales.heights(
        [float(point.value) for point in points]
        + ([float(seen.value)] if seen.value is not None else []),
        is_share=found.limits[1] == Decimal(100),
        top=frame.top,
        bottom=frame.height - frame.bottom,
    )
    picture = Picture(
        frame,
        name=f"{found.indicator.slug}-{frame.slug}",
        starts_at_nought=up.starts_at_nought,
        dot=frame.dot if len(points) <= _MANY_POINTS else frame.dot / 2,
    )
    pen = _Pen(found, picture, across, up)
    pen.draw_axes()
    pen.draw_breaks(shown)
    for one in shown:
        pen.draw_series(one, is_now=one is found.now)
    pen.draw_forecast(seen)
    pen.write()
    return picture


def _numbers(series: Series) -> list[rules.Point]:
    marks = [series.baseline, series.target, *series.comparators]
    return [rules.Point(value.as_of, value.value) for value in series.values] + [
        rules.Point(mark.on, mark.value) for mark in marks if mark
    ]


class _Pen:
    """Draws one reading into one picture."""

    def __init__(
        self, found: Reading, picture: Picture, across: scales.Days, up: scales.Heights
    ) -> None:
        self.found = found
        self.picture = picture
        self.frame = picture.frame
        self.across = across
        self.up = up

    def draw_axes(self) -> None:
        indicator = self.found.indicator
        whole = all(tick == int(tick) for tick in self.up.ticks)
        for tick in self.up.ticks:
            text = f"{tick:,.0f}" if whole else f"{tick:,.1f}"
            self.picture.ticks.append(Tick(text, self.up.y(tick)))
        top = self.picture.ticks[-1]
        if indicator.unit in {"%", "％"}:
            self.picture.ticks[-1] = Tick(f"{top.text}%", top.at)
        years = self.across.years
        if len(years) == 1:
            self._draw_months(years[0])
            return
        room = (self.across.right - self.across.left) / len(years)
        every = max(1, -(-int(self._year_width(years[0])) // int(room)))
        for number, year in enumerate(years):
            first, last = clock.fiscal_year_days(year)
            left, right = self.across.x(first), self.across.x(last)
            self.picture.year_lines.append(left)
            if number % every == 0:
                self.picture.years.append(
                    Tick(self._year(year), round((left + right) / 2, 1))
                )

    def _draw_months(self, year: int) -> None:
        """Within one fiscal year: a tick at the first of each quarter."""
        for month in (4, 7, 10, 1):
            first = dt.date(year + (month == 1), month, 1)
            x = self.across.x(first)
            self.picture.year_lines.append(x)
            self.picture.years.append(Tick(self._month(first), round(x + 16, 1)))

    def draw_breaks(self, shown: list[Series]) -> None:
        for one in shown[1:]:
            day = max(one.definition.valid_from, self.across.first)
            x = self.across.x(min(day, self.across.last))
            self.picture.breaks.append(x)
            self._wish(_("ここから定義が変わります"), x, 14, "break", clear=2)
        if self.picture.breaks:
            self.picture.earlier = round(self.picture.breaks[-1] - self.frame.left, 1)

    def draw_series(self, series: Series, *, is_now: bool) -> None:
        slug = "now" if is_now else "earlier"
        baseline = series.baseline
        days = [rules.Point(value.as_of, value.value) for value in series.values]
        if baseline and (not days or baseline.on < days[0].on):
            days.insert(0, rules.Point(baseline.on, baseline.value))
        for run in self._runs(days):
            corners = [self._at(point.on, point.value) for point in run]
            self.picture.lines.append(Line(slug, _points(corners)))
        if baseline:
            self._dot("baseline", baseline.on, baseline.value)
        for value in series.values:
            self._dot(slug, value.as_of, value.value)
        self._name_ends(series, is_now=is_now)
        self._draw_comparators(series)
        if series.target and is_now:
            self._draw_target(series, series.target)

    def draw_forecast(self, seen: rules.Forecast) -> None:
        if seen.value is None or seen.at is None:
            return
        newest = seen.used[-1]
        x, y = self._at(newest.on, newest.value)
        end_x, end_y = self._at(seen.at, seen.value)
        # The hatched wedge widens with the distance: it is a guess, not a range.
        half = 6 + (end_x - x) * 0.04
        upper = (end_x, round(end_y - half, 1))
        lower = (end_x, round(end_y + half, 1))
        self.picture.bands.append(_points([(x, y), upper, lower]))
        self.picture.lines.append(Line("forecast", _points([(x, y), (end_x, end_y)])))
        # Under the others: where target and forecast nearly meet, the target shows.
        self.picture.dots.insert(0, Dot("forecast", end_x, end_y))
        text = _("見込み %(value)s") % {
            "value": amount(self.found.indicator, seen.value)
        }
        is_below = self.found.target is None or seen.value <= self.found.target.value
        self._wish(text, end_x, end_y, "forecast", below=is_below)

    def write(self) -> None:
        """Place the words, the most important first."""
        order = ("break", "target", "forecast", "latest", "comparator", "first", "old")
        self.picture.labels = place(
            sorted(self.picture.wishes, key=lambda wish: order.index(wish.slug)),
            within=Box(
                self.frame.left - 4, 0, self.frame.width, self.picture.plot_bottom
            ),
            taken=self._dot_boxes(),
            crossed=self._line_boxes(),
        )

    def _name_ends(self, series: Series, *, is_now: bool) -> None:
        indicator = self.found.indicator
        last = series.values[-1] if series.values else None
        if last:
            text = stated(indicator, last)
            if not is_now and self.frame is WIDE:
                text = f"{series.definition.name} {text}"
            at = self._at(last.as_of, last.value)
            self._wish(text, *at, "latest" if is_now else "old")
        first = series.baseline
        if first and (last is None or first.on < last.as_of):
            text = _("基準 %(value)s") % {"value": amount(indicator, first.value)}
            self._wish(text, *self._at(first.on, first.value), "first")
        elif is_now and len(series.values) > 1:
            oldest = series.values[0]
            text = stated(indicator, oldest)
            self._wish(text, *self._at(oldest.as_of, oldest.value), "first")

    def _draw_comparators(self, series: Series) -> None:
        newest: dict[tuple[str, str], Mark] = {}
        for mark in series.comparators:
            self._dot(mark.area, mark.on, mark.value)
            newest[(mark.area, mark.area_title)] = mark
        for mark in newest.values():
            text = f"{mark.title} {amount(self.found.indicator, mark.value)}"
            self._wish(text, *self._at(mark.on, mark.value), "comparator")

    def _draw_target(self, series: Series, target: Mark) -> None:
        end = self._at(target.on, target.value)
        start = series.baseline
        first = series.values[0] if series.values else None
        if start:
            path = [self._at(start.on, start.value), end]
        elif first:
            path = [self._at(first.as_of, first.value), end]
        else:
            day = max(series.definition.valid_from, self.across.first)
            path = [(self.across.x(min(day, target.on)), end[1]), end]
        self.picture.lines.append(Line("path", _points(path)))
        self._dot("target", target.on, target.value)
        text = _("目標 %(value)s") % {
            "value": amount(self.found.indicator, target.value)
        }
        self._wish(text, *end, "target")

    def _at(self, day: dt.date, value: Decimal) -> tuple[float, float]:
        return self.across.x(day), self.up.y(value)

    def _dot(self, slug: str, day: dt.date, value: Decimal) -> None:
        self.picture.dots.append(Dot(slug, *self._at(day, value)))

    def _wish(
        self,
        text: str,
        x: float,
        y: float,
        slug: str,
        *,
        clear: float = 9,
        below: bool = False,
    ) -> None:
        size = self.frame.text if slug in {"latest", "target"} else self.frame.small
        self.picture.wishes.append(Wish(text, x, y, size, slug, clear, below))

    def _runs(self, points: list[rules.Point]) -> list[list[rules.Point]]:
        """Split where so much time lies without a value that a line would invent one."""
        longest = _LONGEST_GAP.get(self.found.indicator.frequency, _LONG_GAP)
        runs: list[list[rules.Point]] = []
        for point in points:
            if runs and point.on - runs[-1][-1].on <= longest:
                runs[-1].append(point)
            else:
                runs.append([point])
        return [run for run in runs if len(run) > 1]

    def _dot_boxes(self) -> list[Box]:
        reach = self.frame.dot + 1
        return [
            Box(dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)
            for dot in self.picture.dots
        ]

    def _line_boxes(self) -> list[Box]:
        """Small boxes along every line, so that words keep off it."""
        boxes = [
            Box(x - 2, 22, x + 2, self.picture.plot_bottom) for x in self.picture.breaks
        ]
        for line in self.picture.lines:
            corners = [
                tuple(float(part) for part in pair.split(","))
                for pair in line.points.split()
            ]
            for (x, y), (end_x, end_y) in pairwise(corners):
                steps = max(int(abs(end_x - x) + abs(end_y - y)) // 6, 1)
                for step in range(1, steps):
                    at_x = x + (end_x - x) * step / steps
                    at_y = y + (end_y - y) * step / steps
                    boxes.append(Box(at_x - 2, at_y - 2, at_x + 2, at_y + 2))
        return boxes

    def _year(self, year: int) -> str:
        if (get_language() or "").startswith("en"):
            return f"FY{year}" if self.frame is WIDE else str(year)
        if self.frame is WIDE:
            return clock.fiscal_year_title(year)
        return clock.wareki_short(dt.date(year, 4, 1)).split(".")[0]

    def _month(self, first: dt.date) -> str:
        if (get_language() or "").startswith("en"):
            return f"{first:%Y-%m}"
        return clock.wareki_short(first).rpartition(".")[0]

    def _year_width(self, year: int) -> float:
        return len(self._year(year)) * self.frame.small + 4


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)
