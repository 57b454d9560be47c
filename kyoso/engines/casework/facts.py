"""出典のある定め: statements of a procedure that name where they come from.

Which of its two clocks a procedure has is said here too: the city's own
標準処理期間 or the 法定期間 that a law sets for the decision, never both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """Where a statement comes from, and whether a person compared it."""

    source: str
    verified: bool

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "Fact":
        return cls(table.get("source", ""), table.get("verified", False))


@dataclass(frozen=True)
class StandardPeriod:
    """標準処理期間: counted from arrival, without the time of 補正."""

    days: int | None
    unit: str
    fact: Fact

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "StandardPeriod":
        return cls(table.get("days"), table.get("unit", "open_days"), Fact.read(table))


@dataclass(frozen=True)
class StatutoryPeriod:
    """法定期間: within how many days (暦日) of arrival a law wants the decision.

    ``article`` sets it. 補正 stops it only by ``pause_article``, and only
    ``extension_article`` lets an officer extend it, by up to ``extension_days``;
    each is empty (None) where the law has no such article.
    """

    days: int
    article: str
    pause_article: str
    extension_days: int | None
    extension_article: str
    fact: Fact

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "StatutoryPeriod":
        return cls(
            table["days"],
            table["article"],
            table.get("pause_article", ""),
            table.get("extension_days"),
            table.get("extension_article", ""),
            Fact.read(table),
        )


@dataclass(frozen=True)
class Charge:
    """手数料の徴収: under which heading of the budget the form's fee is collected.

    ``revenue`` is 款-項-目-節; ``pay_within`` calendar days from the arrival. Where
    ``before_decision``, nothing is granted before the fee has come. How much it is,
    the form says (``[form.fee]``).
    """

    revenue: str
    pay_within: int
    before_decision: bool
    fact: Fact

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "Charge":
        return cls(
            table["revenue"],
            table["pay_within"],
            table.get("before_decision", False),
            Fact.read(table),
        )
