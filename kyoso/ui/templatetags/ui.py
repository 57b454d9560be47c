"""Filters and tags of the design system, known to every template without loading."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, widgets
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kyoso.kernel import clock
from kyoso.kernel import words as texts
from kyoso.kernel.doors import OFFICE
from kyoso.ui import charts, controls, dates, frame, icons, navigation, tables, tabs

register = template.Library()


@register.filter
def words(value: str | Mapping[str, str]) -> str:
    """Return a text of the city's files in the language of the page.

    Other text, marked for translation or plain, comes back as it is.
    """
    if not isinstance(value, Mapping):
        return str(value)
    return texts.pick(value, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; the words that say the same stand beside it."""
    return mark_safe(icons.svg(name))  # noqa: S308 - our own constant drawings


@register.simple_tag(takes_context=True)
def ways(context: template.Context, place: str) -> list[navigation.Way]:
    """``{% ways "header" as links %}``: what this person may open from there."""
    return navigation.ways(place, context["request"])


@register.simple_tag(takes_context=True)
def ways_drawn(context: template.Context, place: str, name: str) -> SafeString:
    """``{% ways_drawn "footer" "ui/footer.html" %}``: the ways, drawn with a template."""
    return frame.ways(context["request"], place, name)


@register.simple_tag
def drawn(name: str) -> SafeString:
    """``{% drawn "ui/skip_link.html" %}``: a part that all see alike, drawn once."""
    return frame.part(name)


@register.simple_tag(takes_context=True)
def header_drawn(context: template.Context) -> SafeString:
    """Draw the header of public pages with the ways of this person."""
    return frame.header(context["request"])


@register.simple_tag(takes_context=True)
def standing_drawn(context: template.Context) -> SafeString:
    """Draw the header of a screen that stands in a public place."""
    request = context["request"]
    return frame.standing_header(request, request.standing)


@register.simple_tag
def help_drawn(section: frame.Section | None, screen_number: str) -> SafeString:
    """Draw the help box of a section, or of the city where there is none."""
    return frame.help_box(section, screen_number)


@register.simple_tag(takes_context=True)
def groups(context: template.Context, place: str) -> list[Any]:
    """``{% groups "office" as groups %}``: the same under their headings."""
    return navigation.groups(place, context["request"])


@register.filter
def kind(field: BoundField) -> str:
    """Return which partial draws the field: input_text, radios, date_parts…"""
    return controls.kind_of(field)


@register.simple_tag
def control(field: BoundField, size: str = "lg") -> SafeString:
    """Draw the control of a field, tied to its error and support text in that order."""
    return controls.render_control(field, size)


@register.filter
def describes(field: BoundField) -> str:
    """Return the ids that describe a group of controls: error, then support text."""
    return controls.described_by(field)


@register.filter
def options(field: BoundField) -> list[controls.Option]:
    """Return the answers of radios or checkboxes, one by one."""
    return controls.options_of(field)


@register.simple_tag
def summary(form: BaseForm) -> list[controls.Line]:
    """Return the lines of the error summary, each with the control it leads to."""
    return controls.summary_of(form)


@register.filter
def as_columns(told: list[Any]) -> list[tables.Column]:
    """Return the head of a table from words or dicts."""
    return [tables.column(one) for one in told]


@register.filter
def as_cells(told: list[Any]) -> list[tables.Cell]:
    """Return one row of a table from texts or dicts."""
    return [tables.cell(one) for one in told]


@register.filter
def as_tabs(told: list[Any]) -> list[tabs.Tab]:
    """Return the ways of ``ui/tabs.html`` from dicts or tuples."""
    return [tabs.tab(one) for one in told]


@register.filter
def is_single(field: BoundField) -> bool:
    """Tell whether one label names the control (else it is a group with a legend)."""
    return not field.field.widget.use_fieldset and not isinstance(
        field.field.widget, widgets.CheckboxInput
    )


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """Return this page's query with some values changed; None takes one away."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.filter
def wareki(day: dt.date | dt.datetime | None) -> str:
    """令和8年11月23日; in English and やさしい日本語 the Western year."""
    return dates.day(day) if day else ""


@register.filter
def wareki_short(day: dt.date | dt.datetime | None) -> str:
    """R8.11.23, where there is little room; never wareki in other languages."""
    return dates.short(day) if day else ""


@register.filter
def wareki_weekday(day: dt.date | dt.datetime | None) -> str:
    """令和8年11月23日（月曜日）."""
    return dates.weekday(day) if day else ""


@register.filter
def wareki_time(moment: dt.datetime | None) -> str:
    """令和8年11月23日 午後2時5分, as citizens read time."""
    return dates.moment(moment) if moment else ""


@register.filter
def desk_time(moment: dt.datetime | None) -> str:
    """R8.11.23 14:05, as officers read time."""
    return dates.desk_moment(moment) if moment else ""


@register.filter
def yen(amount: int | None) -> str:
    """12,345円; 12,345 yen in English."""
    return dates.yen(amount) if amount is not None else ""


@register.filter
def count(number: int | None) -> str:
    """12,345: whole numbers with commas."""
    return f"{number:,}" if number is not None else ""


@register.filter
def iso(moment: dt.date | dt.datetime) -> str:
    """Return what ``<time datetime>`` takes."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(clock.CITY).isoformat(timespec="minutes")
    return moment.isoformat()


@register.filter
def tel(number: str) -> str:
    """Return a telephone number as ``tel:`` takes it."""
    return "".join(letter for letter in number if letter.isdigit() or letter == "+")


@register.filter
def absolute(number: int) -> int:
    return abs(number)


@register.filter
def error_base(door: str) -> str:
    """Return the base page of a door, for error pages."""
    return "ui/office.html" if door == OFFICE else "ui/page.html"


@register.inclusion_tag("ui/sparkline_svg.html")
def sparkline(values: Sequence[float | None], label: str) -> dict[str, object]:
    stretches = charts.sparkline_points(values)
    return {
        "stretches": stretches,
        "label": label,
        "end": stretches[-1][-1] if stretches else None,
    }


@register.inclusion_tag("ui/bullet_svg.html")
def bullet(
    value: float, target: float, base: float | None, label: str
) -> dict[str, object]:
    share, mark = charts.bullet_shares(float(value), float(target), float(base or 0))
    return {"value": share, "target": mark, "label": label}
