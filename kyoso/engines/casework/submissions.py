"""提出: keeping one set of answers and its files for ever."""

from collections.abc import Iterable, Mapping
from typing import Any

from kyoso.engines.casework.models import Attachment, Case, Submission
from kyoso.engines.forms.api import SEALED, FormVersion
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.engines.tray import api as tray

Answers = Mapping[str, Any]


def submit(
    case: Case,
    *,
    number: int,
    version: FormVersion,
    answers: Answers,
    channel: str,
    by: Account | None,
) -> Submission:
    """Keep one set of answers for ever."""
    return Submission.objects.create(
        case=case,
        number=number,
        version=version,
        answers=dict(answers),
        channel=channel,
        by=by,
    )


def attach(submission: Submission, files: Iterable[File]) -> None:
    """Tie stored files to the questions whose answers name them.

    What was sealed for the tray is handed in with the application's number.
    """
    sealed = [
        given["ref"]
        for answer in submission.answers.values()
        for given in files_in(answer)
        if given.get("kind") == SEALED
    ]
    if sealed:
        tray.hand_in(
            sealed,
            receipt_number=submission.case.receipt_number,
            section=submission.case.section,
            by=submission.by,
        )
    questions = {
        given["ref"]: key
        for key, answer in submission.answers.items()
        for given in files_in(answer)
    }
    Attachment.objects.bulk_create(
        Attachment(
            submission=submission, question=questions.get(file.ref, ""), file=file
        )
        for file in files
    )


def files_in(answer: object) -> list[dict[str, Any]]:
    """Return the ``{ref, name, kind, size}`` entries of a file answer, or nothing."""
    value = answer.get("value") if isinstance(answer, Mapping) else None
    if not isinstance(value, list):
        return []
    return [entry for entry in value if isinstance(entry, dict) and "ref" in entry]
