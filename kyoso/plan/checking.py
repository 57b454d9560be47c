"""What must agree within a plan file, beyond the kind of each entry.

An entry that is itself at fault is None here; what depends on it is not judged,
so that one mistake is told once.
"""

from collections.abc import Iterable, Iterator

from kyoso.kernel.toml_lines import Path
from kyoso.plan.grammar import Fault
from kyoso.plan.plan_file import (
    PARTS,
    IndicatorEntry,
    InitiativeEntry,
    PlanFile,
    ValueEntry,
)


def disagreements(plan: PlanFile) -> list[Fault]:
    """Return what contradicts itself: order, doubles, and names of things not there."""
    return [
        *_head(plan),
        *_doubles(plan),
        *_revisions(plan),
        *_chapters(plan),
        *_pillars(plan),
        *_indicators(plan),
        *_context(plan),
    ]


def _told(*entries: object) -> bool:
    """Tell whether none of the entries is itself at fault."""
    return None not in entries


def _head(plan: PlanFile) -> Iterator[Fault]:
    head = plan.plan
    if head is None:
        return
    if _told(head.starts_on, head.ends_on) and head.ends_on <= head.starts_on:
        yield Fault(
            ("plan", "ends_on"),
            f"終わりの日（{head.ends_on}）が、始まりの日（{head.starts_on}）より後ではありません。",
            "計画期間の最後の日にしてください。",
        )
    if head.follows and head.follows == head.slug:
        yield Fault(
            ("plan", "follows"),
            "自分自身の次の計画にはなれません。",
            "前の計画の slug を書くか、この行を消してください。",
        )


def _doubles(plan: PlanFile) -> Iterator[Fault]:
    """Everything that has a name has it alone."""
    yield from _once(
        ((("revision", n, "number"), one.number) for n, one in enumerate(plan.revision))
    )
    yield from _once(
        ((("pillar", n, "number"), one.number) for n, one in enumerate(plan.pillar))
    )
    yield from _once(
        ((("pillar", n, "slug"), one.slug) for n, one in enumerate(plan.pillar))
    )
    yield from _once(
        (
            (("pillar", p, "initiative", n, "slug"), one.slug)
            for p, pillar in enumerate(plan.pillar)
            for n, one in enumerate(pillar.initiative)
        )
    )
    for p, pillar in enumerate(plan.pillar):
        yield from _once(
            (("pillar", p, "item", n, "number"), one.number)
            for n, one in enumerate(pillar.item)
        )
        yield from _once(
            (("pillar", p, "target", n, "indicator"), one.indicator)
            for n, one in enumerate(pillar.target)
        )
    yield from _once(
        ((("indicator", n, "slug"), one.slug) for n, one in enumerate(plan.indicator))
    )
    yield from _once(
        ((("context", n, "slug"), one.slug) for n, one in enumerate(plan.context))
    )
    yield from _once(
        (
            (("context", c, "figure", n, "slug"), one.slug)
            for c, context in enumerate(plan.context)
            for n, one in enumerate(context.figure)
        )
    )


def _once(named: Iterable[tuple[Path, str | int]]) -> Iterator[Fault]:
    seen: set[str | int] = set()
    for path, name in named:
        if _told(name) and name in seen:
            yield Fault(
                path,
                f"「{name}」が2回あります。",
                "ほかと重ならないものに変えてください。",
            )
        seen.add(name)


def _revisions(plan: PlanFile) -> Iterator[Fault]:
    for n in range(1, len(plan.revision)):
        before, after = plan.revision[n - 1], plan.revision[n]
        if None in (
            before.number,
            before.published_in,
            after.number,
            after.published_in,
        ):
            continue
        if after.number <= before.number or after.published_in < before.published_in:
            yield Fault(
                ("revision", n, "number"),
                "改訂が古い順に並んでいません。",
                "number と published_in が小さいものから書いてください。",
            )
    if plan.revision and plan.revision[-1].text == "missing":
        yield Fault(
            ("revision", len(plan.revision) - 1, "text"),
            "このファイルの本文である最後の改訂が「missing」です。",
            'いちばん新しい改訂は text = "held" にしてください。',
        )


def _chapters(plan: PlanFile) -> Iterator[Fault]:
    for n, chapter in enumerate(plan.chapter):
        if _told(chapter.number) and chapter.part not in PARTS:
            yield Fault(
                ("chapter", n, "number"),
                f"「{chapter.number}」は、計画の部の番号ではありません。",
                f"{'、'.join(PARTS)} のどれかか、I-1 の形にしてください。",
            )


def _pillars(plan: PlanFile) -> Iterator[Fault]:
    known = {indicator.slug for indicator in plan.indicator}
    for p, pillar in enumerate(plan.pillar):
        for n, target in enumerate(pillar.target):
            path: Path = ("pillar", p, "target", n, "indicator")
            yield from _known(path, target.indicator, known)
        for n, initiative in enumerate(pillar.initiative):
            yield from _initiative(("pillar", p, "initiative", n), initiative, known)


