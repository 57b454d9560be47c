"""The shape of a procedure's file: its tables, their keys, and a check of each.

A check returns the remedy, or nothing where the value fits.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel import words

Check = Callable[[Any], str]
# 款-項-目-節, as the city's budget numbers its headings.
_HEADING = re.compile(r"\d{1,3}(-\d{1,3}){3}")


@dataclass(frozen=True)
class Key:
    """A key of a table: its check, and whether it must be there."""

    check: Check
    must: bool = True


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "文字で書いてください。"


def _any_text(value: Any) -> str:
    return "" if isinstance(value, str) else "文字で書いてください。"


def _words(value: Any) -> str:
    try:
        words.read(value)
    except ValueError:
        return "文字か、{ ja = …, easy = …, en = … } の形で書いてください（jaは必須）。"
    return ""


def _slug(value: Any) -> str:
    fits = isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)
    return "" if fits else "小さい英字、数字、ハイフンで書いてください。"


def _key(value: Any) -> str:
    fits = isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_]*", value)
    return "" if fits else "小さい英字、数字、下線で書いてください。"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "true か false を書いてください。"


def _day(value: Any) -> str:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return ""
    try:
        dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return "2026-04-01 の形の日付を書いてください。"
    return ""


def _count(lowest: int, highest: int) -> Check:
    def check(value: Any) -> str:
        fits = (
            isinstance(value, int)
            and not isinstance(value, bool)
            and lowest <= value <= highest
        )
        return "" if fits else f"{lowest}から{highest}までの整数を書いてください。"

    return check


def _heading(value: Any) -> str:
    fits = isinstance(value, str) and _HEADING.fullmatch(value)
    return (
        "" if fits else "歳入の科目を 14-02-01-01 の形（款-項-目-節）で書いてください。"
    )


def _one_of(*choices: str) -> Check:
    def check(value: Any) -> str:
        return (
            ""
            if value in choices
            else f"{'、'.join(choices)} のどれかを書いてください。"
        )

    return check


def _list_of(each: Check) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list):
            return "[ ] の並びで書いてください。"
        return next((wrong for wrong in map(each, value) if wrong), "")

    return check


def _table_here(value: Any) -> str:
    return "" if isinstance(value, Mapping) else "表として書いてください。"


def _tables_here(value: Any) -> str:
    return (
        ""
        if isinstance(value, list) and all(isinstance(v, Mapping) for v in value)
        else "[[ ]] の並びで書いてください。"
    )


FACT = {"source": Key(_text, must=False), "verified": Key(_flag, must=False)}
FILE = {
    "procedure": Key(_table_here),
    "form": Key(_table_here, must=False),
    "documents": Key(_tables_here, must=False),
    "outcomes": Key(_tables_here, must=False),
    "correction_reasons": Key(_tables_here, must=False),
    "refusal_reasons": Key(_tables_here, must=False),
}
REASON = {"key": Key(_key), "title": Key(_text), "text": Key(_text)}
TABLES: dict[tuple[str, ...], dict[str, Key]] = {
    ("procedure",): {
        "slug": Key(_slug),
        "section": Key(_slug),
        "state": Key(_one_of("hidden", "preparing", "live", "closed")),
        "title": Key(_words),
        "title_source": Key(_text, must=False),
        "title_verified": Key(_flag, must=False),
        "theme": Key(_slug, must=False),
        "summary": Key(_words),
        "audience": Key(_words, must=False),
        "fee": Key(_words, must=False),
        "purpose_of_use": Key(_words),
        "order": Key(_count(1, 9999), must=False),
        "opens_on": Key(_day, must=False),
        "closes_on": Key(_day, must=False),
        "channels": Key(
            _list_of(_one_of("web", "paper", "counter", "phone", "portal")), must=False
        ),
        "applicants": Key(
            _list_of(_one_of("person", "corporation", "sole")), must=False
        ),
        "keywords": Key(_list_of(_text), must=False),
        "seal": Key(_one_of("required", "omitted", "image", "signature"), must=False),
        "issuer": Key(_text, must=False),
        "correction_days": Key(_count(1, 365), must=False),
        "identity": Key(_table_here),
        "retention": Key(_table_here),
        "standard_period": Key(_table_here, must=False),
        "statutory_period": Key(_table_here, must=False),
        "charge": Key(_table_here, must=False),
        "disposition": Key(_table_here),
        "instruction": Key(_table_here),
        "grounds": Key(_tables_here),
        "amounts": Key(_tables_here, must=False),
        "conditions": Key(_tables_here, must=False),
        "route": Key(_tables_here, must=False),
        "consulted": Key(_tables_here, must=False),
    },
    ("procedure", "identity"): {
        "level": Key(_one_of("none", "email", "card", "signature")),
        "reason": Key(_text, must=False),
    },
    ("procedure", "retention"): {"years": Key(_count(1, 100)), **FACT},
    ("procedure", "standard_period"): {
        "days": Key(_count(1, 3660)),
        "unit": Key(_one_of("open_days", "calendar_days")),
        **FACT,
    },
    ("procedure", "statutory_period"): {
        "days": Key(_count(1, 3660)),
        "article": Key(_text),
        "pause_article": Key(_text, must=False),
        "extension_days": Key(_count(1, 3660), must=False),
        "extension_article": Key(_text, must=False),
        **FACT,
    },
    ("procedure", "charge"): {
        "revenue": Key(_heading),
        "pay_within": Key(_count(1, 365)),
        "before_decision": Key(_flag, must=False),
        **FACT,
    },
    ("procedure", "disposition"): {
        "is_disposition": Key(_flag),
        "ground": Key(_text),
        "reasons_required": Key(_flag),
        "reasons_ground": Key(_text, must=False),
        **FACT,
    },
    ("procedure", "instruction"): {
        "text": Key(_any_text),
        "reason": Key(_text, must=False),
        **FACT,
    },
}
WHEN = {
    "outcomes": Key(_list_of(_key), must=False),
    "term": Key(_key, must=False),
    "above": Key(_count(0, 999_999_999), must=False),
}
LISTS: dict[tuple[str, ...], dict[str, Key]] = {
    ("procedure", "grounds"): {
        "kind": Key(_one_of("law", "ordinance", "rule", "outline", "plan")),
        "title": Key(_text),
        "article": Key(_text, must=False),
        **FACT,
    },
    ("procedure", "amounts"): {
        "key": Key(_key),
        "title": Key(_words),
        "value": Key(_words),
        **FACT,
    },
    ("procedure", "conditions"): {
        "text": Key(_words),
        "ground": Key(_text, must=False),
        **FACT,
    },
    ("procedure", "route"): {
        "title": Key(_text),
        "section": Key(_slug, must=False),
        "role": Key(_one_of("head", "director"), must=False),
        **WHEN,
    },
    ("procedure", "consulted"): {"section": Key(_slug), **WHEN},
    ("documents",): {
        "key": Key(_key),
        "title": Key(_words),
        "note": Key(_words, must=False),
        "question": Key(_key, must=False),
        "required": Key(_flag, must=False),
    },
    ("outcomes",): {
        "key": Key(_key),
        "title": Key(_text),
        "ending": Key(_one_of("completed", "rejected"), must=False),
        "is_refusal": Key(_flag, must=False),
        "subject": Key(_text),
        "body": Key(_text),
        "paper": Key(_slug, must=False),
        "terms": Key(_tables_here, must=False),
        "records": Key(_tables_here, must=False),
        "conditions": Key(_list_of(_text), must=False),
    },
    ("outcomes", "terms"): {
        "key": Key(_key),
        "title": Key(_text),
        "kind": Key(_one_of("yen", "text", "date")),
        "required": Key(_flag, must=False),
        "maximum": Key(_count(0, 999_999_999), must=False),
        "support": Key(_text, must=False),
    },
    ("outcomes", "records"): {
        "title": Key(_text),
        "term": Key(_key, must=False),
        "answer": Key(_key, must=False),
        "text": Key(_text, must=False),
    },
    ("correction_reasons",): REASON,
    ("refusal_reasons",): REASON,
}
