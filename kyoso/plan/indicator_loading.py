"""Bring the plan's indicators into the indicators engine, through its own verbs.

What is there already must agree: the engine never edits a definition or a
published value, and neither does the loader. An indicator of an earlier plan
carries over: a successor adds definitions, marks and values to the same series.
"""

import datetime as dt

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Account
from kyoso.plan.errors import IndicatorDiffers
from kyoso.plan.models import IndicatorWords
from kyoso.plan.plan_file import (
    DefinitionEntry,
    IndicatorEntry,
    PlanFile,
    ValueEntry,
)


def load_indicators(
    file: PlanFile, *, by: Account | None
) -> dict[str, indicators.Indicator]:
    """Return the plan's indicators by slug, defined and marked as the file says."""
    return {
        entry.slug: _indicator(entry, order, file, by)
        for order, entry in enumerate(file.indicator)
    }


def _indicator(
    entry: IndicatorEntry, order: int, file: PlanFile, by: Account | None
) -> indicators.Indicator:
    days = _days(entry, file)
    found = indicators.Indicator.objects.filter(slug=entry.slug).first()
    if found is None:
        found = indicators.define(
            slug=entry.slug,
            title=entry.definition[0].title["ja"],
            definition=_definition(entry, entry.definition[0], days[0]),
            unit=entry.unit,
            direction=entry.direction,
            frequency=entry.frequency,
            decimals=entry.places,
            measure=entry.measure,
            order=order,
            by=by,
        )
    else:
        _refuse_other(found, entry)
    _definitions(found, entry, days, by)
    versions = {one.number: one for one in found.definitions.all()}
    for value in entry.value:
        _value(versions[value.definition], value, _area_title(value, file), by)
    IndicatorWords.objects.update_or_create(
        indicator=found,
        defaults={
            "words": {"title": entry.title},
            "definitions": {str(one.number): one.title for one in entry.definition},
            "source": entry.source,
        },
    )
    return found


def _refuse_other(found: indicators.Indicator, entry: IndicatorEntry) -> None:
    """An indicator that carries over stays what it is."""
    for what, known, given in (
        ("単位", found.unit, entry.unit),
        ("小数点以下のけた数", found.decimals, entry.places),
        ("めざす向き", found.direction, entry.direction),
        ("集計方法", found.measure, entry.measure),
    ):
        if known != given:
            raise IndicatorDiffers(slug=entry.slug, what=what, known=known, given=given)


def _days(entry: IndicatorEntry, file: PlanFile) -> list[dt.date]:
    """Return from which day each definition holds: the month of its revision."""
    months = {one.number: one.published_in for one in file.revision}
    return [months.get(one.revision, file.plan.starts_on) for one in entry.definition]


def _definition(
    entry: IndicatorEntry, definition: DefinitionEntry, day: dt.date
) -> indicators.Definition:
    return indicators.Definition(
        name=definition.title["ja"],
        text=definition.text,
        valid_from=day,
        source=entry.source,
        numerator=definition.numerator,
        denominator=definition.denominator,
        reason=definition.reason,
    )


def _definitions(
    found: indicators.Indicator,
    entry: IndicatorEntry,
    days: list[dt.date],
    by: Account | None,
) -> None:
    known = {one.number: one for one in found.definitions.all()}
    for definition, day in zip(entry.definition, days, strict=True):
        held = known.get(definition.number)
        if held is None:
            indicators.adopt_definition(
                found, definition=_definition(entry, definition, day), by=by
            )
        elif held.text != definition.text:
            raise IndicatorDiffers(
                slug=entry.slug,
                what=f"定義{definition.number}",
                known=held.text,
                given=definition.text,
            )


def _area_title(value: ValueEntry, file: PlanFile) -> str:
    prefecture = file.plan.prefecture
    return prefecture["ja"] if prefecture and value.area == "prefecture" else ""


def _value(
    definition: indicators.DefinitionVersion,
    entry: ValueEntry,
    area_title: str,
    by: Account | None,
) -> None:
    if entry.role == "actual":
        indicators.take_over(
            definition,
            as_of=entry.day,
            value=entry.value,
            source=entry.source,
            said=entry.period,
            by=by,
        )
        return
    held = definition.marks.filter(
        kind=entry.role, area=entry.area, on=entry.day, replaced_by=None
    ).first()
    if held is None or (entry.role == "target" and held.value != entry.value):
        # A new revision may set another target: the engine keeps the old one readable.
        _mark(definition, entry, area_title, by)
    elif held.value != entry.value:
        raise IndicatorDiffers(
            slug=definition.indicator.slug,
            what=f"{entry.period}の{held.title}",
            known=f"{held.value:f}",
            given=f"{entry.value:f}",
        )


def _mark(
    definition: indicators.DefinitionVersion,
    entry: ValueEntry,
    area_title: str,
    by: Account | None,
) -> None:
    if entry.role == "baseline":
        indicators.set_baseline(
            definition,
            value=entry.value,
            on=entry.day,
            source=entry.source,
            said=entry.period,
            by=by,
        )
    elif entry.role == "target":
        indicators.set_target(
            definition,
            value=entry.value,
            due_on=entry.day,
            source=entry.source,
            said=entry.period,
            by=by,
        )
    else:
        indicators.add_comparator(
            definition,
            area=entry.area,
            area_title=area_title,
            value=entry.value,
            on=entry.day,
            source=entry.source,
            said=entry.period,
            by=by,
        )
