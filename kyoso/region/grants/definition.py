"""補助制度のきまり: what a programme's file says, typed (docs/reference/grant-programme.md)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel import words
from kyoso.kernel.words import Words


@dataclass(frozen=True)
class Fact:
    """出典: where a rule comes from, and whether somebody compared it with that."""

    source: str
    verified: bool


@dataclass(frozen=True)
class AmountRule:
    """額の決まり: which answers are the cost, and what share of it is paid.

    ``cost`` and ``deduct`` name yen questions of the procedure's form; the
    amount is cut off to ``unit`` yen and never over ``cap``.
    """

    cost: tuple[str, ...]
    deduct: tuple[str, ...]
    numerator: int
    denominator: int
    cap: int
    unit: int
    least_cost: int
    ground: str
    fact: Fact


@dataclass(frozen=True)
class Eligibility:
    """対象: one condition in the reader's language, with its ground."""

    text: Words
    ground: str
    fact: Fact


@dataclass(frozen=True)
class Quota:
    """限度: how many grants one household, company, area or person may have."""

    key: str
    title: Words
    per: str
    most: int
    within: str
    answers: tuple[str, ...]
    fact: Fact


@dataclass(frozen=True)
class Check:
    """確認する項目 of a checklist."""

    key: str
    title: str


@dataclass(frozen=True)
class InspectionRule:
    """審査: whether a checklist must be met before the decision, and which."""

    kind: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Result:
    """成果: a number that the report asks for."""

    key: str
    label: Words
    unit: Words


@dataclass(frozen=True)
class ReportRule:
    """実績報告: whether one is owed, by when, and what it asks besides the money."""

    needed: bool
    within_days: int
    last_day: str
    ask: Words | None
    results: tuple[Result, ...]
    checks: tuple[Check, ...]
    fact: Fact


@dataclass(frozen=True)
class ClawbackReason:
    key: str
    title: str
    text: str


@dataclass(frozen=True)
class ClawbackRule:
    """返還: on which grounds a return is ordered, and in how many days."""

    days: int
    disposal_years: int
    reasons: tuple[ClawbackReason, ...]
    fact: Fact


@dataclass(frozen=True)
class RoundRule:
    """募集: a window with its money, as the file states it."""

    key: str
    title: Words
    fiscal_year: int
    opens_on: dt.date
    closes_on: dt.date
    line: str
    account: str
    ceiling: int
    fact: Fact


@dataclass(frozen=True)
class Definition:
    """The whole rule of one programme."""

    slug: str
    procedure: str
    section: str
    state: str
    order: int
    title: Words
    summary: Words
    issuer: str
    grant_outcome: str
    amount_term: str
    amount: AmountRule
    eligibility: tuple[Eligibility, ...]
    quotas: tuple[Quota, ...]
    inspection: InspectionRule
    report: ReportRule
    clawback: ClawbackRule
    rounds: tuple[RoundRule, ...]

    @property
    def is_verified(self) -> bool:
        """Whether every fact that a reader relies on was compared with its source."""
        facts = [
            self.amount.fact,
            self.report.fact,
            self.clawback.fact,
            *(one.fact for one in self.eligibility),
            *(one.fact for one in self.quotas),
        ]
        return all(fact.verified for fact in facts)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Definition":
        """Read content that ``schema.problems`` found whole."""
        head = content["programme"]
        return cls(
            slug=head["slug"],
            procedure=head["procedure"],
            section=head["section"],
            state=head["state"],
            order=head.get("order", 100),
            title=words.read(head["title"]),
            summary=words.read(head["summary"]),
            issuer=head["issuer"],
            grant_outcome=head.get("grant_outcome", "grant"),
            amount_term=head.get("amount_term", "amount"),
            amount=_amount(content["amount"]),
            eligibility=tuple(
                Eligibility(words.read(one["text"]), one.get("ground", ""), _fact(one))
                for one in content.get("eligibility", ())
            ),
            quotas=tuple(map(_quota, content.get("quotas", ()))),
            inspection=_inspection(content.get("inspection", {})),
            report=_report(content["report"]),
            clawback=_clawback(content["clawback"]),
            rounds=tuple(map(_round, content["rounds"])),
        )


def _fact(told: Mapping[str, Any]) -> Fact:
    return Fact(told.get("source", ""), told.get("verified") is True)


def _amount(told: Mapping[str, Any]) -> AmountRule:
    return AmountRule(
        cost=tuple(told["cost"]),
        deduct=tuple(told.get("deduct", ())),
        numerator=told["numerator"],
        denominator=told["denominator"],
        cap=told["cap"],
        unit=told["unit"],
        least_cost=told.get("least_cost", 0),
        ground=told.get("ground", ""),
        fact=_fact(told),
    )


def _quota(told: Mapping[str, Any]) -> Quota:
    return Quota(
        key=told["key"],
        title=words.read(told["title"]),
        per=told["per"],
        most=told["most"],
        within=told["within"],
        answers=tuple(told.get("answers", ())),
        fact=_fact(told),
    )


def _checks(told: Mapping[str, Any]) -> tuple[Check, ...]:
    return tuple(Check(one["key"], one["title"]) for one in told.get("checks", ()))


def _inspection(told: Mapping[str, Any]) -> InspectionRule:
    return InspectionRule(told.get("kind", "none"), _checks(told))


def _report(told: Mapping[str, Any]) -> ReportRule:
    return ReportRule(
        needed=told["needed"],
        within_days=told.get("within_days", 0),
        last_day=told.get("last_day", ""),
        ask=words.read(told["ask"]) if "ask" in told else None,
        results=tuple(
            Result(one["key"], words.read(one["label"]), words.read(one["unit"]))
            for one in told.get("results", ())
        ),
        checks=_checks(told),
        fact=_fact(told),
    )


def _clawback(told: Mapping[str, Any]) -> ClawbackRule:
    return ClawbackRule(
        days=told["days"],
        disposal_years=told.get("disposal_years", 0),
        reasons=tuple(
            ClawbackReason(one["key"], one["title"], one["text"])
            for one in told["reasons"]
        ),
        fact=_fact(told),
    )


def _round(told: Mapping[str, Any]) -> RoundRule:
    return RoundRule(
        key=told["key"],
        title=words.read(told["title"]),
        fiscal_year=told["fiscal_year"],
        opens_on=_day(told["opens_on"]),
        closes_on=_day(told["closes_on"]),
        line=told["line"],
        account=told.get("account", "一般会計"),
        ceiling=told["ceiling"],
        fact=_fact(told),
    )


def _day(told: Any) -> dt.date:
    return told if isinstance(told, dt.date) else dt.date.fromisoformat(told)
