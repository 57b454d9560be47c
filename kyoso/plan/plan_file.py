# ruff: noqa: RUF009 - entry() is dataclasses.field() with a kind
"""The shape of a plan file: one frozen dataclass a table of the TOML.

``docs/reference/plan-file.md`` describes it to the people who write one. A
field without a default is required. Titles and texts are the plan's own words;
translations beside them are marked with their translator.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kyoso.plan import grammar as g

Translations = dict[str, str]
"""A text in its languages as JSON keeps it; models read it as ``kernel.words.Words``."""

TITLE = 120
LINE = 300
TEXT = 4000
UNIT = 20
# The parts of a plan into which a chapter's words may lead, in their order.
PARTS = ("I", "II", "III", "IV", "V")

AREAS = ("city", "prefecture", "cities_average", "national")
"""本市、県、県内市平均、全国."""

SEATS = ("chief", "deputy", "adviser", "member")
"""本部長、副本部長、CIO補佐官、部局長."""

ROLES = ("baseline", "actual", "target", "comparator")
"""基準値、実績、目標値、比較値."""

STATES = ("none", "part", "whole")
"""How far a capability of this installation fulfils an initiative."""


@dataclass(frozen=True)
class PlanHead:
    """計画の表紙と、I・III 章."""

    slug: str = g.entry(g.slug)
    title: Translations = g.entry(g.words(TITLE))
    city: Translations = g.entry(g.words(TITLE))
    starts_on: dt.date = g.entry(g.day)
    ends_on: dt.date = g.entry(g.day)
    ideal: Translations = g.entry(g.words(TEXT))
    source: str = g.entry(g.text(LINE))
    prefecture: Translations | None = g.entry(g.words(TITLE), None)
    short_title: Translations | None = g.entry(g.words(TITLE), None)
    period: str = g.entry(g.text(LINE), "")
    publisher: str = g.entry(g.text(TITLE), "")
    translator: str = g.entry(g.text(TITLE), "")
    follows: str = g.entry(g.slug, "")


@dataclass(frozen=True)
class RevisionEntry:
    """策定と変更."""

    number: int = g.entry(g.whole(1, 99))
    published_in: dt.date = g.entry(g.month)
    title: str = g.entry(g.text(TITLE))
    text: str = g.entry(g.choice("held", "missing"))
    note: str = g.entry(g.text(TEXT), "")


@dataclass(frozen=True)
class SeatEntry:
    role: str = g.entry(g.choice(*SEATS))
    title: str = g.entry(g.text(TITLE))
    holder: str = g.entry(g.text(TITLE), "")
    duty: str = g.entry(g.text(LINE), "")


@dataclass(frozen=True)
class Organisation:
    """推進体制."""

    name: str = g.entry(g.text(TITLE))
    text: str = g.entry(g.text(TEXT))
    note: str = g.entry(g.text(TEXT), "")
    progress_text: str = g.entry(g.text(TEXT), "")
    kpi_text: str = g.entry(g.text(TEXT), "")
    seat: tuple[SeatEntry, ...] = g.entry(g.Nested(SeatEntry, many=True), ())


@dataclass(frozen=True)
class ChapterEntry:
    """文章だけの章: words that lead into a part of the plan."""

    number: str = g.entry(g.text(UNIT))
    title: str = g.entry(g.text(TITLE))
    text: str = g.entry(g.text(TEXT))

    @property
    def part(self) -> str:
        """Return the part to which it leads: ``I`` of ``I-2``."""
        return self.number.partition("-")[0]


@dataclass(frozen=True)
class VisionEntry:
    """目指す将来像."""

    title: str = g.entry(g.text(TITLE))
    lines: tuple[str, ...] = g.entry(g.Several(g.text(LINE), at_least=1))


@dataclass(frozen=True)
class ItemEntry:
    """取組事項."""

    number: int = g.entry(g.whole(1, 99))
    title: Translations = g.entry(g.words(TITLE))
    text: str = g.entry(g.text(TEXT))


@dataclass(frozen=True)
class TargetEntry:
    """数値目標: which indicator judges the pillar."""

    indicator: str = g.entry(g.slug)


@dataclass(frozen=True)
class InitiativeEntry:
    """主な取組, and what fulfils it here."""

    slug: str = g.entry(g.slug)
    title: Translations = g.entry(g.words(TITLE))
    state: str = g.entry(g.choice(*STATES))
    capability: str = g.entry(g.slug, "")
    procedures: tuple[str, ...] = g.entry(g.Several(g.slug), ())
    state_note: Translations | None = g.entry(g.words(LINE), None)
    indicators: tuple[str, ...] = g.entry(g.Several(g.slug), ())


@dataclass(frozen=True)
class PillarEntry:
    """施策の柱."""

    slug: str = g.entry(g.slug)
    number: int = g.entry(g.whole(1, 99))
    title: Translations = g.entry(g.words(TITLE))
    text: Translations = g.entry(g.words(TEXT))
    initiative: tuple[InitiativeEntry, ...] = g.entry(
        g.Nested(InitiativeEntry, many=True, at_least=1)
    )
    item: tuple[ItemEntry, ...] = g.entry(g.Nested(ItemEntry, many=True), ())
    target: tuple[TargetEntry, ...] = g.entry(g.Nested(TargetEntry, many=True), ())


@dataclass(frozen=True)
class DefinitionEntry:
    """指標の定義: a new number for every change, never an edit."""

    number: int = g.entry(g.whole(1, 99))
    title: Translations = g.entry(g.words(TITLE))
    text: str = g.entry(g.text(TEXT))
    revision: int = g.entry(g.whole(1, 99), 0)
    numerator: str = g.entry(g.text(LINE), "")
    denominator: str = g.entry(g.text(LINE), "")
    reason: str = g.entry(g.text(LINE), "")


@dataclass(frozen=True)
class ValueEntry:
    """A number that the plan itself states, with the period as it writes it (``R3``)."""

    definition: int = g.entry(g.whole(1, 99))
    role: str = g.entry(g.choice(*ROLES))
    value: Decimal = g.entry(g.number)
    period: str = g.entry(g.text(UNIT))
    source: str = g.entry(g.text(LINE))
    as_of: dt.date | None = g.entry(g.day, None)
    fiscal_year: int = g.entry(g.whole(1989, 2100), 0)
    area: str = g.entry(g.choice(*AREAS), "city")

    @property
    def day(self) -> dt.date:
        """The day of the value; the last day of the fiscal year if only that is known."""
        return self.as_of or dt.date(self.fiscal_year + 1, 3, 31)


@dataclass(frozen=True)
class IndicatorEntry:
    """指標."""

    slug: str = g.entry(g.slug)
    title: Translations = g.entry(g.words(TITLE))
    unit: str = g.entry(g.text(UNIT))
    source: str = g.entry(g.text(LINE))
    definition: tuple[DefinitionEntry, ...] = g.entry(
        g.Nested(DefinitionEntry, many=True, at_least=1)
    )
    places: int = g.entry(g.whole(0, 4), 0)
    direction: str = g.entry(g.choice("up", "down"), "up")
    frequency: str = g.entry(
        g.choice("monthly", "quarterly", "yearly", "irregular"), "yearly"
    )
    measure: str = g.entry(g.slug, "")
    value: tuple[ValueEntry, ...] = g.entry(g.Nested(ValueEntry, many=True), ())


@dataclass(frozen=True)
class FigureValue:
    value: Decimal = g.entry(g.number)
    as_of: dt.date = g.entry(g.day)


@dataclass(frozen=True)
class FigureEntry:
    """現状の数値."""

    slug: str = g.entry(g.slug)
    title: Translations = g.entry(g.words(TITLE))
    unit: str = g.entry(g.text(UNIT))
    source: str = g.entry(g.text(LINE))
    city: FigureValue = g.entry(g.Nested(FigureValue))
    prefecture: FigureValue | None = g.entry(g.Nested(FigureValue), None)
    cities_average: FigureValue | None = g.entry(g.Nested(FigureValue), None)
    national: FigureValue | None = g.entry(g.Nested(FigureValue), None)
    places: int = g.entry(g.whole(0, 4), 0)
    indicator: str = g.entry(g.slug, "")


@dataclass(frozen=True)
class ContextEntry:
    """現状と課題."""

    slug: str = g.entry(g.slug)
    number: str = g.entry(g.text(UNIT))
    title: Translations = g.entry(g.words(TITLE))
    text: str = g.entry(g.text(TEXT))
    figure: tuple[FigureEntry, ...] = g.entry(g.Nested(FigureEntry, many=True), ())


@dataclass(frozen=True)
class PlanFile:
    """The whole file."""

    plan: PlanHead = g.entry(g.Nested(PlanHead))
    revision: tuple[RevisionEntry, ...] = g.entry(
        g.Nested(RevisionEntry, many=True, at_least=1)
    )
    pillar: tuple[PillarEntry, ...] = g.entry(
        g.Nested(PillarEntry, many=True, at_least=1)
    )
    organisation: Organisation | None = g.entry(g.Nested(Organisation), None)
    chapter: tuple[ChapterEntry, ...] = g.entry(g.Nested(ChapterEntry, many=True), ())
    vision: tuple[VisionEntry, ...] = g.entry(g.Nested(VisionEntry, many=True), ())
    indicator: tuple[IndicatorEntry, ...] = g.entry(
        g.Nested(IndicatorEntry, many=True), ()
    )
    context: tuple[ContextEntry, ...] = g.entry(g.Nested(ContextEntry, many=True), ())

    def initiatives(self) -> list[InitiativeEntry]:
        return [one for pillar in self.pillar for one in pillar.initiative]
