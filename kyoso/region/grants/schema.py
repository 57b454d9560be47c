"""Looking at a programme's file before it is believed: every fault, with its place."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel import words
from kyoso.kernel.money import LARGEST

Path = tuple[str | int, ...]
Asked = Callable[[Any], str]
LINE = re.compile(r"\d{2}-\d{2}-\d{2}-\d{2}")
LAST_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class Problem:
    """One fault: where in the file, and what to do about it."""

    path: Path
    remedy: str


@dataclass(frozen=True)
class Key:
    """A key of a table: what it must be, and whether it must be there."""

    asks: Asked
    must: bool = True


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "文字で書いてください。"


def _words(value: Any) -> str:
    try:
        words.read(value)
    except ValueError:
        return "文字か、{ ja = …, easy = …, en = … } の形で書いてください（jaは必須）。"
    return ""


def _matches(pattern: str, told: str) -> Asked:
    def asks(value: Any) -> str:
        fits = isinstance(value, str) and re.fullmatch(pattern, value)
        return "" if fits else told

    return asks


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


def _number(lowest: int, highest: int) -> Asked:
    def asks(value: Any) -> str:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        fits = is_whole and lowest <= value <= highest
        return "" if fits else f"{lowest}から{highest}までの整数を書いてください。"

    return asks


def _one_of(*choices: str) -> Asked:
    told = f"{'、'.join(choices)} のどれかを書いてください。"
    return lambda value: "" if value in choices else told


def _texts(value: Any) -> str:
    fits = isinstance(value, list) and all(not _text(one) for one in value)
    return "" if fits else "文字の並び [ ] で書いてください。"


_slug = _matches(
    r"[a-z0-9]+(-[a-z0-9]+)*", "小さい英字、数字、ハイフンで書いてください。"
)
_key = _matches(r"[a-z][a-z0-9_]*", "小さい英字、数字、下線で書いてください。")
_line = _matches(LINE.pattern, "「03-01-03-18」の形（款-項-目-節）で書いてください。")
_last_day = _matches(LAST_DAY.pattern, "「03-31」の形（月-日）で書いてください。")
_yen = _number(0, LARGEST)
FACT = {"source": Key(_text), "verified": Key(_flag)}
GROUND = {"ground": Key(_text, must=False)}
CHECKS = {"key": Key(_key), "title": Key(_text)}

TABLES: dict[str, dict[str, Key]] = {
    "programme": {
        "slug": Key(_slug),
        "procedure": Key(_slug),
        "section": Key(_slug),
        "state": Key(_one_of("live", "closed", "hidden")),
        "order": Key(_number(0, 9999), must=False),
        "title": Key(_words),
        "summary": Key(_words),
        "issuer": Key(_text),
        "grant_outcome": Key(_key, must=False),
        "amount_term": Key(_key, must=False),
    },
    "amount": {
        "cost": Key(_texts),
        "deduct": Key(_texts, must=False),
        "numerator": Key(_number(1, 1000)),
        "denominator": Key(_number(1, 1000)),
        "cap": Key(_number(1, LARGEST)),
        "unit": Key(_number(1, 1_000_000)),
        "least_cost": Key(_yen, must=False),
        **GROUND,
        **FACT,
    },
    "inspection": {"kind": Key(_one_of("none", "papers", "site"))},
    "report": {
        "needed": Key(_flag),
        "within_days": Key(_number(1, 730), must=False),
        "last_day": Key(_last_day, must=False),
        "ask": Key(_words, must=False),
        **GROUND,
        **FACT,
    },
    "clawback": {
        "days": Key(_number(1, 365)),
        "disposal_years": Key(_number(0, 50), must=False),
        **GROUND,
        **FACT,
    },
}
LISTS: dict[tuple[str, ...], dict[str, Key]] = {
    ("eligibility",): {"text": Key(_words), **GROUND, **FACT},
    ("quotas",): {
        "key": Key(_key),
        "title": Key(_words),
        "per": Key(_one_of("household", "company", "area", "person")),
        "most": Key(_number(1, 1000)),
        "within": Key(_one_of("ever", "year")),
        "answers": Key(_texts, must=False),
        **GROUND,
        **FACT,
    },
    ("inspection", "checks"): CHECKS,
    ("report", "checks"): CHECKS,
    ("report", "results"): {
        "key": Key(_key),
        "label": Key(_words),
        "unit": Key(_words),
    },
    ("clawback", "reasons"): {
        "key": Key(_key),
        "title": Key(_text),
        "text": Key(_text),
    },
    ("rounds",): {
        "key": Key(_slug),
        "title": Key(_words),
        "fiscal_year": Key(_number(2000, 2200)),
        "opens_on": Key(_day),
        "closes_on": Key(_day),
        "line": Key(_line),
        "account": Key(_text, must=False),
        "ceiling": Key(_number(1, LARGEST)),
        **FACT,
    },
}
_NEEDED = ("programme", "amount", "report", "clawback", "rounds")


def problems(content: Mapping[str, Any]) -> list[Problem]:
    """Return every fault that the file alone can tell."""
    found = [*_top(content), *_tables(content), *_lists(content)]
    return found or list(_meaning(content))


def _top(content: Mapping[str, Any]) -> Iterator[Problem]:
    known = {*TABLES, *(route[0] for route in LISTS)}
    for name in content:
        if name not in known:
            yield Problem((name,), f"この表はありません。{'、'.join(sorted(known))} のどれかにしてください。")  # fmt: skip
    for name in _NEEDED:
        if name not in content:
            yield Problem((name,), f"「{name}」を書いてください。")


def _tables(content: Mapping[str, Any]) -> Iterator[Problem]:
    for name, shape in TABLES.items():
        if name not in content:
            continue
        table = content[name]
        if not isinstance(table, Mapping):
            yield Problem((name,), f"[{name}] の表にしてください。")
            continue
        inner = {route[1] for route in LISTS if len(route) > 1 and route[0] == name}
        yield from _table(table, shape, (name,), inner)


def _lists(content: Mapping[str, Any]) -> Iterator[Problem]:
    for route, shape in LISTS.items():
        value: Any = content
        for name in route:
            value = value.get(name, []) if isinstance(value, Mapping) else []
        if not isinstance(value, list):
            yield Problem(route, f"[[{'.'.join(route)}]] の並びにしてください。")
            continue
        seen: set[object] = set()
        for number, table in enumerate(value):
            path: Path = (*route, number)
            if not isinstance(table, Mapping):
                yield Problem(path, "表として書いてください。")
                continue
            yield from _table(table, shape, path, set())
            key = table.get("key")
            if isinstance(key, str) and key in seen:
                yield Problem((*path, "key"), f"「{key}」は二度使われています。")
            seen.add(key if isinstance(key, str) else number)


def _table(
    table: Mapping[str, Any], shape: Mapping[str, Key], path: Path, inner: set[str]
) -> Iterator[Problem]:
    for name in table:
        if name not in shape and name not in inner:
            yield Problem(
                (*path, name),
                f"この項目はありません。{'、'.join([*shape, *sorted(inner)])} のどれかにしてください。",
            )
    for name, key in shape.items():
        if name not in table:
            if key.must:
                yield Problem((*path, name), f"「{name}」を書いてください。")
            continue
        wrong = key.asks(table[name])
        if wrong:
            yield Problem((*path, name), wrong)


def _meaning(content: Mapping[str, Any]) -> Iterator[Problem]:
    amount, report = content["amount"], content["report"]
    if amount["numerator"] > amount["denominator"]:
        yield Problem(("amount", "numerator"), "割合は1をこえないようにしてください。")
    if amount["cap"] < amount["unit"]:
        yield Problem(("amount", "cap"), "上限は端数の単位より大きくしてください。")
    if report["needed"] and not (report.get("within_days") or report.get("last_day")):
        yield Problem(
            ("report", "within_days"),
            "実績報告の期限（within_days か last_day）を書いてください。",
        )
    yield from _lacking(content)
    yield from _untrue(content, ())


def _lacking(content: Mapping[str, Any]) -> Iterator[Problem]:
    for number, quota in enumerate(content.get("quotas", ())):
        if quota["per"] in {"household", "area"} and not quota.get("answers"):
            yield Problem(
                ("quotas", number, "answers"),
                "住所や地区を答える質問の名前を書いてください。",
            )
    for number, one in enumerate(content["rounds"]):
        if str(one["closes_on"]) < str(one["opens_on"]):
            yield Problem(
                ("rounds", number, "closes_on"),
                "opens_on より後の日付にしてください。",
            )
    if not content["rounds"]:
        yield Problem(("rounds",), "募集を1つ以上書いてください。")
    if not content["clawback"].get("reasons"):
        yield Problem(("clawback", "reasons"), "返還の理由を1つ以上書いてください。")
    if content.get("inspection", {}).get("kind", "none") != "none" and not content[
        "inspection"
    ].get("checks"):
        yield Problem(("inspection", "checks"), "確認する項目を書いてください。")


def _untrue(value: Any, path: Path) -> Iterator[Problem]:
    """A fact may be marked verified only where its source is more than a proposal."""
    if isinstance(value, Mapping):
        if value.get("verified") is True and "提案" in str(value.get("source", "")):
            yield Problem(
                (*path, "verified"),
                "提案は確認済みにできません。確かめた文書を source に書いてください。",
            )
        for name, inner in value.items():
            yield from _untrue(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _untrue(inner, (*path, number))
