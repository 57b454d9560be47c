"""通知書: what the decision notice says, from the rule, the answers and the decision."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.engines.casework.definition import Definition, Outcome, Record, japanese
from kyoso.engines.casework.models import Case, Submission
from kyoso.engines.casework.periods import city_day
from kyoso.engines.forms import api as forms
from kyoso.kernel import clock
from kyoso.kernel.money import yen

# Which paper carries the notice, by how the procedure has it sealed.
PAPERS = {
    "omitted": "casework.notice",
    "required": "casework.notice-sealed",
    "image": "casework.notice-imprinted",
    "signature": "casework.notice-signed",
}


@dataclass(frozen=True)
class Wording:
    """決定の内容: what was proposed or decided, before it becomes a paper."""

    outcome: str
    terms: Mapping[str, int | str]
    reasons: str


def paper_of(definition: Definition) -> str:
    """Return the slug of the paper on which this procedure's notices are issued."""
    return PAPERS[definition.seal]


def notice_data(case: Case, wording: Wording) -> dict[str, Any]:
    """Return the data of the notice: also the preview before approval.

    Keys as ``documents/papers/base.typ`` reads them, and ``reasons`` and
    ``conditions`` of our own template. Number, day, seal and contact are the
    documents engine's.
    """
    definition = case.revision.definition
    outcome = definition.outcome(wording.outcome)
    submission = case.submissions.select_related("version").latest("number")
    values = placeholders(case, outcome, wording)
    return {
        "to": {
            "name": case.name,
            "honorific": case.honorific,
            "postcode": case.postcode,
            "address": case.address,
        },
        "sender": {"title": definition.issuer},
        "subject": filled(outcome.subject, values),
        "body": _paragraphs(filled(outcome.body, values)),
        "reasons": _paragraphs(wording.reasons) if outcome.is_refusal else [],
        "items": [
            {"label": record.title, "value": value}
            for record in outcome.records
            if (value := _value(record, outcome, wording, submission))
        ],
        "conditions": list(outcome.conditions),
        "instruction": _paragraphs(definition.instruction),
        "note": f"受付番号 {case.receipt_number}",
    }


def placeholders(case: Case, outcome: Outcome, wording: Wording) -> dict[str, str]:
    """Return what the sentences of a notice may name in braces."""
    return {
        "title": japanese(case.revision.definition.title),
        "name": case.name,
        "receipt_number": case.receipt_number,
        "arrived_on": clock.wareki(city_day(case.arrived_at)),
        "decided_on": clock.wareki(clock.today()),
        **{
            term.key: shown_term(term.kind, wording.terms[term.key])
            for term in outcome.terms
            if term.key in wording.terms
        },
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with every ``{name}`` of ``values`` filled in, no other."""
    return re.sub(r"\{(\w+)\}", lambda m: values.get(m.group(1), m.group(0)), text)


def shown_term(kind: str, value: int | str) -> str:
    """Return a term as a person reads it: 30,000円, 令和8年11月23日, text."""
    if kind == "yen":
        return yen(int(value))
    if kind == "date":
        return clock.wareki(dt.date.fromisoformat(str(value)))
    return str(value)


def _value(
    record: Record, outcome: Outcome, wording: Wording, submission: Submission
) -> list[str]:
    """Return the lines of one 記, none where there is nothing to say."""
    if record.text:
        return [record.text]
    if record.term:
        kinds = {term.key: term.kind for term in outcome.terms}
        value = wording.terms.get(record.term)
        return [] if value is None else [shown_term(kinds[record.term], value)]
    rows = forms.answers_table(submission.version.parsed, submission.answers)
    for row in rows:
        if row.key == record.answer and row.is_answered:
            return list(row.lines)
    return []


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
