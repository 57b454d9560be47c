"""Answers as a person reads them: for checking, for the desk, for paper."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from kyoso.engines.forms.check import Checked
from kyoso.engines.forms.definition import Definition, Question, Required, Value
from kyoso.engines.forms.expressions import Computed
from kyoso.engines.forms.findings import told_of
from kyoso.engines.forms.items import ItemShown, items_shown
from kyoso.engines.forms.kinds import groups, kinds
from kyoso.engines.forms.kinds.base import Asked
from kyoso.engines.forms.walk import page_of, step_of


@dataclass(frozen=True)
class Row:
    """One question with its answer.

    ``lines`` is never empty: an unanswered question says 記入なし. ``files`` are
    the stored files of the answer (``ref``, ``name``, ``kind``, ``size``),
    ``items`` those of a repeated group, which ``lines`` tell one below the other;
    ``findings`` say what a look at the files found.
    """

    key: str
    page: str
    step: str
    heading: str
    label: str
    lines: tuple[str, ...]
    is_answered: bool
    is_lacking: bool
    privacy: str
    files: tuple[Mapping[str, Value], ...] = ()
    sentence: str = ""
    items: tuple[ItemShown, ...] = ()
    is_computed: bool = False
    findings: tuple[str, ...] = ()


def answers_table(
    definition: Definition,
    answers: Mapping[str, Mapping[str, Value]],
    *,
    language: str = "ja",
    checked: Checked | None = None,
) -> list[Row]:
    """Return a row for every answer, in the order of asking.

    ``answers`` is the document of ``check``. With ``checked``, rows carry the
    sentence of what is still wrong. Unknown keys are left out.
    """
    with translation.override(language):
        rows = [
            _row(definition, question, answers[question.key], language, checked)
            for _page, question in definition.questions()
            if question.key in answers
        ]
        return rows + [
            _computed_row(definition, computed, answers[computed.key], language)
            for computed in definition.computed
            if computed.key in answers
        ]


def lines_of(question: Question, value: Value, *, language: str) -> tuple[str, ...]:
    """Return one value as a person reads it, in this language."""
    with translation.override(language):
        return _lines(Asked(question, dt.date.min, language), value, lacking=False)


def lines_by_name(rows: list[Row]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return label and lines of every answer, and of every item of a group."""
    found = {row.key: (row.label, row.lines) for row in rows}
    for row in rows:
        for item in row.items:
            lines = tuple(f"{label}：{' '.join(lines)}" for label, lines in item.rows)
            label = f"{row.label}（{item.title}）"
            found[groups.item_name(row.key, item.name)] = (label, lines)
    return found


def _row(
    definition: Definition,
    question: Question,
    answer: Mapping[str, Value],
    language: str,
    checked: Checked | None,
) -> Row:
    # The day plays no part in showing an answer.
    asked = Asked(question, dt.date.min, language)
    value = answer.get("value")
    faults = checked.faults_of(question.key) if checked else []
    lacking = value is None and question.required == Required.SOFT
    return Row(
        key=question.key,
        page=page_of(definition, question.key).slug,
        step=step_of(definition, question.key),
        heading=asked.say(page_of(definition, question.key).title),
        label=asked.label,
        lines=_lines(asked, value, lacking=lacking),
        is_answered=value is not None,
        is_lacking=lacking,
        privacy=question.privacy,
        files=_files(question, value),
        sentence=faults[0].sentence if faults else "",
        findings=_findings(asked, value),
        items=items_shown(asked, answer.get("typed"), value),
    )


def _files(question: Question, value: Value) -> tuple[Mapping[str, Value], ...]:
    """Return the files that somebody may open; what lies in the tray nobody can."""
    if question.kind != "file" or question.settings["tray"]:
        return ()
    return tuple(value or ())


def _findings(asked: Asked, value: Value) -> tuple[str, ...]:
    if not value or not _files(asked.question, value):
        return ()
    return tuple(
        f"{file['name']}：{told}"
        for file in value
        for told in told_of(asked.question, file, asked.language)
    )


def _computed_row(
    definition: Definition,
    computed: Computed,
    answer: Mapping[str, Value],
    language: str,
) -> Row:
    """A result stands for itself; to change it is to change its last input."""
    asked = Asked(computed.question, dt.date.min, language)
    keys = [key for key in computed.expression.inputs() if key in definition.places]
    last = keys[-1] if keys else next(iter(definition.places))
    return Row(
        key=computed.key,
        page=page_of(definition, last).slug,
        step=step_of(definition, last),
        heading=_("計算した結果"),
        label=asked.label,
        lines=_lines(asked, answer.get("value"), lacking=False),
        is_answered=True,
        is_lacking=False,
        privacy=computed.question.privacy,
        is_computed=True,
    )


def _lines(asked: Asked, value: Value, *, lacking: bool) -> tuple[str, ...]:
    if value is None:
        return (_("記入なし（あとから出せます）") if lacking else _("記入なし"),)
    text = kinds.get(asked.question.kind).show(asked, value)
    return tuple(text.split("\n"))
