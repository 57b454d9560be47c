"""Which answers a correction opens, and what the document is afterwards."""

from collections.abc import Mapping
from typing import Any

from kyoso.engines.casework.errors import NothingMended, OnlyTheNamedQuestions
from kyoso.engines.casework.models import Case, Correction, CorrectionItem, Submission
from kyoso.engines.forms import api as forms
from kyoso.kernel import words


def open_correction(case: Case) -> Correction | None:
    """Return the request that waits for the applicant, with its items."""
    found: Correction | None = (
        case.corrections.filter(ended_at=None).prefetch_related("items").first()
    )
    return found


def asked_items(case: Case) -> list[CorrectionItem]:
    """Return what waits for the applicant (one query)."""
    return list(
        CorrectionItem.objects.filter(correction__case=case, correction__ended_at=None)
    )


def labels_in(submission: Submission, language: str = "ja") -> dict[str, str]:
    """Return the labels of all that can be asked to mend: questions, and items."""
    definition = submission.version.parsed
    return {
        question.key: words.pick(question.label, language)
        for _page, question in definition.questions()
    } | forms.item_labels(definition, submission.answers, language)


def merged(
    before: Submission, answers: Mapping[str, Any], named: set[str]
) -> dict[str, Any]:
    """Return the whole document: old answers, and new ones where these may change."""
    names = {forms.key_of(name) for name in named}
    keys = set(answers) if set(answers) <= names else set(answers) | set(before.answers)
    changed = {key for key in keys if before.answers.get(key) != answers.get(key)}
    opened = opened_by(before.version, named)
    for key in changed - opened:
        items = {name for name in named if forms.key_of(name) == key}
        if not items or not forms.differ_only_in(
            key, before.answers.get(key), answers.get(key), items
        ):
            raise OnlyTheNamedQuestions
    if not changed & names:
        raise NothingMended
    whole = keys - names
    kept = {} if whole else before.answers
    return {**kept, **answers}


def opened_by(version: forms.FormVersion, named: set[str]) -> set[str]:
    """Return the named questions, and what is asked or computed from their answers."""
    opened = set(named)
    for key, looked_at in forms.hanging(version.parsed):
        if looked_at & {forms.key_of(name) for name in opened}:
            opened.add(key)
    return opened
