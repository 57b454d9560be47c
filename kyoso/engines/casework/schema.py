"""Looking at a procedure's file before it is believed: every fault, with its place.

``shape`` says what each table may hold, this module walks it and then asks what
only the whole file can tell. ``docs/reference/procedure-definition.md`` is the
same in prose.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.engines.casework.definition import Definition, When
from kyoso.engines.casework.shape import FILE, LISTS, TABLES, Key

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One fault: where in the file, and what to do about it."""

    path: Path
    remedy: str


def problems(content: Mapping[str, Any]) -> list[Problem]:
    """Return every fault of a parsed procedure file (the form's own excepted)."""
    found = list(_table(content, FILE, ()))
    for table, shape in TABLES.items():
        found += _nested(content, table, shape)
    for table, shape in LISTS.items():
        found += _listed(content, table, shape)
    return found or list(_meaning(content))


# What a notice's sentences may name in braces, beside its terms.
PLACEHOLDERS = {"title", "name", "arrived_on", "receipt_number", "decided_on"}


def _table(
    table: Mapping[str, Any], shape: Mapping[str, Key], path: Path
) -> Iterator[Problem]:
    for name in table:
        if name not in shape:
            yield Problem(
                (*path, name),
                f"この項目はありません。{'、'.join(shape)} のどれかにしてください。",
            )
    for name, key in shape.items():
        if name not in table:
            if key.must:
                yield Problem((*path, name), f"「{name}」を書いてください。")
            continue
        wrong = key.check(table[name])
        if wrong:
            yield Problem((*path, name), wrong)


def _nested(
    content: Mapping[str, Any], route: tuple[str, ...], shape: Mapping[str, Key]
) -> Iterator[Problem]:
    for path, table in _at(content, route):
        if isinstance(table, Mapping):
            yield from _table(table, shape, path)


def _listed(
    content: Mapping[str, Any], route: tuple[str, ...], shape: Mapping[str, Key]
) -> Iterator[Problem]:
    for path, tables in _at(content, route):
        if not isinstance(tables, list):
            continue
        seen: set[str] = set()
        for number, table in enumerate(tables):
            if not isinstance(table, Mapping):
                continue
            yield from _table(table, shape, (*path, number))
            key = table.get("key")
            if isinstance(key, str) and key in seen:
                yield Problem(
                    (*path, number, "key"), f"「{key}」は二度使われています。"
                )
            seen.add(str(key))


def _at(
    content: Mapping[str, Any], route: tuple[str, ...]
) -> Iterator[tuple[Path, Any]]:
    """Yield each value at ``route``, through the elements of lists on the way."""
    places: list[tuple[Path, Any]] = [((), content)]
    for name in route:
        following: list[tuple[Path, Any]] = []
        for path, value in places:
            within = (
                [((*path, n), each) for n, each in enumerate(value)]
                if isinstance(value, list)
                else [(path, value)]
            )
            following += [
                ((*place, name), each[name])
                for place, each in within
                if isinstance(each, Mapping) and name in each
            ]
        places = following
    yield from places


def _meaning(content: Mapping[str, Any]) -> Iterator[Problem]:
    """What only the whole file can show; runs when every value has its shape."""
    definition = Definition.read(content)
    yield from _claims(content, ())
    opens_on, closes_on = definition.opens_on, definition.closes_on
    if opens_on and closes_on and closes_on < opens_on:
        yield Problem(
            ("procedure", "closes_on"), "opens_on より後の日付にしてください。"
        )
    disposition = definition.disposition
    if disposition.reasons_required and not disposition.reasons_ground:
        yield Problem(
            ("procedure", "disposition", "reasons_ground"),
            "理由の提示を求める根拠（行政手続法8条など）を書いてください。",
        )
    if disposition.is_disposition and not disposition.reasons_required:
        yield Problem(
            ("procedure", "disposition", "reasons_required"),
            "処分で申請を拒むときは理由の提示が必要です。true にしてください。",
        )
    if not definition.instruction and not definition.instruction_reason:
        yield Problem(
            ("procedure", "instruction", "reason"),
            "教示がないときは、なぜ不要かを書いてください。",
        )
    yield from _periods(content, definition)
    yield from _charge(content, definition)
    if definition.state == "live":
        yield from _live(definition)
    yield from _notices(definition)
    yield from _routes(definition)


