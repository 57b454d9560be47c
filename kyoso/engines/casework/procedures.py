"""手続の取り込みと書き出し: the row is the truth, TOML its way in and out."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import schema
from kyoso.engines.casework.definition import Definition, japanese
from kyoso.engines.casework.errors import ProcedureFileWrong
from kyoso.engines.casework.models import Procedure, ProcedureRevision
from kyoso.engines.forms import api as forms
from kyoso.engines.people.api import Account, Section
from kyoso.kernel.toml_lines import lines_of


@dataclass(frozen=True)
class ProcedureFile:
    """A file that passed every check: its content, ready to be loaded."""

    name: str
    content: Mapping[str, Any]


def read_file(path: Path) -> ProcedureFile:
    """Read and check one procedure file.

    Raises ``ProcedureFileWrong`` with a line ``file:line: key: remedy`` for
    every fault found.
    """
    try:
        sent = path.read_bytes()
    except FileNotFoundError:
        raise ProcedureFileWrong(
            [f"{path}: ファイルがありません。場所を確かめてください。"]
        ) from None
    return read_text(sent, name=path.name)


def read_text(sent: bytes, *, name: str) -> ProcedureFile:
    """Read and check the bytes of one procedure file, wherever they come from.

    Raises ``ProcedureFileWrong`` with a line ``file:line: key: remedy`` for
    every fault found.
    """
    try:
        text = sent.decode("utf-8-sig").replace("\r\n", "\n")
        content = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ProcedureFileWrong([f"{name}: UTF-8で保存してください。"]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise ProcedureFileWrong(
            [f"{name}: TOMLとして読めません（{fault}）。"]
        ) from None
    return check(content, name=name, text=text)


def read_files(paths: Iterable[Path]) -> list[ProcedureFile]:
    """Read and check files, and every ``*.toml`` of folders, in order of name.

    Raises ``ProcedureFileWrong`` with the faults of all of them.
    """
    read: list[ProcedureFile] = []
    wrong: list[str] = []
    for path in paths:
        for each in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
            try:
                read.append(read_file(each))
            except ProcedureFileWrong as refusal:
                wrong += refusal.problems
    if wrong:
        raise ProcedureFileWrong(wrong)
    return read


def check(
    content: Mapping[str, Any], *, name: str = "procedure", text: str = ""
) -> ProcedureFile:
    """Check parsed content; ``text`` lets the faults name their lines."""
    faults = faults_of(content)
    if faults:
        lines = lines_of(text) if text else {}
        raise ProcedureFileWrong(
            [_told(name, path, remedy, lines) for path, remedy in faults]
        )
    return ProcedureFile(name, content)


def faults_of(content: Mapping[str, Any]) -> list[tuple[schema.Path, str]]:
    """Return every fault of parsed content: where in it, and the remedy.

    The one check of the house: files, the command and the office's pages all
    come through it.
    """
    faults = [(problem.path, problem.remedy) for problem in schema.problems(content)]
    return faults or _form_faults(content) + _section_faults(content)


@transaction.atomic
def load_all(files: Iterable[ProcedureFile], *, by: Account | None) -> list[Procedure]:
    """Load several checked files: all or none."""
    return [load(file, by=by) for file in files]


@transaction.atomic
def load(file: ProcedureFile, *, by: Account | None) -> Procedure:
    """Load a checked file: whole or not at all; the same text twice is one revision.

    Cases keep the revision under which they were filed; drafts keep their form
    version.
    """
    content = plain(file.content)
    definition = Definition.read(content)
    version = forms.load(content["form"], by=by) if "form" in content else None
    section = Section.objects.get(slug=definition.section)
    by_law = definition.statutory_period
    procedure, _created = Procedure.objects.update_or_create(
        slug=definition.slug,
        defaults={
            "section": section,
            "form": version.form if version else None,
            "state": definition.state,
            "title": japanese(definition.title),
            "opens_on": definition.opens_on,
            "closes_on": definition.closes_on,
            "standard_days": definition.standard_period.days,
            "statutory_days": by_law.days if by_law else None,
            "is_disposition": definition.disposition.is_disposition,
            "identity_level": definition.identity_level,
            "order": definition.order,
        },
    )
    latest = procedure.revisions.order_by("-number").first()
    if latest is None or latest.content != content:
        latest = ProcedureRevision.objects.create(
            procedure=procedure,
            number=latest.number + 1 if latest else 1,
            content=content,
            loaded_by=by,
        )
        audit.record(
            "casework.procedure_loaded",
            by=by,
            subject=procedure.slug,
            revision=latest.number,
        )
    if procedure.current_id != latest.pk:
        procedure.current = latest
        procedure.save(update_fields=["current"])
    procedure.__dict__.pop("definition", None)
    return procedure


def export(procedure: Procedure) -> str:
    """Return the procedure as TOML text that ``load`` takes back unchanged."""
    assert procedure.current is not None
    return toml(procedure.current.content)


def toml(content: Mapping[str, Any]) -> str:
    """Write tables, lists of tables, texts, numbers and flags as TOML."""
    lines: list[str] = []
    _write_table(lines, content, ())
    return "\n".join(lines).strip() + "\n"


def _write_table(
    lines: list[str], table: Mapping[str, Any], path: tuple[str, ...]
) -> None:
    inner: list[tuple[str, Any]] = []
    for name, value in table.items():
        if _is_tables(value) or (isinstance(value, Mapping) and not _is_words(value)):
            inner.append((name, value))
        else:
            lines.append(f"{_key(name)} = {_value(value)}")
    for name, value in inner:
        place = (*path, name)
        header = ".".join(map(_key, place))
        if isinstance(value, Mapping):
            lines += ["", f"[{header}]"]
            _write_table(lines, value, place)
        else:
            for each in value:
                lines += ["", f"[[{header}]]"]
                _write_table(lines, each, place)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _string(str(value))


def _string(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return f'"{"".join(_letter(letter, escapes) for letter in text)}"'


def _letter(letter: str, escapes: Mapping[str, str]) -> str:
    if letter in escapes:
        return escapes[letter]
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x20 or letter == "\x7f" else letter


def _key(name: str) -> str:
    bare = name and all(c.isascii() and (c.isalnum() or c in "-_") for c in name)
    return name if bare else _string(name)


def _is_tables(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) and not _is_words(each) for each in value)
    )


def _is_words(value: Mapping[str, Any]) -> bool:
    return "ja" in value


def plain(value: Any) -> Any:
    """Return the content as JSON keeps it: dates become ISO text."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _form_faults(content: Mapping[str, Any]) -> list[tuple[schema.Path, str]]:
    if not isinstance(content.get("form"), Mapping):
        return []
    try:
        form = forms.parse(content["form"])
    except forms.WrongDefinition as wrong:
        return [
            (("form", *_steps(misprint.path)), misprint.sentence)
            for misprint in wrong.misprints
        ]
    known = {question.key for _page, question in form.questions()}
    return [
        (path, f"様式に質問「{key}」がありません。")
        for path, key in _questions_named(content)
        if key not in known
    ]


