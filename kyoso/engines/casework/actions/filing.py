"""Filing: an application arrives, once, however often it is sent."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from kyoso.engines.casework import events, letters, periods, signing
from kyoso.engines.casework.actions.charging import charge_if_possible
from kyoso.engines.casework.applicants import Applicant
from kyoso.engines.casework.errors import (
    ArrivedInTheFuture,
    ChannelNotOffered,
    FormDoesNotFit,
    NotOpen,
    SignatureMissing,
    SignatureOfOtherAnswers,
    TokenOfAnother,
)
from kyoso.engines.casework.models import (
    Case,
    Procedure,
    ProcedureRevision,
    SignedSubmission,
    Step,
)
from kyoso.engines.casework.moves import Mover, write_down
from kyoso.engines.casework.receipts import new_receipt_number
from kyoso.engines.casework.submissions import Answers, attach, submit
from kyoso.engines.forms.api import FormVersion
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures.api import Signature
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# Two random numbers of 29^8 possibilities collide once in a city's lifetime.
_TRIES = 5


def file(
    procedure: Procedure,
    *,
    version: FormVersion,
    answers: Answers,
    files: Iterable[File],
    applicant: Applicant,
    channel: str,
    token: str,
    by: Account | None,
    arrived_at: dt.datetime | None = None,
    told: str = "",
    signature: Signature | None = None,
) -> Case:
    """File an application and return its case; the same token, the same case.

    ``answers`` is what ``forms.check`` returned; an incomplete application is
    lawful and is filed as it is (行政手続法7条). ``files`` are stored files, each
    named by the answer to a ``file`` question (others are kept as 「その他」).
    ``token`` is one text for one intention to file, such as the draft's ref: a
    double click, a replay and a retry after a crash all get the first case.
    ``arrived_at`` is when a paper reached the city; what is signed arrived when it
    was signed, anything else now. ``told`` stands in the first line of 経過: how the
    person confirmed what an officer entered. ``signature`` is an accepted one under
    exactly this (``summary_to_sign``), by the revision that was in force then.

    Promises: case, answers, attachments, step, audit row and event are one
    transaction. Raises ``NotOpen``, ``ChannelNotOffered``, ``FormDoesNotFit``,
    ``TokenOfAnother``, ``ArrivedInTheFuture``, ``SignatureMissing``,
    ``SignatureOfOtherAnswers``.
    """
    now = clock.now()
    if arrived_at is None:
        # What was signed arrived when it was signed, however late it is entered.
        arrived_at = min(signature.signed_at, now) if signature else now
    papers = list(files)
    revision = (
        signing.revision_signed(procedure, signature)
        if signature
        else procedure.current
    )
    assert revision is not None
    refusal = _refusal_of(procedure, version, channel, arrived_at, now) or (
        _refusal_unsigned(
            procedure,
            signature,
            revision=revision,
            version=version,
            answers=answers,
            files=papers,
            channel=channel,
            by=by,
        )
    )
    if refusal is not None:
        filed = _filed_with(token, procedure)
        if filed is None:
            raise refusal
        return filed
    arrived_on = periods.city_day(arrived_at)
    period = periods.of(revision.definition, arrived_on, [])
    with transaction.atomic():
        case, is_new = _row(
            procedure,
            applicant,
            token=token,
            year=clock.fiscal_year(arrived_on),
            revision=revision,
            section=procedure.section,
            channel=channel,
            arrived_at=arrived_at,
            filed_by=by,
            due_on=period.due_on if period else None,
        )
        if not is_new:
            return case
        submission = submit(
            case, number=1, version=version, answers=answers, channel=channel, by=by
        )
        attach(submission, papers)
        if signature is not None:
            SignedSubmission.objects.create(submission=submission, signature=signature)
        side = Step.Side.OFFICE if people.is_officer(by) else Step.Side.APPLICANT
        write_down(case, by=Mover(by, side), event="filed", text=told, channel=channel)
        charge_if_possible(case, by=by)
        letters.confirm_receipt(case, by=by)
        events.case_filed.send(Case, case=case, submission=submission, by=by)
    return case


def _row(
    procedure: Procedure,
    applicant: Applicant,
    *,
    token: str,
    year: int,
    **columns: Any,
) -> tuple[Case, bool]:
    """Return the case of a token, and whether it was made now.

    The database holds tokens and receipt numbers apart, so nobody looks first:
    nearly always the first try is the last. Each try is the row alone, so that
    whatever else belongs to filing is done once.
    """
    for is_last in (*[False] * (_TRIES - 1), True):
        try:
            with transaction.atomic():
                case = Case.objects.create(
                    receipt_number=new_receipt_number(year),
                    token=token,
                    procedure=procedure,
                    account=applicant.account,
                    applicant_kind=applicant.kind,
                    contact=applicant.contact,
                    name=applicant.name,
                    kana=applicant.kana,
                    postcode=applicant.postcode,
                    address=applicant.address,
                    phone=applicant.phone,
                    email=applicant.email,
                    is_electronic=applicant.electronic and bool(applicant.email),
                    language=applicant.language,
                    **columns,
                )
                return case, True
        except IntegrityError:
            # This intention was filed before, or two receipt numbers were alike.
            filed = _filed_with(token, procedure)
            if filed is not None:
                return filed, False
            if is_last:
                raise
    raise AssertionError("The last try returns or raises.")


def _filed_with(token: str, procedure: Procedure) -> Case | None:
    filed: Case | None = Case.objects.filter(token=token).first()
    if filed is not None and filed.procedure_id != procedure.pk:
        raise TokenOfAnother
    return filed


def _refusal_of(
    procedure: Procedure,
    version: FormVersion,
    channel: str,
    arrived_at: dt.datetime,
    now: dt.datetime,
) -> Refusal | None:
    refusal: Refusal | None = None
    if arrived_at > now:
        refusal = ArrivedInTheFuture()
    elif not procedure.is_open_on(periods.city_day(arrived_at)):
        refusal = NotOpen(
            title=procedure.title,
            section=procedure.section.name,
            phone=procedure.section.phone,
        )
    elif channel not in procedure.definition.channels:
        refusal = ChannelNotOffered(title=procedure.title)
    elif version.form_id != procedure.form_id:
        refusal = FormDoesNotFit(title=procedure.title)
    return refusal


def _refusal_unsigned(
    procedure: Procedure,
    signature: Signature | None,
    *,
    revision: ProcedureRevision,
    version: FormVersion,
    answers: Answers,
    files: list[File],
    channel: str,
    by: Account | None,
) -> Refusal | None:
    """Return what is wrong with the signature: that there is none, or of what it is."""
    if signature is None:
        if signing.is_needed(procedure.definition, channel=channel, by=by):
            return SignatureMissing(title=procedure.title)
        return None
    is_theirs = signing.signs(
        signature,
        procedure,
        revision=revision,
        version=version,
        answers=answers,
        files=files,
    )
    return None if is_theirs else SignatureOfOtherAnswers()
