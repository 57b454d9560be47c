"""補助制度の取り込み: TOML is checked whole, then loaded whole."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people.api import Account, Section
from kyoso.kernel.toml_lines import lines_of
from kyoso.region.grants import schema
from kyoso.region.grants.definition import Definition, RoundRule
from kyoso.region.grants.errors import ProgrammeFileWrong
from kyoso.region.grants.models import Programme, ProgrammeRevision, Round
from kyoso.region.grants.windows import set_window


@dataclass(frozen=True)
class ProgrammeFile:
    """A file that passed every check: its content, ready to be loaded."""

    name: str
    content: Mapping[str, Any]


def read_file(path: Path) -> ProgrammeFile:
    """Read and check one file.

    Raises ``ProgrammeFileWrong`` with a line ``file:line: key: remedy`` for every
    fault found.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise ProgrammeFileWrong(
            [f"{path}: ファイルがありません。場所を確かめてください。"]
        ) from None
    except UnicodeDecodeError:
        raise ProgrammeFileWrong([f"{path.name}: UTF-8で保存してください。"]) from None
    except tomllib.TOMLDecodeError as fault:
        raise ProgrammeFileWrong(
            [f"{path.name}: TOMLとして読めません（{fault}）。"]
        ) from None
    return check(content, name=path.name, text=text)


def read_files(paths: Iterable[Path]) -> list[ProgrammeFile]:
    """Read and check files, and every ``*.toml`` of folders, in order of name."""
    read: list[ProgrammeFile] = []
    wrong: list[str] = []
    for path in paths:
        for each in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
            try:
                read.append(read_file(each))
            except ProgrammeFileWrong as refusal:
                wrong += refusal.problems
    if wrong:
        raise ProgrammeFileWrong(wrong)
    return read


def check(
    content: Mapping[str, Any], *, name: str = "programme", text: str = ""
) -> ProgrammeFile:
    """Check parsed content; ``text`` lets the faults name their lines."""
    faults = [(problem.path, problem.remedy) for problem in schema.problems(content)]
    if not faults:
        faults = list(_surroundings(Definition.read(content)))
    if faults:
        lines = lines_of(text) if text else {}
        raise ProgrammeFileWrong(
            [_told(name, path, remedy, lines) for path, remedy in faults]
        )
    return ProgrammeFile(name, content)


@transaction.atomic
def load_all(files: Iterable[ProgrammeFile], *, by: Account | None) -> list[Programme]:
    """Load several checked files: all or none."""
    return [load(file, by=by) for file in files]


@transaction.atomic
def load(file: ProgrammeFile, *, by: Account | None) -> Programme:
    """Load a checked file whole; the same text twice is one revision.

    Grants keep the revision under which they came. A round that the file lacks
    stays; one with less money than its grants bear is refused.
    """
    content = _plain(file.content)
    definition = Definition.read(content)
    programme, _ = Programme.objects.update_or_create(
        slug=definition.slug,
        defaults={
            "section": Section.objects.get(slug=definition.section),
            "procedure": casework.Procedure.objects.get(slug=definition.procedure),
            "title": definition.title["ja"],
            "state": definition.state,
            "order": definition.order,
        },
    )
    latest = programme.revisions.order_by("-number").first()
    if latest is None or latest.content != content:
        latest = ProgrammeRevision.objects.create(
            programme=programme,
            number=latest.number + 1 if latest else 1,
            content=content,
            loaded_by=by,
        )
        audit.record(
            "grants.programme_loaded",
            by=by,
            subject=programme.slug,
            revision=latest.number,
        )
    if programme.current_id != latest.pk:
        programme.current = latest
        programme.save(update_fields=["current"])
    programme.__dict__.pop("definition", None)
    for number, one in enumerate(definition.rounds):
        _load_round(programme, one, f"{file.name}: rounds[{number}].ceiling")
    set_window(programme, by=by)
    return programme


