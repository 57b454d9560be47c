"""補正: asking for it, answering it, taking the request back."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kyoso.engines.casework import events, letters, periods, signing
from kyoso.engines.casework.actions.charging import charge_if_possible
from kyoso.engines.casework.errors import (
    CommentMissing,
    CommentNeeded,
    NothingToMend,
    ReplyDayTooEarly,
    SignatureMissing,
    SignatureOfOtherAnswers,
    TextTooLong,
    UnknownQuestion,
)
from kyoso.engines.casework.mending import labels_in, merged
from kyoso.engines.casework.models import (
    Case,
    Correction,
    CorrectionItem,
    SignedSubmission,
    Submission,
)
from kyoso.engines.casework.moves import applicant, locked, move, office
from kyoso.engines.casework.states import Act
from kyoso.engines.casework.submissions import attach, submit
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.engines.signatures.api import Signature
from kyoso.kernel import clock

COMMENT_LENGTH = 500


@dataclass(frozen=True)
class Mend:
    """直すところ: a question's key, what to mend, and the template it came from."""

    question: str
    comment: str
    reason: str = ""


@transaction.atomic
def ask_correction(
    case: Case,
    *,
    items: Sequence[Mend | tuple[str, str]],
    by: Account,
    reply_by: dt.date | None = None,
    message: str = "",
    edition: int | None = None,
) -> Correction:
    """Ask the applicant to mend some answers; only these open for changes.

    ``items`` name questions of the form, each with a comment. ``reply_by``
    defaults to the procedure's period, on an open day. The standard period
    rests from today until the answer (行政手続法6条: 補正 time is not counted); a
    statutory one only where its procedure names the article.
    The applicant is told electronically only if chosen, else by post.
    """
    case = locked(case, edition=edition)
    mends = [item if isinstance(item, Mend) else Mend(*item) for item in items]
    submission = case.submissions.select_related("version__form").latest("number")
    _refuse_unfit(mends, submission)
    today = clock.today()
    reply_by = reply_by or periods.reply_day(case.revision.definition, today)
    if reply_by <= today:
        raise ReplyDayTooEarly
    move(
        case,
        Act.ASK_CORRECTION,
        by=office(by),
        event="correction_asked",
        items=len(mends),
    )
    correction = Correction.objects.create(
        case=case,
        number=case.corrections.count() + 1,
        message=message.strip(),
        asked_by=by,
        reply_by_on=reply_by,
    )
    CorrectionItem.objects.bulk_create(
        CorrectionItem(
            correction=correction,
            question=mend.question,
            reason=mend.reason,
            comment=mend.comment.strip(),
        )
        for mend in mends
    )
    _set_clock(case)
    letters.ask_for_correction(correction, by=by)
    events.correction_asked.send(Case, case=case, by=by, correction=correction)
    return correction


@transaction.atomic
def answer_correction(
    case: Case,
    *,
    answers: Mapping[str, Any],
    files: Iterable[File],
    by: Account | None,
    channel: str = Case.Channel.WEB,
    signature: Signature | None = None,
) -> Submission:
    """Keep the mended answers beside the old ones and start the clock again.

    ``answers`` holds the mended questions only, or the whole document with the
    others unchanged; anything else raises ``OnlyTheNamedQuestions``. A second
    click finds no open correction and raises ``NotNow``. What was signed is signed
    again: ``signature`` is an accepted one under exactly this
    (``correction_to_sign``), and it is answered when that was signed. Raises
    ``SignatureMissing`` and ``SignatureOfOtherAnswers``.
    """
    papers = list(files)
    case = locked(case, edition=None)
    correction = case.corrections.filter(ended_at=None).first()
    before = case.submissions.select_related("version__form").latest("number")
    named = (
        set(correction.items.values_list("question", flat=True))
        if correction
        else set()
    )
    whole = merged(before, answers, named) if correction else {}
    mover = office(by) if channel != Case.Channel.WEB and by else applicant(by)
    move(case, Act.ANSWER_CORRECTION, by=mover, event="correction_answered")
    assert correction is not None
    _refuse_unsigned(correction, signature, answers, papers, channel=channel, by=by)
    submission = submit(
        case,
        number=before.number + 1,
        version=before.version,
        answers=whole,
        channel=channel,
        by=by,
    )
    attach(submission, papers)
    if signature is not None:
        SignedSubmission.objects.create(submission=submission, signature=signature)
    correction.answer = submission
    correction.ended_at = clock.now() if signature is None else signature.signed_at
    correction.ended_by = by
    correction.save()
    _set_clock(case)
    charge_if_possible(case, by=by)
    events.correction_answered.send(
        Case, case=case, by=by, correction=correction, submission=submission
    )
    return submission


@transaction.atomic
def cancel_correction(
    case: Case, *, reason: str, by: Account, edition: int | None = None
) -> Case:
    """Take the request back: mended at the counter, or no answer came in time."""
    case = locked(case, edition=edition)
    if not reason.strip():
        raise CommentNeeded(what="補正の求めの終了")
    move(
        case,
        Act.CANCEL_CORRECTION,
        by=office(by),
        event="correction_cancelled",
        text=reason.strip(),
    )
    case.corrections.filter(ended_at=None).update(ended_at=clock.now(), ended_by=by)
    _set_clock(case)
    return case


def _refuse_unsigned(
    correction: Correction,
    signature: Signature | None,
    answers: Mapping[str, Any],
    files: Sequence[File],
    *,
    channel: str,
    by: Account | None,
) -> None:
    case = correction.case
    if signature is None:
        if signing.is_needed_to_mend(case, channel=channel, by=by):
            raise SignatureMissing(title=case.procedure.title)
    elif not signing.signs_correction(
        signature, correction, answers=answers, files=files
    ):
        raise SignatureOfOtherAnswers


def _refuse_unfit(mends: Sequence[Mend], submission: Submission) -> None:
    if not mends:
        raise NothingToMend
    labels = labels_in(submission)
    for mend in mends:
        if mend.question not in labels:
            raise UnknownQuestion(question=mend.question)
        label = labels[mend.question]
        if not mend.comment.strip():
            raise CommentMissing(label=label)
        if len(mend.comment) > COMMENT_LENGTH:
            raise TextTooLong(
                label=label, maximum=COMMENT_LENGTH, length=len(mend.comment)
            )


def _set_clock(case: Case) -> None:
    """Keep the due day of the list in step with the clock (none while it rests)."""
    case.due_on = periods.due_day(case)
    case.save(update_fields=["due_on"])
