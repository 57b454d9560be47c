"""The plan's own words as lines, and the difference of two revisions.

Only what the plan itself says counts: translations, capabilities and reference
indicators of this installation may change without a revision.
"""

import difflib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kyoso.plan.plan_file import (
    ContextEntry,
    IndicatorEntry,
    Organisation,
    PillarEntry,
    PlanFile,
)

Line = tuple[str, str]
"""Where it stands in the plan, and the words."""

_AREAS = {
    "city": "本市",
    "prefecture": "県",
    "cities_average": "県内市平均",
    "national": "全国",
}
_PERIOD = "I-4 計画期間"
_ROLES = {"baseline": "基準値", "target": "目標値"}


def lines_of(plan: PlanFile) -> list[Line]:
    """Return the plan's words, in the plan's order."""
    lines = [("計画名", plan.plan.title["ja"])]
    opening = _chapters(plan, "I")
    lines += [line for line in opening if line[0] < _PERIOD]
    if plan.plan.period:
        lines.append((_PERIOD, plan.plan.period))
    lines += [line for line in opening if line[0] >= _PERIOD]
    if plan.organisation:
        lines += _organisation(plan.organisation)
    lines += _chapters(plan, "II")
    for context in plan.context:
        lines += _context(context)
    lines += _chapters(plan, "III")
    lines.append(("III 計画の理念", plan.plan.ideal["ja"]))
    lines += _chapters(plan, "IV")
    for vision in plan.vision:
        lines += ((f"IV {vision.title}", line) for line in vision.lines)
    lines += _chapters(plan, "V")
    known = {one.slug: one for one in plan.indicator}
    for pillar in plan.pillar:
        lines += _pillar(pillar)
        for target in pillar.target:
            lines += _indicator(known[target.indicator], pillar)
    return [(place, one) for place, text in lines for one in _split(text)]


def digest_of(lines: Sequence[Line]) -> str:
    """Return the SHA-256 of the lines."""
    canonical = json.dumps([list(line) for line in lines], ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One place that differs: what stood there, what stands there now."""

    place: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


def changes(before: Sequence[Line], after: Sequence[Line]) -> list[Change]:
    """Return what differs, in the order of the newer text."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = before[i:j], after[k:m]
        found.append(
            Change(
                place=(new or old)[0][0],
                before=tuple(text for _, text in old),
                after=tuple(text for _, text in new),
            )
        )
    return found


def figure(value: Decimal, places: int, unit: str) -> str:
    """Return ``34.8%``, with the places that the indicator has."""
    return f"{value:,.{places}f}{unit}"


def _chapters(plan: PlanFile, part: str) -> list[Line]:
    return [
        (f"{one.number} {one.title}", one.text)
        for one in plan.chapter
        if one.part == part
    ]


def _organisation(organisation: Organisation) -> Iterator[Line]:
    for text in (
        organisation.text,
        organisation.note,
        organisation.progress_text,
    ):
        if text:
            yield "I-5 推進体制", text
    if organisation.kpi_text:
        yield "VI-4 取組と重要業績評価指標（KPI）", organisation.kpi_text


def _context(context: ContextEntry) -> Iterator[Line]:
    place = f"II-{context.number} {context.title['ja']}"
    yield place, context.text
    for one in context.figure:
        values = "、".join(
            f"{_AREAS[area]} {figure(value.value, one.places, one.unit)}（{value.as_of}）"
            for area in _AREAS
            if (value := getattr(one, area)) is not None
        )
        yield place, f"{one.title['ja']} {values} ※出典：{one.source}"


def _pillar(pillar: PillarEntry) -> Iterator[Line]:
    place = f"施策の柱{pillar.number} {pillar.title['ja']}"
    yield place, pillar.text["ja"]
    for item in pillar.item:
        here = f"{place}／取組事項({item.number})"
        yield here, item.title["ja"]
        yield here, item.text
    for initiative in pillar.initiative:
        yield f"{place}／主な取組", initiative.title["ja"]


def _indicator(indicator: IndicatorEntry, pillar: PillarEntry) -> Iterator[Line]:
    place = f"施策の柱{pillar.number} {pillar.title['ja']}／数値目標"
    yield place, indicator.title["ja"]
    stated = [
        f"{_ROLES[value.role]} {figure(value.value, indicator.places, indicator.unit)}（{value.period}）"
        for value in indicator.value
        if value.role in _ROLES
    ]
    if stated:
        yield place, " → ".join(stated)
    for definition in indicator.definition:
        yield place, definition.text


def _split(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
