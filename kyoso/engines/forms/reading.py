"""Reading drafts: by their code, under a lock, as typed, as checked."""

import functools
from collections.abc import Mapping

from kyoso.engines.forms import codes
from kyoso.engines.forms.check import Checked, check
from kyoso.engines.forms.definition import Step, Value
from kyoso.engines.forms.errors import AnswersFaulty, DraftUnknown
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.kinds.base import Posted, storable
from kyoso.engines.forms.kinds.groups import KEPT_APART
from kyoso.engines.forms.models import Draft, FormVersion
from kyoso.kernel import clock, kept


def resume(code: str) -> Draft:
    """Return the draft of a paper code, filed ones too, or raise ``DraftUnknown``.

    The comparison is by a keyed digest, so the time it takes tells nothing. The
    caller limits how often one may try (``tries``).
    """
    typed = codes.normalised(code)
    drafts = Draft.objects.select_related("version__form", "account")
    found = drafts.filter(code_digest__in=codes.digests_of(typed)).first()
    if len(typed) != codes.LENGTH or found is None or found.is_expired:
        raise DraftUnknown
    return found


def lock(draft: Draft) -> Draft:
    """Return the draft's row locked to the end of the running transaction."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    held.version = _version(held)
    return held


def draft_shown(ref: str) -> Draft | None:
    """Return a draft to draw its pages, or ``None`` (one query).

    Every step of every application begins here, so the statement is made once
    a process, and the version, which never changes, is read once.
    """
    draft = next(iter(Draft.objects.raw(_draft_sql(), [ref])), None)
    if draft is not None:
        draft.version = _version(draft)
    return draft


def _version(draft: Draft) -> FormVersion:
    """Return the version of a draft, which never changes: read once a process."""
    return kept.for_good(
        f"form version:{draft.version_id}",
        lambda: FormVersion.objects.get(pk=draft.version_id),
    )


@functools.cache
def _draft_sql() -> str:
    sql, _one_ref = Draft.objects.filter(ref="").order_by().query.sql_with_params()
    return sql


def checked(draft: Draft, *, language: str = "ja") -> Checked:
    """Return the draft's answers checked as of today."""
    return check(
        draft.version.parsed,
        draft.typed,
        today=clock.today(),
        language=language,
        only=draft.only or None,
    )


def values(draft: Draft) -> dict[str, Value]:
    """Return the values of the answers as of today, without saying what is wrong."""
    definition, today = draft.version.parsed, clock.today()
    return check(definition, draft.typed, today=today, only=()).values


def refuse_faulty(result: Checked) -> None:
    """Raise ``AnswersFaulty`` while anything is left to mend."""
    if not result.is_good:
        raise AnswersFaulty(count=len(result.errors))


def read_posted(step: Step, posted: Posted) -> dict[str, Value]:
    """Return what was typed on one screen, by question; files and items are not in it."""
    return {
        question.key: storable(kinds.get(question.kind).read(question.key, posted))
        for question in step.questions
        if question.kind not in KEPT_APART
    }


def files_of(typed: Mapping[str, Value]) -> list[str]:
    """Return the refs of every file that the answers name."""
    return [
        entry["ref"]
        for answer in typed.values()
        if isinstance(answer, list)
        for entry in answer
        if isinstance(entry, dict) and isinstance(entry.get("ref"), str)
    ]
