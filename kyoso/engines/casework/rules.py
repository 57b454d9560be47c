"""Rules of a decision that need no database."""

import datetime as dt
from collections.abc import Mapping

from kyoso.engines.casework.definition import Outcome, Term
from kyoso.engines.casework.errors import (
    TermMissing,
    TermNotADay,
    TermNotANumber,
    TermTooLarge,
    TextTooLong,
)
from kyoso.kernel.text import fold

# A line of a notice; longer statements belong into the reasons.
TERM_LENGTH = 200


def checked_terms(
    outcome: Outcome, typed: Mapping[str, object]
) -> dict[str, int | str]:
    """Return the terms of a decision: whole yen, ISO days, texts.

    Accepts any width, commas and 円. Unknown keys are dropped. Raises
    ``TermMissing``, ``TermNotANumber``, ``TermTooLarge``, ``TermNotADay``,
    ``TextTooLong``.
    """
    kept: dict[str, int | str] = {}
    for term in outcome.terms:
        text = fold(str(typed.get(term.key, "") or ""))
        if text:
            kept[term.key] = _checked(term, text)
        elif term.required:
            raise TermMissing(title=term.title)
    return kept


def _checked(term: Term, text: str) -> int | str:
    if term.kind == "yen":
        return _yen(term, text)
    if term.kind == "date":
        try:
            return dt.date.fromisoformat(text.replace("/", "-")).isoformat()
        except ValueError:
            raise TermNotADay(title=term.title) from None
    if len(text) > TERM_LENGTH:
        raise TextTooLong(label=term.title, maximum=TERM_LENGTH, length=len(text))
    return text


def _yen(term: Term, text: str) -> int:
    digits = text.replace(",", "").replace("円", "").replace("¥", "").strip()
    if not digits.isascii() or not digits.isdigit():
        raise TermNotANumber(title=term.title)
    amount = int(digits)
    if term.maximum is not None and amount > term.maximum:
        raise TermTooLarge(title=term.title, maximum=f"{term.maximum:,}")
    return amount
