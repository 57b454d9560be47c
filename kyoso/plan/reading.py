"""Read a plan file: everything wrong with it, or the plan.

reading = read(path)
reading.plan      # PlanFile, or None if there is any problem
reading.problems  # line, field, what is wrong, how to mend it
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as File

from kyoso.kernel.toml_lines import Path, lines_of
from kyoso.plan.checking import disagreements
from kyoso.plan.grammar import Fault, read_table
from kyoso.plan.plan_file import PlanFile

# Noshiro's plan is 30 KB; a hundred times that is not a plan.
LARGEST_FILE = 3 * 1024 * 1024
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where it stands, what it is, and how to mend it."""

    line: int
    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.line}行目 {self.field}：{self.problem} → {self.remedy}"


@dataclass(frozen=True)
class Reading:
    """What became of a file; ``digest`` is the SHA-256 of its bytes."""

    plan: PlanFile | None
    problems: tuple[Problem, ...]
    digest: str = ""


def read(file: File) -> Reading:
    """Read the file; nothing that can be in it raises."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            return _refused(
                1,
                "ファイル",
                f"{LARGEST_FILE // 1024 // 1024}MBより大きいファイルです。",
                "計画のファイルを選んでください。",
            )
        content = file.read_bytes()
    except OSError:
        return _refused(
            1,
            "ファイル",
            f"「{file.name}」を読めません。",
            "ファイルの場所と、読む権限を確かめてください。",
        )
    return read_bytes(content)


def read_bytes(content: bytes) -> Reading:
    """Read the bytes of a plan file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(
            content.count(b"\n", 0, error.start) + 1,
            "文字コード",
            "UTF-8ではない文字があります。",
            "文字コードをUTF-8にして保存し直してください。",
        )
    return _read_text(text, hashlib.sha256(content).hexdigest())


def _read_text(text: str, digest: str) -> Reading:
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        lines = lines_of(text)
    except RecursionError:
        return _refused(
            1,
            "構文",
            "括弧が深く重なりすぎています。",
            "括弧の閉じ忘れを確かめてください。",
        )
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError) as error:
        return _syntax_problem(text, str(error))
    faults: list[Fault] = []
    plan = read_table(PlanFile, raw, (), faults)
    faults += disagreements(plan)
    if not faults:
        return Reading(plan, (), digest)
    problems = sorted(
        {_problem(fault, lines) for fault in faults},
        key=lambda problem: (problem.line, problem.field),
    )
    return Reading(None, tuple(problems), digest)


def _syntax_problem(text: str, message: str) -> Reading:
    place = _PLACE.search(message)
    last = text.count("\n") + 1
    line = int(place[1]) if place and place[1] else last
    said = _PLACE.sub("", message).strip()
    return _refused(
        line,
        "構文",
        f"TOMLとして読めません（{said}）。",
        "この行と前の行の、引用符、括弧、「=」を確かめてください。",
    )


def _refused(line: int, field: str, problem: str, remedy: str) -> Reading:
    return Reading(None, (Problem(line, field, problem, remedy),))


def _problem(fault: Fault, lines: dict[Path, int]) -> Problem:
    return Problem(
        line=_line_of(fault.path, lines),
        field=_written(fault.path),
        problem=fault.problem,
        remedy=fault.remedy,
    )


def _line_of(path: Path, lines: dict[Path, int]) -> int:
    """Return the line of the path, or of the nearest table that holds it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _written(path: Path) -> str:
    """Write a path for people: ``pillar[2].initiative[4].slug``, counted from 1."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part + 1}]"
        else:
            written += f".{part}" if written else part
    return written or "ファイル"
