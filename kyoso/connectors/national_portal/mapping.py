"""読み替え: which item of the portal answers which question of ours, as files say.

``cities/*/portal/*.toml``, one for each procedure of the portal. Each line carries
``verified``; what nobody has compared with the portal's own form is false. Read at
each use: a mended file holds from the next try on.
"""

import fnmatch
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from kyoso.connectors.national_portal.items import Item
from kyoso.connectors.national_portal.package import Enclosed, Package
from kyoso.engines.forms import api as forms
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

Typed = dict[str, Any]
# Written item by item or file by file elsewhere; a table of theirs is not built here.
_NOT_FROM_ITEMS = {"file", "group"}


class MappingWrong(Refusal):
    """A mapping file cannot be used: a person mends it."""

    code = "portal_mapping_wrong"
    sentence = "読み替えのファイル「{file}」に直すところがあります：{what}"


@dataclass(frozen=True)
class ItemRule:
    """One item: the question it answers, the part of it, the words it may have."""

    name: str
    question: str
    part: str = ""
    values: dict[str, str] = field(default_factory=dict)
    split: str = ""
    verified: bool = False


@dataclass(frozen=True)
class FileRule:
    """Files whose names fit a pattern answer a file question."""

    name: str
    question: str
    verified: bool = False


@dataclass(frozen=True)
class Fixed:
    """What the portal has asked in its own way; ``reason`` says why it is known."""

    question: str
    value: Any
    reason: str


@dataclass(frozen=True)
class Mapping:
    """読み替え of one procedure of the portal.

    ``form`` names the files that hold the items, by their way in the package; every
    other file is an attachment, however it is called.
    """

    file: str
    code: str
    procedure: str
    title: str
    source: str
    verified: bool
    carries_number: bool
    form: tuple[str, ...] = ()
    items: tuple[ItemRule, ...] = ()
    files: tuple[FileRule, ...] = ()
    fixed: tuple[Fixed, ...] = ()


@dataclass(frozen=True)
class Mapped:
    """Answers as typed, the files by question, and what answers no question."""

    typed: Typed
    files: dict[str, list[Enclosed]]
    left: tuple[Item, ...]
    taken: tuple[tuple[Item, str], ...] = ()
    fixed: tuple[Fixed, ...] = ()


def mappings() -> list[Mapping]:
    """Return every mapping of the city. Raises ``MappingWrong``."""
    found, wrong = _all()
    if wrong is not None:
        raise wrong
    return found


def usable() -> list[Mapping]:
    """Return the mappings whose files are right, whatever the others are."""
    return _all()[0]


def of_code(code: str) -> Mapping | None:
    """Return the mapping of a code of the portal, if the city has one.

    While a file is wrong, what no right one knows may be in it: ``MappingWrong``.
    """
    return _the(lambda one: bool(code) and one.code == code)


def of_procedure(slug: str) -> Mapping:
    """Return the mapping of a procedure that an officer chose; else an empty one.

    With an empty one nothing is answered and everything is shown as it arrived.
    Raises ``MappingWrong`` like ``of_code``.
    """
    empty = Mapping(
        file="",
        code="",
        procedure=slug,
        title="",
        source="職員が手続を選んだ",
        verified=False,
        carries_number=False,
    )
    return _the(lambda one: one.procedure == slug) or empty


def _the(fits: Callable[[Mapping], bool]) -> Mapping | None:
    found, wrong = _all()
    known = next((one for one in found if fits(one)), None)
    if known is None and wrong is not None:
        raise wrong
    return known


def _all() -> tuple[list[Mapping], MappingWrong | None]:
    """Return what could be read, and what is wrong with the first that could not."""
    found: dict[str, Mapping] = {}
    wrong: list[MappingWrong] = []
    twice: set[str] = set()
    for path in sorted((Path(settings.CITY_FOLDER) / "portal").glob("*.toml")):
        try:
            one = _read(path)
        except MappingWrong as refusal:
            wrong.append(refusal)
            continue
        if one.code in found:
            # Of two nobody knows which is meant.
            twice.add(one.code)
            told = f"code {one.code}（重複）"
            wrong.append(MappingWrong(file=path.name, what=told))
        found[one.code] = one
    clear = [one for code, one in found.items() if code not in twice]
    return clear, wrong[0] if wrong else None


def mapped(mapping: Mapping, package: Package, form: forms.Definition) -> Mapped:
    """Return what a package answers of a form; what fits nowhere is left, not lost."""
    typed: Typed = {one.question: one.value for one in mapping.fixed}
    left: list[Item] = []
    taken: list[tuple[Item, str]] = []
    rules = list(mapping.items)
    for item in package.items:
        rule = next((one for one in rules if one.name == item.name), None)
        if rule is None or not _type(typed, rule, item.value, form):
            left.append(item)
            continue
        rules.remove(rule)
        taken.append((item, rule.question))
    files: dict[str, list[Enclosed]] = {}
    for enclosed in package.files:
        found = next((one for one in mapping.files if _fits(one, enclosed)), None)
        if found is not None:
            files.setdefault(found.question, []).append(enclosed)
    return Mapped(typed, files, tuple(left), tuple(taken), mapping.fixed)


def faults(mapping: Mapping, form: forms.Definition | None) -> Iterator[str]:
    """Yield what is wrong with a mapping, given the form that it names."""
    if form is None:
        if not mapping.carries_number:
            yield f"手続「{mapping.procedure}」の様式がありません。"
        return
    asked = [one.question for one in mapping.items]
    asked += [one.question for one in mapping.files]
    asked += [one.question for one in mapping.fixed]
    for question in asked:
        if question not in form.places:
            yield f"質問「{question}」が様式にありません。"
    for rule in mapping.items:
        if rule.question in form.places:
            yield from _rule_faults(rule, form.question(rule.question))
    yield from _fixed_faults(mapping, form)
    for file in mapping.files:
        if file.question in form.places and form.question(file.question).kind != "file":
            yield f"質問「{file.question}」は、ファイルを受け取りません。"
        elif (
            file.question in form.places
            and form.question(file.question).settings["tray"]
        ):
            yield f"質問「{file.question}」の書類は、開かずに渡すものです。"


