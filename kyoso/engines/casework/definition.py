"""手続の定義: everything a procedure says, as frozen values without a database.

``Definition.read`` trusts its input: ``schema.problems`` has looked at it
before it is stored. ``docs/reference/procedure-definition.md`` is the reference
of the file. Facts that somebody must still confirm carry ``verified=False`` and
their source (``Fact``); pages mark them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.engines.casework.facts import (
    Charge,
    Fact,
    StandardPeriod,
    StatutoryPeriod,
)

# One text in every language, or a table {"ja": …, "easy": …, "en": …}.
Text = str | Mapping[str, str]


def japanese(text: Text) -> str:
    """Return the Japanese text, which every text has."""
    return text if isinstance(text, str) else text["ja"]


@dataclass(frozen=True)
class Ground:
    """根拠: a law, an ordinance or a 要綱 on which the procedure stands."""

    kind: str
    title: str
    article: str
    fact: Fact


@dataclass(frozen=True)
class Disposition:
    """処分: whether the decision is one, and what follows for refusals.

    ``reasons_ground`` names the rule that requires the reasons of a refusal
    (行政手続法8条 or the city's 行政手続条例); a city may also give reasons
    without being bound to, then ``reasons_required`` is true all the same.
    """

    is_disposition: bool
    ground: str
    reasons_required: bool
    reasons_ground: str
    fact: Fact


@dataclass(frozen=True)
class Amount:
    """A number of the rule: cap, rate, number of years."""

    key: str
    title: Text
    value: Text
    fact: Fact


@dataclass(frozen=True)
class Condition:
    """Who may receive it, in plain words, with the article."""

    text: Text
    ground: str
    fact: Fact


@dataclass(frozen=True)
class RequiredDocument:
    """添える書類: what to attach, and which question of the form takes it."""

    key: str
    title: Text
    note: Text
    question: str
    required: bool


@dataclass(frozen=True)
class Reason:
    """A reason that officers use again and again, ready to be edited."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class RouteStep:
    """One step of the approval route; an empty section means the case's own.

    ``role`` asks for an officer of one role (``director``: the 部長), else whoever
    approves in the section. ``when`` says for which drafts the step is asked.
    """

    title: str
    section: str
    role: str
    when: "When"


@dataclass(frozen=True)
class When:
    """どんな案のとき: by kind of outcome, and by an amount above so many yen.

    Empty asks always. ``above`` is compared with the draft's term ``term``.
    """

    outcomes: tuple[str, ...] = ()
    term: str = ""
    above: int | None = None


@dataclass(frozen=True)
class Consulted:
    """合議先: a section that a draft of this kind must be put before."""

    section: str
    when: When


@dataclass(frozen=True)
class Term:
    """What the drafter must state when proposing this outcome."""

    key: str
    title: str
    kind: str
    required: bool
    maximum: int | None
    support: str


@dataclass(frozen=True)
class Record:
    """記: one numbered line of the notice, from a term, an answer or a text."""

    title: str
    term: str
    answer: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """結果: how a case can end by decision, and the notice that tells it."""

    key: str
    title: str
    ending: str
    is_refusal: bool
    subject: str
    body: str
    paper: str
    terms: tuple[Term, ...]
    records: tuple[Record, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """A procedure, as one revision of it says."""

    slug: str
    section: str
    state: str
    title: Text
    title_fact: Fact
    theme: str
    summary: Text
    audience: Text
    fee: Text
    purpose_of_use: Text
    form: str
    order: int
    opens_on: dt.date | None
    closes_on: dt.date | None
    channels: tuple[str, ...]
    applicants: tuple[str, ...]
    keywords: tuple[str, ...]
    identity_level: str
    identity_reason: str
    retention_years: int
    retention_fact: Fact
    standard_period: StandardPeriod
    statutory_period: StatutoryPeriod | None
    charge: Charge | None
    disposition: Disposition
    instruction: str
    instruction_reason: str
    seal: str
    issuer: str
    correction_days: int
    grounds: tuple[Ground, ...]
    amounts: tuple[Amount, ...]
    conditions: tuple[Condition, ...]
    documents: tuple[RequiredDocument, ...]
    route: tuple[RouteStep, ...]
    consulted: tuple[Consulted, ...]
    outcomes: tuple[Outcome, ...]
    correction_reasons: tuple[Reason, ...]
    refusal_reasons: tuple[Reason, ...]

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Definition":
        """Make the typed value of a checked file (tables of TOML or JSON)."""
        procedure = content["procedure"]
        by_law = procedure.get("statutory_period")
        charge = procedure.get("charge")
        retention = procedure["retention"]
        disposition = procedure["disposition"]
        identity = procedure["identity"]
        instruction = procedure["instruction"]
        return cls(
            slug=procedure["slug"],
            section=procedure["section"],
            state=procedure["state"],
            title=procedure["title"],
            title_fact=Fact(
                procedure.get("title_source", ""),
                procedure.get("title_verified", False),
            ),
            theme=procedure.get("theme", ""),
            summary=procedure["summary"],
            audience=procedure.get("audience", ""),
            fee=procedure.get("fee", ""),
            purpose_of_use=procedure["purpose_of_use"],
            form=content.get("form", {}).get("slug", ""),
            order=procedure.get("order", 100),
            opens_on=_day(procedure.get("opens_on")),
            closes_on=_day(procedure.get("closes_on")),
            channels=tuple(procedure.get("channels", ("web", "paper", "counter"))),
            applicants=tuple(procedure.get("applicants", ("person",))),
            keywords=tuple(procedure.get("keywords", ())),
            identity_level=identity["level"],
            identity_reason=identity.get("reason", ""),
            retention_years=retention["years"],
            retention_fact=Fact.read(retention),
            standard_period=StandardPeriod.read(procedure.get("standard_period", {})),
            statutory_period=StatutoryPeriod.read(by_law) if by_law else None,
            charge=Charge.read(charge) if charge else None,
            disposition=Disposition(
                disposition["is_disposition"],
                disposition.get("ground", ""),
                disposition["reasons_required"],
                disposition.get("reasons_ground", ""),
                Fact.read(disposition),
            ),
            instruction=instruction["text"],
            instruction_reason=instruction.get("reason", ""),
            seal=procedure.get("seal", "omitted"),
            issuer=procedure.get("issuer", ""),
            correction_days=procedure.get("correction_days", 14),
            grounds=tuple(
                Ground(g["kind"], g["title"], g.get("article", ""), Fact.read(g))
                for g in procedure.get("grounds", ())
            ),
            amounts=tuple(
                Amount(a["key"], a["title"], a["value"], Fact.read(a))
                for a in procedure.get("amounts", ())
            ),
            conditions=tuple(
                Condition(c["text"], c.get("ground", ""), Fact.read(c))
                for c in procedure.get("conditions", ())
            ),
            documents=tuple(
                RequiredDocument(
                    d["key"],
                    d["title"],
                    d.get("note", ""),
                    d.get("question", ""),
                    d.get("required", True),
                )
                for d in content.get("documents", ())
            ),
            route=tuple(
                RouteStep(r["title"], r.get("section", ""), r.get("role", ""), _when(r))
                for r in procedure.get("route", ())
            ),
            consulted=tuple(
                Consulted(c["section"], _when(c))
                for c in procedure.get("consulted", ())
            ),
            outcomes=tuple(_outcomes(content)),
            correction_reasons=_reasons(content, "correction_reasons"),
            refusal_reasons=_reasons(content, "refusal_reasons"),
        )

    def outcome(self, key: str) -> Outcome:
        """Return the outcome of this key, or raise ``KeyError``."""
        for outcome in self.outcomes:
            if outcome.key == key:
                return outcome
        raise KeyError(key)

    @property
    def japanese_title(self) -> str:
        return japanese(self.title)

    @property
    def is_title_unverified(self) -> bool:
        """Tell whether the name is claimed from a source that nobody has compared.

        A name without a source is the city's own.
        """
        return bool(self.title_fact.source) and not self.title_fact.verified

    @property
    def unverified(self) -> tuple[str, ...]:
        """Sources of everything that nobody has confirmed yet, each once."""
        facts = [
            *((self.title_fact,) if self.is_title_unverified else ()),
            (self.statutory_period or self.standard_period).fact,
            self.disposition.fact,
            self.retention_fact,
            *(ground.fact for ground in self.grounds),
            *(amount.fact for amount in self.amounts),
            *(condition.fact for condition in self.conditions),
        ]
        return tuple(dict.fromkeys(f.source for f in facts if not f.verified))


def _outcomes(content: Mapping[str, Any]) -> Iterator[Outcome]:
    for outcome in content.get("outcomes", ()):
        yield Outcome(
            key=outcome["key"],
            title=outcome["title"],
            ending=outcome.get("ending", "completed"),
            is_refusal=outcome.get("is_refusal", False),
            subject=outcome["subject"],
            body=outcome["body"],
            paper=outcome.get("paper", "casework-notice"),
            terms=tuple(
                Term(
                    t["key"],
                    t["title"],
                    t["kind"],
                    t.get("required", True),
                    t.get("maximum"),
                    t.get("support", ""),
                )
                for t in outcome.get("terms", ())
            ),
            records=tuple(
                Record(
                    r["title"],
                    r.get("term", ""),
                    r.get("answer", ""),
                    r.get("text", ""),
                )
                for r in outcome.get("records", ())
            ),
            conditions=tuple(outcome.get("conditions", ())),
        )


def _reasons(content: Mapping[str, Any], table: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(r["key"], r["title"], r["text"]) for r in content.get(table, ())
    )


def _when(table: Mapping[str, Any]) -> When:
    return When(
        tuple(table.get("outcomes", ())), table.get("term", ""), table.get("above")
    )


def _day(value: dt.date | str | None) -> dt.date | None:
    """Read a date of TOML, or the text as which JSON keeps it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
