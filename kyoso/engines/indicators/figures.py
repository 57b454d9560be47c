"""グラフと表: what stands on a page or in a paper about one indicator."""

import csv as csv_module
import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kyoso.engines.indicators import sentences
from kyoso.engines.indicators.drawing import FRAMES, Picture, draw
from kyoso.engines.indicators.models import Indicator, Mark, Value
from kyoso.engines.indicators.readings import Reading, Series, reading_of
from kyoso.kernel import clock
from kyoso.kernel.text import as_cell

# Excel reads UTF-8 only with this mark.
BOM = "\ufeff"


@dataclass(frozen=True)
class Row:
    """One number in the table: ``slug`` is value, baseline, target or comparator."""

    slug: str
    title: str
    day: dt.date
    said: str
    value: Decimal
    at_most: Decimal
    amount: str
    definition: str
    number: int
    source: str
    way: str
    count: int | None
    area: str


@dataclass(frozen=True)
class Key:
    """A line of the legend: the mark as drawn and what it stands for."""

    slug: str
    title: str


@dataclass(frozen=True)
class Figure:
    """What ``indicators/chart_figure.html`` shows."""

    slug: str
    title: str
    finding: str
    caption: str
    wide: SafeString
    narrow: SafeString
    keys: tuple[Key, ...]
    note: str
    rows: tuple[Row, ...]


def figure(thing: Indicator | Reading, on: dt.date | None = None) -> Figure:
    """Return finding, drawings, legend and table of one indicator (no query)."""
    found = reading_of(thing)
    picture = draw(found, on=on)
    return Figure(
        slug=found.indicator.slug,
        title=found.indicator.title,
        finding=sentences.finding(found),
        caption=caption(found),
        wide=chart(found, size="wide", on=on),
        narrow=chart(found, size="narrow", on=on),
        keys=_keys(found, picture) if picture else (),
        note=""
        if picture is None or picture.starts_at_nought
        else _("縦の軸は0から始まっていません。"),
        rows=tuple(rows(found)),
    )


def chart(
    thing: Indicator | Reading, *, size: str = "wide", on: dt.date | None = None
) -> SafeString:
    """Return the drawing as SVG (``wide`` or ``narrow``), empty without any number.

    It needs no style sheet and no script, so it also goes into a PDF.
    """
    found = reading_of(thing)
    picture = draw(found, frame=FRAMES[size], on=on)
    if picture is None:
        return mark_safe("")
    label = _("「%(title)s」のグラフ。数値は、表「%(caption)s」にあります。") % {
        "title": found.indicator.title,
        "caption": caption(found),
    }
    return render_to_string(
        "indicators/chart.svg", {"picture": picture, "label": label}
    )


def caption(found: Reading) -> str:
    """Return the name of the table, which the drawing refers to."""
    return _("%(title)sの数値") % {"title": found.indicator.title}


def rows(thing: Indicator | Reading) -> list[Row]:
    """Return every published number with its day and source, oldest first."""
    found = reading_of(thing)
    told = [
        row
        for one in found.series
        for row in (
            *(_value_row(found, one, value) for value in one.values),
            *(_mark_row(found, one, mark) for mark in _marks(one)),
        )
    ]
    return sorted(told, key=lambda row: (row.day, row.number, row.slug != "baseline"))


def csv(thing: Indicator | Reading) -> str:
    """Return the same rows as CSV for a spreadsheet (UTF-8 with its mark)."""
    found = reading_of(thing)
    sheet = io.StringIO()
    sheet.write(BOM)
    writer = csv_module.writer(sheet)
    writer.writerow(
        [
            "指標",
            "記号",
            "時点",
            "時点（和暦）",
            "出典の表記",
            "種類",
            "地域",
            "値",
            "値の上限",
            "単位",
            "定義の版",
            "定義",
            "求め方",
            "記録件数",
            "出典",
        ]
    )
    for row in rows(found):
        writer.writerow(
            [
                as_cell(found.indicator.title),
                found.indicator.slug,
                row.day.isoformat(),
                clock.wareki(row.day),
                as_cell(row.said),
                as_cell(row.title),
                as_cell(row.area),
                f"{row.value:.{found.indicator.decimals}f}",
                f"{row.at_most:.{found.indicator.decimals}f}",
                found.indicator.unit,
                row.number,
                as_cell(row.definition),
                as_cell(row.way),
                "" if row.count is None else row.count,
                as_cell(row.source),
            ]
        )
    return sheet.getvalue()


def _marks(series: Series) -> list[Mark]:
    single = [mark for mark in (series.baseline, series.target) if mark]
    return [*single, *series.comparators]


def _value_row(found: Reading, series: Series, value: Value) -> Row:
    return Row(
        slug="value",
        title=_("実績"),
        day=value.as_of,
        said=value.said,
        value=value.value,
        at_most=value.at_most,
        amount=sentences.stated(found.indicator, value),
        definition=series.definition.name,
        number=series.definition.number,
        source=value.source,
        way=str(value.get_kind_display()),
        count=value.rows,
        area=_("本市"),
    )


def _mark_row(found: Reading, series: Series, mark: Mark) -> Row:
    kinds = {
        Mark.Kind.BASELINE: _("基準値"),
        Mark.Kind.TARGET: _("目標値"),
        Mark.Kind.COMPARATOR: _("比較（%(area)s）") % {"area": mark.title},
    }
    return Row(
        slug=mark.kind,
        title=kinds[Mark.Kind(mark.kind)],
        day=mark.on,
        said=mark.said,
        value=mark.value,
        at_most=mark.value,
        amount=sentences.amount(found.indicator, mark.value),
        definition=series.definition.name,
        number=series.definition.number,
        source=mark.source,
        way=_("資料から取り込み"),
        count=None,
        area=mark.title if mark.kind == Mark.Kind.COMPARATOR else _("本市"),
    )


def _keys(found: Reading, picture: Picture) -> tuple[Key, ...]:
    drawn = {dot.slug for dot in picture.dots} | {line.slug for line in picture.lines}
    titles = {
        "now": _("実績（いまの定義）") if "earlier" in drawn else _("実績"),
        "earlier": _("前の定義の実績"),
        "baseline": _("基準値"),
        "path": _("目標と、目標までの直線"),
        "forecast": _("見込み（同じ速さで続くと仮定）"),
    }
    keys = [Key(slug, title) for slug, title in titles.items() if slug in drawn]
    areas = {mark.area: mark.title for one in found.series for mark in one.comparators}
    return (*keys, *(Key(area, title) for area, title in areas.items()))
