"""交付のページ: what an officer sees of one grant, and which acts stand open."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from kyoso.engines.ledger import api as ledger
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from kyoso.region.grants import rules
from kyoso.region.grants.desk_acts import ACTS
from kyoso.region.grants.models import Grant, Motion, Report
from kyoso.region.grants.settling import amount_to_settle
from kyoso.region.grants.shown import CHIPS
from kyoso.region.grants.stages import TITLES, Act, Stage
from kyoso.ui import forms as speaking

S = Stage


@dataclass(frozen=True)
class Open:
    """An act that stands open: its words, its form, where it posts, how it looks."""

    verb: str
    title: str
    form: speaking.Form
    href: str
    is_folded: bool = True
    is_dangerous: bool = False

    @cached_property
    def is_bare(self) -> bool:
        """Whether the form has nothing but hidden fields: a button is enough."""
        return all(field.is_hidden for field in self.form)


# Verbs that each stage leaves open, the way forward first.
FORWARD = {
    S.APPLIED: ("inspect",),
    S.GRANTED: ("report",),
    S.REPORTED: ("accept", "settle"),
    S.SETTLED: ("order",),
    S.ORDERED: (),
    S.PAID: (),
    S.RETURNING: ("take-back",),
}
BESIDE = {
    S.APPLIED: ("apart",),
    S.GRANTED: ("change", "revoke"),
    S.REPORTED: ("send-back", "revoke"),
    S.PAID: ("claw-back",),
}
DANGEROUS = {"revoke", "claw-back"}


def context_of(
    grant: Grant,
    officer: people.Officer,
    *,
    failed: tuple[str, speaking.Form] | None = None,
) -> dict[str, Any]:
    """Return everything that the page of one grant shows to this officer."""
    definition = grant.revision.definition
    reports = list(
        grant.reports.select_related("reported_by").prefetch_related("papers__file")
    )
    motions = list(
        grant.motions.select_related(
            "drafted_by__officer", "ended_by__officer", "paper__file", "paper__effect"
        )
    )
    pending = next((m for m in motions if m.state == Motion.State.PENDING), None)
    steps = grant.steps.select_related("by__officer", "by__resident")
    sent = next((r for r in reports if r.state == Report.State.SENT), None)
    accepted = next((r for r in reports if r.state == Report.State.ACCEPTED), None)
    open_acts = _acts(grant, officer, pending, sent, accepted, failed)
    line = grant.round.line
    return {
        "grant": grant,
        "case": grant.case,
        "definition": definition,
        "chip": CHIPS[Stage(grant.stage)],
        "case_path": reverse("casework:case", args=[grant.case.ref]),
        "reckoned": _reckoned(grant),
        "line": line,
        "orders": ledger.SpendingOrder.objects.filter(allotment=grant.allotment)
        if grant.allotment_id
        else [],
        "inspections": [
            (one, _findings(grant, one.findings))
            for one in grant.inspections.select_related("inspected_by__officer")
        ],
        "reports": [(one, _results(grant, one)) for one in reports],
        "motions": motions,
        "pending": pending,
        "to_settle": _to_settle(grant) if accepted else None,
        "requests": grant.change_requests.select_related("motion"),
        "steps": [(step, TITLES[Act(step.act)], _who(step.by)) for step in steps],
        "forward": [one for one in open_acts if not one.is_folded],
        "others": [one for one in open_acts if one.is_folded],
        "failed": failed[1] if failed else None,
        "is_over": line.committed > line.budget,
    }


def _acts(
    grant: Grant,
    officer: people.Officer,
    pending: Motion | None,
    sent: Report | None,
    accepted: Report | None,
    failed: tuple[str, speaking.Form] | None,
) -> list[Open]:
    stage = Stage(grant.stage)
    forward, beside = list(FORWARD.get(stage, ())), list(BESIDE.get(stage, ()))
    if pending is not None:
        mine = pending.drafted_by_id == officer.account_id
        forward, beside = (["drop"], []) if mine else (["confirm"], [])
    closed = set()
    if grant.revision.definition.inspection.kind == "none":
        closed.add("inspect")
    if not grant.revision.definition.report.needed:
        closed.add("report")
    if sent is None:
        closed |= {"accept", "send-back"}
    if accepted is None:
        closed.add("settle")
    if not any(one.per == "household" for one in grant.revision.definition.quotas):
        closed.add("apart")
    return [
        _open(grant, verb, is_folded, failed)
        for verbs, is_folded in ((forward, False), (beside, True))
        for verb in verbs
        if verb not in closed
        and people.may(officer, ACTS[verb].permission, grant.case.section)
    ]


def _open(
    grant: Grant,
    verb: str,
    is_folded: bool,  # noqa: FBT001 - one of two lists, told by its place
    failed: tuple[str, speaking.Form] | None,
) -> Open:
    known = ACTS[verb]
    form = failed[1] if failed and failed[0] == verb else known.form(grant, None, None)
    return Open(
        verb,
        known.title,
        form,
        reverse("grants:act", args=[grant.ref, verb]),
        is_folded=is_folded and not (failed and failed[0] == verb),
        is_dangerous=verb in DANGEROUS,
    )


def _reckoned(grant: Grant) -> rules.Reckoning | None:
    answers = grant.case.submissions.latest("number").answers
    return rules.reckon_answers(grant.revision.definition.amount, answers)


def _to_settle(grant: Grant) -> int | None:
    try:
        return amount_to_settle(grant)
    except Refusal:
        return None


def _findings(grant: Grant, findings: dict[str, bool]) -> list[tuple[str, bool]]:
    definition = grant.revision.definition
    titles = {
        one.key: one.title
        for one in (*definition.inspection.checks, *definition.report.checks)
    }
    return [(titles.get(key, key), is_met) for key, is_met in findings.items()]


def _results(grant: Grant, report: Report) -> list[tuple[str, str]]:
    return [
        (one.label["ja"], f"{report.results.get(one.key, '—')}{one.unit['ja']}")
        for one in grant.revision.definition.report.results
    ]


def _who(account: people.Account | None) -> str:
    if account is None:
        return "システム"
    officer = getattr(account, "officer", None)
    if officer is not None:
        return str(officer.name)
    return "申請者"
