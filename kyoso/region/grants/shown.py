"""What may be shown of programmes and grants, and in which words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.region.grants import rules
from kyoso.region.grants.models import Grant, Programme, Round, Step
from kyoso.region.grants.stages import PROMISED, Act, Stage

CHIPS = {
    Stage.APPLIED: "blue",
    Stage.GRANTED: "blue",
    Stage.REPORTED: "blue",
    Stage.SETTLED: "blue",
    Stage.ORDERED: "blue",
    Stage.PAID: "green",
    Stage.RETURNING: "orange",
    Stage.RETURNED: "neutral",
    Stage.REVOKED: "red",
    Stage.REFUSED: "red",
    Stage.ENDED: "neutral",
}
# What the applicant is told of; other steps are the office's own.
TOLD = {
    Act.OPEN: gettext_noop("申請を受け付けました"),
    Act.DECIDE: gettext_noop("交付が決まりました"),
    Act.REFUSE: gettext_noop("交付しないことになりました"),
    Act.END: gettext_noop("申請を取り下げました"),
    Act.CHANGE: gettext_noop("交付の額が変わりました"),
    Act.REVOKE: gettext_noop("交付の決定が取り消されました"),
    Act.ASK: gettext_noop("変更や中止の申出が届きました"),
    Act.REPORT: gettext_noop("実績報告が届きました"),
    Act.SEND_BACK: gettext_noop("実績報告を直していただくことになりました"),
    Act.SETTLE: gettext_noop("額が確定しました"),
    Act.ORDER: gettext_noop("支払いの手続を始めました"),
    Act.PAY: gettext_noop("支払いが済みました"),
    Act.CLAW_BACK: gettext_noop("返還をお願いしました"),
    Act.TAKE_BACK: gettext_noop("返還を受け取りました"),
    Act.CLOSE_RETURN: gettext_noop("返還が終わりました"),
}
AHEAD = {
    Stage.APPLIED: ("decision", "report", "settlement", "payment"),
    Stage.GRANTED: ("report", "settlement", "payment"),
    Stage.REPORTED: ("settlement", "payment"),
    Stage.SETTLED: ("payment",),
    Stage.ORDERED: ("payment",),
    Stage.RETURNING: ("return",),
}
COMING = {
    "decision": gettext_noop("交付の決定"),
    "report": gettext_noop("実績報告"),
    "settlement": gettext_noop("額の確定"),
    "payment": gettext_noop("支払い"),
    "return": gettext_noop("返還"),
}
ENDS = frozenset(
    {Stage.PAID, Stage.RETURNED, Stage.REVOKED, Stage.REFUSED, Stage.ENDED}
)


@dataclass(frozen=True)
class RoundShown:
    """A round as anyone may read it: ``count`` is suppressed under ten."""

    round: Round
    state: str
    remaining: int
    is_exact: bool
    count: str

    @property
    def used_percent(self) -> int:
        """Return how much of the ceiling is used, as far as it may be told."""
        used = self.round.ceiling - self.remaining
        return used * 100 // self.round.ceiling


def rounds_of(programme: Programme, day: dt.date) -> list[RoundShown]:
    """Return the rounds of a programme, the newest first (one query)."""
    counted = programme.rounds.annotate(
        granted=Count("grants", filter=Q(grants__stage__in=PROMISED))
    )
    return [
        _shown(one, one.granted, day) for one in counted.order_by("-opens_on", "-id")
    ]


def rounds_now(day: dt.date) -> list[tuple[Programme, RoundShown]]:
    """Return each public programme with the round that is open, next or last."""
    found: dict[int, list[tuple[Round, int]]] = {}
    counted = (
        Round.objects.exclude(programme__state=Programme.State.HIDDEN)
        .select_related(
            "programme__section", "programme__current", "programme__procedure"
        )
        .annotate(granted=Count("grants", filter=Q(grants__stage__in=PROMISED)))
        .order_by("programme__order", "programme__id", "opens_on", "id")
    )
    for one in counted:
        found.setdefault(one.programme_id, []).append((one, one.granted))
    return [_now(rounds, day) for rounds in found.values()]


def _now(rounds: list[tuple[Round, int]], day: dt.date) -> tuple[Programme, RoundShown]:
    holding = [one for one in rounds if one[0].opens_on <= day <= one[0].closes_on]
    coming = [one for one in rounds if one[0].opens_on > day]
    chosen, granted = (holding or coming or rounds[-1:])[0]
    return chosen.programme, _shown(chosen, granted, day)


def _shown(found: Round, granted: int, day: dt.date) -> RoundShown:
    remaining, is_exact = rules.told_remaining(found.remaining, found.ceiling, granted)
    state = "open"
    if day < found.opens_on:
        state = "coming"
    elif day > found.closes_on or found.programme.state == Programme.State.CLOSED:
        state = "over"
    return RoundShown(
        found, state, remaining, is_exact, residents.suppressed_count(granted)
    )


def events(grant: Grant, steps: list[Step]) -> list[Mapping[str, object]]:
    """Return the timeline: what happened, the newest marked, and what comes."""
    told = [step for step in steps if step.act in TOLD]
    is_going_on = grant.stage not in ENDS
    rows: list[Mapping[str, object]] = [
        {
            "title": _(TOLD[Act(step.act)]),
            "at": step.at,
            "text": step.text if step.act == Act.SEND_BACK else "",
            "state": "now" if step is told[-1] and is_going_on else "done",
        }
        for step in told
    ]
    needs_report = grant.revision.definition.report.needed
    rows += [
        {"title": _(COMING[key]), "at": None, "state": "next"}
        for key in AHEAD.get(Stage(grant.stage), ())
        if key != "report" or needs_report
    ]
    return rows


def days_left(grant: Grant) -> int | None:
    """Return the days until the report is due, less than nought when it is late."""
    if grant.stage != Stage.GRANTED or grant.report_due_on is None:
        return None
    return (grant.report_due_on - clock.today()).days