def _load_round(programme: Programme, told: RoundRule, place: str) -> None:
    try:
        with transaction.atomic():
            Round.objects.update_or_create(
                programme=programme,
                key=told.key,
                defaults={
                    "title": dict(told.title),
                    "fiscal_year": told.fiscal_year,
                    "opens_on": told.opens_on,
                    "closes_on": told.closes_on,
                    "line": ledger.line_of(
                        told.fiscal_year, told.line, account=told.account
                    ),
                    "ceiling": told.ceiling,
                    "source": told.fact.source,
                    "verified": told.fact.verified,
                },
            )
    except IntegrityError:
        held = Round.objects.get(programme=programme, key=told.key)
        raise ProgrammeFileWrong(
            [f"{place}: 交付決定済みの{held.committed:,}円より少なくできません。"]
        ) from None


def _surroundings(definition: Definition) -> Iterator[tuple[schema.Path, str]]:
    """Yield what the rest of the house lacks for this programme."""
    if not Section.objects.filter(slug=definition.section).exists():
        yield (("programme", "section"), f"課「{definition.section}」がありません。organisation.toml の記号を書いてください。")  # fmt: skip
    yield from _procedure_faults(definition)
    for number, one in enumerate(definition.rounds):
        try:
            line = ledger.line_of(one.fiscal_year, one.line, account=one.account)
        except ledger.BudgetLine.DoesNotExist:
            yield (
                ("rounds", number, "line"),
                f"{one.fiscal_year}年度の予算に「{one.line}」がありません。先に「kyoso budget load」で予算を読み込んでください。",
            )
            continue
        if line.side != ledger.BudgetLine.Side.EXPENDITURE:
            yield (("rounds", number, "line"), "歳出の科目を書いてください。")


def _procedure_faults(definition: Definition) -> Iterator[tuple[schema.Path, str]]:
    procedure = (
        casework.Procedure.objects.filter(slug=definition.procedure)
        .select_related("current", "form")
        .first()
    )
    at: schema.Path = ("programme", "procedure")
    if procedure is None:
        yield (at, f"手続「{definition.procedure}」がありません。先に「kyoso procedures load」で読み込んでください。")  # fmt: skip
        return
    other = Programme.objects.filter(procedure=procedure).exclude(slug=definition.slug)
    if other.exists():
        yield (at, f"この手続は、補助制度「{other.get().slug}」のものです。")
    if procedure.form is None:
        yield (at, "様式のある手続を書いてください。")
        return
    yield from _outcome_faults(definition, procedure)
    kinds = {
        question.key: question.kind
        for _page, question in procedure.form.latest.parsed.questions()
    }
    for name in ("cost", "deduct"):
        for number, key in enumerate(getattr(definition.amount, name)):
            if kinds.get(key) != "yen":
                yield (("amount", name, number), f"様式に、金額の質問「{key}」がありません。")  # fmt: skip
    for number, quota in enumerate(definition.quotas):
        for place, key in enumerate(quota.answers):
            if key not in kinds:
                yield (("quotas", number, "answers", place), f"様式に質問「{key}」がありません。")  # fmt: skip


def _outcome_faults(
    definition: Definition, procedure: casework.Procedure
) -> Iterator[tuple[schema.Path, str]]:
    try:
        outcome = procedure.definition.outcome(definition.grant_outcome)
    except KeyError:
        yield (("programme", "grant_outcome"), f"手続に結果「{definition.grant_outcome}」がありません。")  # fmt: skip
        return
    terms = {term.key for term in outcome.terms if term.kind == "yen"}
    if outcome.is_refusal or definition.amount_term not in terms:
        yield (("programme", "amount_term"), f"結果「{outcome.key}」に、金額の項目「{definition.amount_term}」がありません。")  # fmt: skip


def _plain(value: Any) -> Any:
    """Return the content as JSON keeps it: dates become ISO text."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


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