def _periods(content: Mapping[str, Any], definition: Definition) -> Iterator[Problem]:
    """One clock for a decision, and no extension without its article."""
    by_law = definition.statutory_period
    if by_law is None:
        return
    place = ("procedure", "statutory_period")
    if "standard_period" in content["procedure"]:
        yield Problem(
            ("procedure", "standard_period"),
            "法定期間（statutory_period）を書いた手続には、標準処理期間を書かないでください。"
            "期限は法定期間で数えます。",
        )
    if by_law.extension_days and not by_law.extension_article:
        yield Problem(
            (*place, "extension_article"),
            "延長できる日数を書いたときは、延長を認める条文を書いてください。",
        )
    if by_law.extension_article and not by_law.extension_days:
        yield Problem(
            (*place, "extension_days"),
            "延長を認める条文を書いたときは、延長できる日数を書いてください。",
        )


def _charge(content: Mapping[str, Any], definition: Definition) -> Iterator[Problem]:
    """What is computed is collected, and nothing is collected that is not computed."""
    is_computed = "fee" in content.get("form", {})
    if is_computed and definition.charge is None:
        yield Problem(
            ("procedure", "charge"),
            "手数料を計算する様式（form.fee）には、歳入の科目と納める日数を"
            " [procedure.charge] で書いてください。",
        )
    if definition.charge is not None and not is_computed:
        yield Problem(
            ("procedure", "charge"),
            "手数料の計算を様式に [form.fee] で書いてください。",
        )


def _routes(definition: Definition) -> Iterator[Problem]:
    """A condition names what the procedure has; one step asks without any."""
    keys = {outcome.key for outcome in definition.outcomes}
    amounts = {
        term.key
        for outcome in definition.outcomes
        for term in outcome.terms
        if term.kind == "yen"
    }
    conditions = [
        *((("route", n), s.when) for n, s in enumerate(definition.route)),
        *((("consulted", n), c.when) for n, c in enumerate(definition.consulted)),
    ]
    for where, when in conditions:
        place = ("procedure", *where)
        for key in sorted(set(when.outcomes) - keys):
            yield Problem((*place, "outcomes"), f"結果「{key}」がありません。")
        if (when.above is None) != (not when.term):
            yield Problem((*place, "above"), "term と above は一緒に書いてください。")
        elif when.term and when.term not in amounts:
            yield Problem(
                (*place, "term"),
                f"金額（yen）の terms に「{when.term}」がありません。",
            )
    if definition.route and all(step.when != When() for step in definition.route):
        yield Problem(
            ("procedure", "route"),
            "どの案でも必ず回る段階を、1つ以上書いてください。",
        )


def _live(definition: Definition) -> Iterator[Problem]:
    if not definition.form:
        yield Problem(("form",), "受付中（live）の手続には様式 [form] が必要です。")
    if not definition.route:
        yield Problem(
            ("procedure", "route"), "決裁の順を [[procedure.route]] で書いてください。"
        )
    if not any(not outcome.is_refusal for outcome in definition.outcomes):
        yield Problem(("outcomes",), "認めるときの結果を書いてください。")
    if not any(outcome.is_refusal for outcome in definition.outcomes):
        yield Problem(
            ("outcomes",), "認めないときの結果（is_refusal = true）を書いてください。"
        )


def _notices(definition: Definition) -> Iterator[Problem]:
    for number, outcome in enumerate(definition.outcomes):
        terms = {term.key for term in outcome.terms}
        for name in ("subject", "body"):
            unknown = sorted(
                set(re.findall(r"\{(\w*)\}", getattr(outcome, name)))
                - PLACEHOLDERS
                - terms
            )
            if unknown:
                yield Problem(
                    ("outcomes", number, name),
                    f"{{{unknown[0]}}} は使えません。"
                    f"使えるのは {'、'.join(sorted(PLACEHOLDERS | terms))} です。",
                )
        for place, record in enumerate(outcome.records):
            if record.term and record.term not in terms:
                yield Problem(
                    ("outcomes", number, "records", place, "term"),
                    f"terms に「{record.term}」がありません。",
                )


def _claims(value: Any, path: Path) -> Iterator[Problem]:
    """A fact that says ``verified`` names the source with which it was compared."""
    if isinstance(value, Mapping):
        if path[:1] == ("form",):
            return
        if value.get("verified") is True and not value.get("source"):
            yield Problem((*path, "source"), "確認済みの事実には出典が必要です。")
        if value.get("title_verified") is True and not value.get("title_source"):
            yield Problem((*path, "title_source"), "確認済みの名称には出典が必要です。")
        for name, each in value.items():
            yield from _claims(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _claims(each, (*path, number))
