"""Answers on the desk: today's beside the earlier ones, with their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kyoso.engines.casework.models import Attachment, Case, Correction, Submission
from kyoso.engines.forms import api as forms
from kyoso.engines.media.api import File


@dataclass(frozen=True)
class Earlier:
    """What stood there before a correction."""

    lines: tuple[str, ...]
    submission: Submission


@dataclass
class Answer:
    """One question with its answer of today."""

    key: str
    label: str
    lines: tuple[str, ...]
    is_answered: bool
    is_lacking: bool
    files: list[File] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    asked: str = ""
    items: tuple[forms.ItemShown, ...] = ()
    is_computed: bool = False
    findings: tuple[str, ...] = ()

    def mendable(self) -> Iterator["Answer"]:
        """Yield what can be mended of an answer: itself, each item of a group."""
        if not self.is_computed:
            yield self
        for item in self.items:
            yield Answer(
                key=forms.item_name(self.key, item.name),
                label=f"{self.label}（{item.title}）",
                lines=tuple(f"{label}：{' '.join(said)}" for label, said in item.rows),
                is_answered=True,
                is_lacking=False,
            )


@dataclass
class Group:
    """The answers of one page of the form."""

    title: str
    answers: list[Answer] = field(default_factory=list)


def answer_groups(
    case: Case,
    submissions: Sequence[Submission],
    attachments: Sequence[Attachment],
    corrections: Sequence[Correction],
) -> list[Group]:
    """Return all answers by page, newest value first, earlier ones kept beside.

    Files that no answer names (scans of a paper) stand in a group of their own.
    """
    latest = submissions[-1]
    tables = [
        {row.key: row for row in forms.answers_table(each.version.parsed, each.answers)}
        for each in submissions
    ]
    asked = _asked(latest, corrections)
    groups: dict[str, Group] = {}
    for key, row in tables[-1].items():
        group = groups.setdefault(row.page, Group(row.heading))
        group.answers.append(
            Answer(
                key=key,
                label=row.label,
                lines=row.lines,
                is_answered=row.is_answered,
                is_lacking=row.is_lacking,
                files=_files(attachments, latest, key, row),
                earlier=_earlier(tables, submissions, key),
                asked=asked.get(key, ""),
                items=row.items,
                is_computed=row.is_computed,
                findings=row.findings,
            )
        )
    return [*groups.values(), *_loose(attachments)]


def _asked(latest: Submission, corrections: Sequence[Correction]) -> dict[str, str]:
    """Return what is asked to mend by question; of an item, with its name before."""
    items = [
        item
        for correction in corrections
        if correction.is_open
        for item in correction.items.all()
    ]
    called = forms.item_labels(latest.version.parsed, latest.answers, "ja")
    found: dict[str, str] = {}
    for item in items:
        key, name = forms.key_of(item.question), called.get(item.question, "")
        said = f"{name}：{item.comment}" if name else item.comment
        found[key] = f"{found[key]}／{said}" if key in found else said
    return found


def _files(
    attachments: Sequence[Attachment], latest: Submission, key: str, row: forms.Row
) -> list[File]:
    named = {given["ref"] for given in row.files}
    return [
        attachment.file
        for attachment in attachments
        if attachment.question == key and attachment.file.ref in named
    ]


def _earlier(
    tables: Sequence[dict[str, forms.Row]], submissions: Sequence[Submission], key: str
) -> list[Earlier]:
    """Return the differing earlier answers, newest first."""
    found: list[Earlier] = []
    after = tables[-1][key].lines
    for table, submission in reversed(
        list(zip(tables[:-1], submissions[:-1], strict=True))
    ):
        lines = (
            table[key].lines if key in table else ("（この質問はありませんでした）",)
        )
        if lines != after:
            found.append(Earlier(lines, submission))
            after = lines
    return found


def _loose(attachments: Sequence[Attachment]) -> list[Group]:
    loose = [a.file for a in attachments if not a.question]
    if not loose:
        return []
    answer = Answer("", "書類", (), is_answered=True, is_lacking=False, files=loose)
    return [Group("そのほかの書類", [answer])]
