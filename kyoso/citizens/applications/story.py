"""A case as its applicant reads it: what happened, what comes, what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kyoso.engines.casework.api import (
    CLOSED,
    Case,
    Correction,
    Decision,
    State,
)
from kyoso.engines.forms import api as forms

# What residents are told of; the rest (担当者の決定, 差戻し…) is the office's own.
_TOLD = {
    "filed": gettext_noop("申請を受け付けました"),
    "accepted": gettext_noop("内容の確認を始めました"),
    "correction_asked": gettext_noop("直していただくところをお知らせしました"),
    "correction_answered": gettext_noop("直した内容が届きました"),
    "correction_cancelled": gettext_noop("直していただくお願いを取り消しました"),
    "extended": gettext_noop("決定の期限を延ばしました"),
    "proposed": gettext_noop("決裁に入りました"),
    "decided": gettext_noop("結果が決まりました"),
    "dispatched": gettext_noop("結果の通知を送りました"),
    "withdrawn": gettext_noop("申請を取り下げました"),
}
_CHIPS = {
    State.RECEIVED: "blue",
    State.REVIEWING: "blue",
    State.CORRECTING: "orange",
    State.DECIDING: "blue",
    State.COMPLETED: "green",
    State.WITHDRAWN: "gray",
    State.REJECTED: "red",
}
# What still comes, from each state, in the words of the timeline.
_AHEAD = {
    State.RECEIVED: ("accepted", "decided", "dispatched"),
    State.REVIEWING: ("decided", "dispatched"),
    State.CORRECTING: ("decided", "dispatched"),
    State.DECIDING: ("decided", "dispatched"),
}
_COMING = {
    "accepted": gettext_noop("内容の確認"),
    "decided": gettext_noop("結果の決定"),
    "dispatched": gettext_noop("結果のお知らせ"),
}


@dataclass(frozen=True)
class Chip:
    """The state in one word, and how it looks."""

    word: str
    kind: str


@dataclass(frozen=True)
class Item:
    """One answer to mend: the question, the answer of before, what to do."""

    label: str
    before: tuple[str, ...]
    comment: str


def chip_of(case: Case) -> Chip:
    state = State(case.state)
    return Chip(_(state.label), _CHIPS[state])


def events(case: Case) -> list[Mapping[str, object]]:
    """Return the timeline: what happened, the newest marked, and what comes."""
    told = [step for step in case.steps.all() if step.event in _TOLD]
    rows: list[Mapping[str, object]] = [
        {
            "title": _(_TOLD[step.event]),
            "at": step.at,
            "state": "now" if step is told[-1] and case.is_open else "done",
        }
        for step in told
    ]
    seen = {step.event for step in told}
    ahead = () if case.state in CLOSED else _AHEAD[State(case.state)]
    rows += [
        {"title": _(_COMING[event]), "at": None, "state": "next"}
        for event in ahead
        if event not in seen or event == "decided"
    ]
    return rows


def items(case: Case, correction: Correction | None, *, language: str) -> list[Item]:
    """Return what the section asks to mend, beside what was answered."""
    if correction is None:
        return []
    rows = forms.answers_table(
        case.latest.version.parsed, case.latest.answers, language=language
    )
    told = forms.lines_by_name(rows)
    return [
        Item(*told.get(item.question, ("", ())), comment=item.comment)
        for item in correction.items.all()
    ]


def open_correction(case: Case) -> Correction | None:
    """Return the request that waits for the applicant, from what is loaded."""
    waiting = (each for each in case.corrections.all() if each.is_open)
    return next(waiting, None)


def decision(case: Case) -> dict[str, Any]:
    """Return what the page tells of the result: its word, the reasons, the notice.

    The notice is opened here only by who chose electronic notices; everybody
    else receives it by post.
    """
    found: Decision | None = getattr(case, "decision", None)
    if found is None:
        return {"decision": None, "notice_file": None}
    notice = found.notice
    return {
        "decision": found,
        "outcome_title": case.revision.definition.outcome(found.outcome).title,
        "notice_file": notice.file if notice and case.is_electronic else None,
    }