def _steps(path: str) -> schema.Path:
    """Return the way that ``pages[1].questions[0].label`` describes."""
    parts = re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    steps: schema.Path = tuple(int(at) if at else name for name, at in parts)
    return steps[1:] if steps[:1] == ("form",) else steps


def doubts(file: ProcedureFile) -> list[str]:
    """Return what is lawful in a file and yet looks like a slip, a line each."""
    if "form" not in file.content:
        return []
    form = forms.parse(file.content["form"])
    used = {key for _path, key in _questions_named(file.content)}
    return [
        f"{file.name}: form {doubt.place}: {doubt.sentence}"
        for doubt in (*forms.doubts(form), *forms.unused(form, used))
    ]


def _questions_named(content: Mapping[str, Any]) -> list[tuple[schema.Path, str]]:
    """Return where the procedure names questions of its form, with their keys."""
    named: list[tuple[schema.Path, str]] = []
    for number, document in enumerate(content.get("documents", ())):
        if document.get("question"):
            named.append((("documents", number, "question"), document["question"]))
    for number, outcome in enumerate(content.get("outcomes", ())):
        for place, record in enumerate(outcome.get("records", ())):
            if record.get("answer"):
                path = ("outcomes", number, "records", place, "answer")
                named.append((path, record["answer"]))
    return named


def _section_faults(content: Mapping[str, Any]) -> list[tuple[schema.Path, str]]:
    slugs = [content["procedure"]["section"]]
    places: list[schema.Path] = [("procedure", "section")]
    for number, step in enumerate(content["procedure"].get("route", ())):
        if step.get("section"):
            slugs.append(step["section"])
            places.append(("procedure", "route", number, "section"))
    known = set(Section.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return [
        (place, f"課「{slug}」がありません。organisation.toml の記号を書いてください。")
        for place, slug in zip(places, slugs, strict=True)
        if slug not in known
    ]


def _told(
    name: str, path: schema.Path, remedy: str, lines: Mapping[schema.Path, int]
) -> str:
    place = path
    while place and place not in lines:
        place = place[:-1]
    where = f"{name}:{lines[place]}" if place in lines else name
    shown = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in path
    ).lstrip(".")
    return f"{where}: {shown}: {remedy}"
