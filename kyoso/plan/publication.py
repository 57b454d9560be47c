"""What is published of the plan, as plain data: API answers and snapshots alike.

``content(glance)`` is JSON-ready and complete: every value carries its day and
its source. ``canonical`` writes it in one way only, so that its SHA-256 is the
fingerprint of what was published.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from kyoso.engines.indicators import api as indicators
from kyoso.plan.glance import Glance, IndicatorView, InitiativeView, PillarView
from kyoso.plan.models import Initiative

Plain = dict[str, Any]


def content(glance: Glance) -> Plain:
    """Return the plan, its pillars, initiatives and indicators as plain data."""
    plan = glance.plan
    return {
        "slug": plan.slug,
        "title": plan.title,
        "city": plan.cities["ja"],
        "period": {
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
        },
        "as_of": glance.on.isoformat(),
        "source": plan.source,
        "status_rule": rule(glance.rule),
        "pillars": [_pillar(one) for one in glance.pillars],
        "initiatives": [_initiative(one) for one in glance.initiatives],
        "indicators": [indicator(one) for one in glance.indicators.values()],
    }


def canonical(plain: Plain) -> str:
    """Write plain data in one way: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def rule(of: indicators.Rule) -> Plain:
    return {
        "number": of.number,
        "adopted": of.is_adopted,
        "tolerance": float(of.tolerance),
        "grace_days": of.grace_days,
        "decision": of.decision,
    }


def indicator(view: IndicatorView) -> Plain:
    """Return an indicator as the overview of the API shows it."""
    reading = view.reading
    return {
        "slug": view.slug,
        "title": view.indicator.title,
        "unit": view.indicator.unit,
        "definition_version": reading.now.definition.number if reading.now else None,
        "baseline": mark(_any_mark(reading, "baseline"), reading),
        "target": mark(_any_mark(reading, "target"), reading),
        "latest": value(reading.latest, reading) if reading.latest else None,
        "status": status(view),
        "measured": view.is_measured,
        "section": view.indicator.owner.name if view.indicator.owner else None,
    }


def indicator_detail(view: IndicatorView) -> Plain:
    """Return an indicator with all its definitions, values and comparisons."""
    reading = view.reading
    return {
        **indicator(view),
        "definitions": [_definition(one, reading) for one in reading.series],
        "finding": indicators.finding(reading),
        "forecast": indicators.forecast_words(reading),
        "pace": indicators.pace_words(reading),
    }


def status(view: IndicatorView) -> Plain:
    return {
        "word": str(view.status.word),
        "slug": view.status.word.slug,
        "cause": str(view.status.cause),
        "as_of": view.status.on.isoformat(),
        "draft": view.status.is_draft,
    }


def value(of: indicators.Value, reading: indicators.Reading) -> Plain:
    """Return a value with its day, its source and the counts behind it."""
    return {
        "value": plain_number(of.value),
        "at_most": plain_number(of.at_most),
        "as_of": of.as_of.isoformat(),
        "period": of.said,
        "source": of.source,
        "definition_version": _number_of(of.definition_id, reading),
        "how": of.kind,
        "rows": of.rows,
        "parts": dict(of.parts),
    }


def mark(of: indicators.Mark | None, reading: indicators.Reading) -> Plain | None:
    """Return a baseline, target or comparison with its day, source and definition."""
    if of is None:
        return None
    return {
        "value": plain_number(of.value),
        "as_of": of.on.isoformat(),
        "period": of.said,
        "source": of.source,
        "definition_version": _number_of(of.definition_id, reading),
    }


def plain_number(of: Decimal) -> float | int:
    """Return a number that JSON holds exactly enough: four decimals at most."""
    return int(of) if of == of.to_integral_value() else float(of)


def _definition(series: indicators.Series, reading: indicators.Reading) -> Plain:
    definition = series.definition
    return {
        "number": definition.number,
        "name": definition.name,
        "text": definition.text,
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "valid_from": definition.valid_from.isoformat(),
        "reason": definition.reason,
        "source": definition.source,
        "baseline": mark(series.baseline, reading),
        "target": mark(series.target, reading),
        "values": [value(one, reading) for one in series.values],
        "comparators": [
            {
                **(mark(one, reading) or {}),
                "area": one.area,
                "area_title": one.title,
            }
            for one in series.comparators
        ],
    }


def _number_of(definition: int, reading: indicators.Reading) -> int:
    return next(
        one.definition.number
        for one in reading.series
        if one.definition.pk == definition
    )


def _any_mark(reading: indicators.Reading, name: str) -> indicators.Mark | None:
    """Return the newest definition's mark; each says which definition it is of."""
    found = [getattr(one, name) for one in reading.series]
    return next((one for one in reversed(found) if one is not None), None)


def _pillar(view: PillarView) -> Plain:
    return {
        "slug": view.pillar.slug,
        "number": view.pillar.number,
        "title": view.pillar.title,
        "text": view.pillar.texts["ja"],
        "targets": [target.slug for target in view.targets],
        "items": [
            {"number": item.number, "title": item.title, "text": item.text}
            for item in view.items
        ],
    }


def _initiative(view: InitiativeView) -> Plain:
    return {
        "slug": view.slug,
        "title": view.initiative.title,
        "pillar": view.pillar.slug,
        "capability": view.initiative.capability if view.capability else None,
        "state": view.state,
        "state_title": Initiative.State(view.state).label,
        "section": view.initiative.section.name if view.initiative.section else None,
        "kpis": [link.view.slug for link in view.kpis],
        "references": [link.view.slug for link in view.references],
    }