def _fixed_faults(mapping: Mapping, form: forms.Definition) -> Iterator[str]:
    """Yield what a page would say of the answers that the portal does not ask for."""
    typed = {
        one.question: one.value for one in mapping.fixed if one.question in form.places
    }
    checked = forms.check(form, forms.storable(typed), today=clock.today())
    for fault in checked.errors:
        if fault.question in typed:
            told = typed[fault.question]
            yield f"質問「{fault.question}」の決まった答え「{told}」は使えません：{fault.sentence}"


def _rule_faults(rule: ItemRule, question: forms.Question) -> Iterator[str]:
    kind = forms.kinds.get(question.kind)
    if question.kind in _NOT_FROM_ITEMS:
        yield f"質問「{rule.question}」は、項目からは答えられません。"
    elif rule.part and rule.part not in kind.parts:
        yield f"質問「{rule.question}」に「{rule.part}」という部分はありません。"
    elif question.kind in {"name", "address"} and not rule.part:
        yield f"質問「{rule.question}」には、部分（part）が要ります。"
    if question.options:
        for key in rule.values.values():
            if question.option(key) is None:
                yield f"質問「{rule.question}」に選択肢「{key}」はありません。"


def _type(typed: Typed, rule: ItemRule, value: str, form: forms.Definition) -> bool:
    """Put a value where its rule says; tell whether it has a place there."""
    if rule.question not in form.places:
        return False
    words = value.split(rule.split) if rule.split else [value]
    found = [rule.values.get(word.strip(), "") for word in words if word.strip()]
    if rule.values and not all(found):
        return False
    told: Any = found if rule.split else (found[0] if rule.values else value)
    if not rule.part:
        typed[rule.question] = told
        return True
    table = typed.setdefault(rule.question, {})
    if not isinstance(table, dict):
        return False
    # Two items for one part (都道府県と番地) are one line in their order.
    table[rule.part] = f"{table.get(rule.part, '')}{told}"
    return True


def _fits(rule: FileRule, enclosed: Enclosed) -> bool:
    last = enclosed.told.replace("\\", "/").rsplit("/", 1)[-1]
    return fnmatch.fnmatchcase(last.lower(), rule.name.lower())


def _read(path: Path) -> Mapping:
    try:
        text = path.read_text("utf-8")
        told = tomllib.loads(text)
        head = told["mapping"]
        source = _text(head, "source")
        found = Mapping(
            file=path.name,
            code=_text(head, "code"),
            procedure=_text(head, "procedure"),
            title=_text(head, "title"),
            source=source,
            verified=head.get("verified") is True,
            carries_number=head.get("carries_number") is True,
            form=_form(head),
            items=tuple(_item(one) for one in told.get("items", ())),
            files=tuple(
                FileRule(
                    _text(one, "name"),
                    _text(one, "question"),
                    one.get("verified") is True,
                )
                for one in told.get("files", ())
            ),
            fixed=tuple(
                Fixed(_text(one, "question"), one["value"], _text(one, "reason"))
                for one in told.get("fixed", ())
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise MappingWrong(file=path.name, what=str(wrong)) from None
    twice = _answered_twice(found)
    if twice:
        raise MappingWrong(
            file=path.name,
            what=f"{_line_of(text, twice)}行目：質問「{twice}」に答える行が二つあり、"
            "一つが消えます。どちらかを消してください"
            "（一つの部分をつなぐ行は、どれにも同じpartを書きます）。",
        )
    return found


def _answered_twice(mapping: Mapping) -> str:
    """Return a question of which one line would overwrite what another has said.

    Items with a ``part`` come together in their order and overwrite nothing, and
    files of several patterns are kept side by side.
    """
    whole = [one.question for one in mapping.items if not one.part]
    whole += [one.question for one in mapping.fixed]
    joined = {one.question for one in mapping.items if one.part}
    joined |= {one.question for one in mapping.files}
    return next((q for q in whole if whole.count(q) > 1 or q in joined), "")


def _line_of(text: str, question: str) -> int:
    """Return in which line a question stands for the last time, counted from 1."""
    said = re.compile(rf"""\s*question\s*=\s*["']{re.escape(question)}["']""")
    numbered = enumerate(text.splitlines(), start=1)
    return max((number for number, line in numbered if said.match(line)), default=1)


def _form(head: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the form's files; only what is never opened needs none."""
    told = head.get("form", [])
    if not isinstance(told, list) or not all(isinstance(e, str) and e for e in told):
        raise ValueError("form")
    if not told and head.get("carries_number") is not True:
        raise KeyError("form")
    return tuple(told)


def _item(told: dict[str, Any]) -> ItemRule:
    values = told.get("values", {})
    if not isinstance(values, dict) or not all(
        isinstance(one, str) for one in values.values()
    ):
        raise ValueError("values")
    split = told.get("split", "")
    return ItemRule(
        name=_text(told, "name"),
        question=_text(told, "question"),
        part=told.get("part", ""),
        values=values,
        split=split,
        verified=told.get("verified") is True,
    )


def _text(told: dict[str, Any], key: str) -> str:
    given = told[key]
    if not isinstance(given, str) or not given:
        raise ValueError(key)
    return given
