"""What fulfils each initiative in this installation: the map of the house.

``docs/map.md`` is this, written for people: plan row, state, capability,
engines. A test compares the file with what is installed.
"""

from kyoso.engines.catalogue.api import Capability, capabilities
from kyoso.plan.plan_file import InitiativeEntry, PlanFile

STATES = {"none": "まだありません", "part": "一部", "whole": "支えている"}

_HEAD = """# 計画と機能の対応表（map）

「kyoso plan map」が `cities/*/plan.toml` と登録された機能から書きます。手で直さないでください。

{title}の{count}の取組のうち、支えている取組は{whole}、一部を支えている取組は{part}、
まだ支えるものがない取組は{none}です。
"""

_TABLE = """
| 取組 | 状態 | 機能 | 使うエンジン | 説明 |
|---|---|---|---|---|
"""

_BESIDE = """
## 取組によらない機能

取組に結び付けていない機能です。「支えるもの」に、何に使われるかを書きます。

| 機能 | 支えるもの | 使うエンジン | 説明 |
|---|---|---|---|
"""


def written_map(plan: PlanFile) -> str:
    """Return ``docs/map.md``: every initiative with what fulfils it, honestly."""
    initiatives = plan.initiatives()
    counts = {state: sum(one.state == state for one in initiatives) for state in STATES}
    written = _HEAD.format(
        title=plan.plan.title["ja"], count=len(initiatives), **counts
    )
    for pillar in plan.pillar:
        written += f"\n## 施策の柱{pillar.number} {pillar.title['ja']}\n{_TABLE}"
        written += "".join(_row(one) for one in pillar.initiative)
    beside = beside_the_plan(plan)
    if beside:
        written += _BESIDE + "".join(_row_beside(one) for one in beside)
    return written


def beside_the_plan(plan: PlanFile) -> list[Capability]:
    """Return the capabilities of this installation that no initiative names."""
    named = {one.capability for one in plan.initiatives()}
    return [one for one in capabilities if one.slug not in named]


def _row(initiative: InitiativeEntry) -> str:
    capability, engines = _capability(initiative.capability)
    note = initiative.state_note["ja"] if initiative.state_note else ""
    procedures = "、".join(f"手続 `{slug}`" for slug in initiative.procedures)
    told = "".join(part for part in (procedures and f"{procedures}。", note))
    cells = (
        initiative.title["ja"],
        STATES[initiative.state],
        capability,
        engines,
        told or "—",
    )
    return _line(cells)


def _row_beside(capability: Capability) -> str:
    told, engines = _capability(capability.slug)
    return _line((told, capability.serves or "—", engines, capability.summary))


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _capability(slug: str) -> tuple[str, str]:
    if not slug:
        return "—", "—"
    if slug not in capabilities:
        return f"`{slug}`（登録されていません）", "—"
    found = capabilities.get(slug)
    return f"`{slug}` {found.title}", "、".join(f"`{one}`" for one in found.engines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