def _initiative(
    path: Path, initiative: InitiativeEntry, known: set[str]
) -> Iterator[Fault]:
    if initiative.state == "none" and (initiative.capability or initiative.procedures):
        yield Fault(
            (*path, "state"),
            "支える機能があるのに、state が「none」です。",
            "part か whole にするか、capability と procedures を消してください。",
        )
    if initiative.state in {"part", "whole"} and initiative.capability == "":
        yield Fault(
            (*path, "capability"),
            f"state が「{initiative.state}」なのに、支える機能がありません。",
            "capability を書くか、state を none にしてください。",
        )
    for n, slug in enumerate(initiative.indicators):
        yield from _known((*path, "indicators", n), slug, known)
    yield from _once(
        ((*path, "indicators", n), slug) for n, slug in enumerate(initiative.indicators)
    )


def _known(path: Path, slug: str, known: set[str]) -> Iterator[Fault]:
    if _told(slug, *known) and slug not in known:
        yield Fault(
            path,
            f"指標「{slug}」がありません。",
            f'[[indicator]] に slug = "{slug}" を加えるか、名前を直してください。',
        )


def _indicators(plan: PlanFile) -> Iterator[Fault]:
    revisions = {revision.number for revision in plan.revision}
    for i, indicator in enumerate(plan.indicator):
        path: Path = ("indicator", i)
        for n, definition in enumerate(indicator.definition):
            yield from _definition((*path, "definition", n), plan, i, n, revisions)
            if definition.number not in {None, n + 1}:
                yield Fault(
                    (*path, "definition", n, "number"),
                    "定義の番号が1から順になっていません。",
                    f"number = {n + 1} にしてください。",
                )
        for n, value in enumerate(indicator.value):
            yield from _value((*path, "value", n), indicator, value)
        yield from _once_a_day(path, indicator)


def _definition(
    path: Path, plan: PlanFile, i: int, n: int, revisions: set[int]
) -> Iterator[Fault]:
    definitions = plan.indicator[i].definition
    definition = definitions[n]
    if definition.revision and not revisions & {definition.revision, None}:
        yield Fault(
            (*path, "revision"),
            f"改訂 {definition.revision} がありません。",
            "[[revision]] の number のどれかにしてください。",
        )
    if n == 0:
        return
    if definition.reason == "":
        yield Fault(
            (*path, "reason"),
            "定義を変えた理由がありません。",
            'reason = "…" を加えてください。',
        )
    before = definitions[n - 1].revision
    if _told(definition.revision, before) and definition.revision <= before:
        yield Fault(
            (*path, "revision"),
            "前の定義より後の改訂になっていません。",
            "この定義になった改訂の番号を書いてください。",
        )


def _value(path: Path, indicator: IndicatorEntry, value: ValueEntry) -> Iterator[Fault]:
    if value.definition and value.definition > len(indicator.definition):
        yield Fault(
            (*path, "definition"),
            f"定義 {value.definition} がありません。",
            f"1から{len(indicator.definition)}までにしてください。",
        )
    if _told(value.fiscal_year) and bool(value.as_of) == bool(value.fiscal_year):
        yield Fault(
            (*path, "as_of"),
            "値の時点が、ないか、2つあります。",
            "as_of（日）か fiscal_year（年度）のどちらか1つを書いてください。",
        )
    if _told(value.role, value.area) and (value.role == "comparator") == (
        value.area == "city"
    ):
        yield Fault(
            (*path, "area"),
            "比べる値（comparator）とその地域が合いません。",
            "comparator には prefecture、cities_average、national のどれかを書き、ほかの値には area を書かないでください。",
        )
    if not _told(value.value, indicator.places):
        return
    places = value.value.as_tuple().exponent
    if isinstance(places, int) and -places > indicator.places:
        yield Fault(
            (*path, "value"),
            f"小数点以下が、指標の places = {indicator.places} より多くあります。",
            "places を増やすか、値を確かめてください。",
        )


def _once_a_day(path: Path, indicator: IndicatorEntry) -> Iterator[Fault]:
    seen = set()
    for n, value in enumerate(indicator.value):
        if not value.as_of and not value.fiscal_year:
            continue
        key = (value.definition, value.role, value.area, value.day)
        if key in seen:
            yield Fault(
                (*path, "value", n),
                "同じ定義、同じ役割、同じ時点の値が2つあります。",
                "どちらかを消してください。",
            )
        seen.add(key)


def _context(plan: PlanFile) -> Iterator[Fault]:
    known = {indicator.slug for indicator in plan.indicator}
    for c, context in enumerate(plan.context):
        for n, figure in enumerate(context.figure):
            if figure.indicator:
                path: Path = ("context", c, "figure", n, "indicator")
                yield from _known(path, figure.indicator, known)
