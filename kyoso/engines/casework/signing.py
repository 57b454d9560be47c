"""電子署名: the text that an applicant signs, and whether a case is what was signed.

The text is for people; its last part (照合の値) ties it to what is stored, whatever
the wording of later years: the digests of the answers, of the form's definition
and of each file. ``verification`` looks at both.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from kyoso.engines.casework.definition import Definition
from kyoso.engines.casework.mending import merged
from kyoso.engines.casework.models import (
    Case,
    CaseQuerySet,
    Correction,
    Procedure,
    ProcedureRevision,
    SignedSubmission,
)
from kyoso.engines.casework.periods import city_day
from kyoso.engines.casework.submissions import Answers
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import FormVersion
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Line, Part, Signature
from kyoso.kernel.words import pick
from kyoso.ui.city import city

LEVEL = "signature"
PAPERS = "添付するファイル"
ANSWERS_DIGEST, FORM_DIGEST = "回答のSHA-256", "様式の定義のSHA-256"
_REVISION = "手続の版"
# What comes without anybody of the city looking at who sends it.
_ONLINE = {Case.Channel.WEB, Case.Channel.PORTAL}


def is_needed(rule: Definition, *, channel: str, by: Account | None) -> bool:
    """Tell whether an application that comes this way must be signed, by this rule.

    On paper and at the counter the hand signs, and an officer looks at the person;
    what an officer takes in from the national portal, that officer has looked at.
    """
    is_online = channel in _ONLINE and not people.is_officer(by)
    return is_online and rule.identity_level == LEVEL


def is_needed_to_mend(case: Case, *, channel: str, by: Account | None) -> bool:
    """Tell whether the answer to a correction must be signed: what was signed, is again.

    Every answer stands in the signed text, so any mended one belongs to it (one
    query, for what comes online).
    """
    is_online = channel in _ONLINE and not people.is_officer(by)
    return is_online and is_signed(case)


def with_signed(cases: CaseQuerySet) -> CaseQuerySet:
    """Read cases with what ``is_signed`` asks about them, in the same query."""
    signed = SignedSubmission.objects.filter(submission__case=OuterRef("pk"))
    return cases.annotate(has_signed=Exists(signed))


def is_signed(case: Case) -> bool:
    """Tell whether anything of a case was signed with the card (one query at most)."""
    known: bool | None = getattr(case, "has_signed", None)
    if known is None:
        return SignedSubmission.objects.filter(submission__case=case).exists()
    return known


def summary_to_sign(
    procedure: Procedure,
    *,
    version: FormVersion,
    answers: Answers,
    files: Iterable[File],
    day: dt.date,
    revision: ProcedureRevision | None = None,
) -> str:
    """Return the canonical text of an application: the same for the same content.

    Always in Japanese, whatever language the form was answered in: it is the text
    that the city and a court read. ``day`` is when it was drawn up, ``revision``
    the one of the procedure that was in force then (today's, if none is given).
    """
    revision = revision or procedure.current
    assert revision is not None
    return _composed(
        "申請", revision, procedure, version, answers, files=files, day=day
    )


def correction_to_sign(
    correction: Correction,
    *,
    answers: Answers,
    files: Iterable[File],
    day: dt.date,
) -> str:
    """Return the canonical text of the answer to a correction: all answers, as mended.

    ``answers`` is what ``answer_correction`` takes, ``files`` what is handed in with
    it; earlier files are named by the answers, whose digest stands below.
    """
    case = correction.case
    before = case.submissions.select_related("version__form").latest("number")
    named = set(correction.items.values_list("question", flat=True))
    return _composed(
        "補正",
        case.revision,
        case.procedure,
        before.version,
        merged(before, answers, named),
        files=files,
        day=day,
        more=(
            Line("受付番号", (case.receipt_number,)),
            Line("補正", (f"第{correction.number}回",)),
        ),
    )


def digest_of_answers(answers: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the answers document, in whatever order it is kept."""
    written = json.dumps(
        answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return signatures.digest_of(written)


def file_line(file: File, sha256: str = "") -> Line:
    """Return how a file is named in the text, with its stored digest or another."""
    return Line(file.name, (f"{file.size}バイト", f"SHA-256 {sha256 or file.sha256}"))


def revision_signed(procedure: Procedure, signature: Signature) -> ProcedureRevision:
    """Return the revision under which was signed: the one that the text names.

    The current one where the text names none of this procedure: then it is not
    what was signed, and comparing the texts says so.
    """
    text = signatures.summary(signature)
    current = procedure.current
    assert current is not None
    if _names(text, current):
        return current
    earlier = procedure.revisions.exclude(pk=current.pk).order_by("-number")
    return next((each for each in earlier if _names(text, each)), current)


def signs(
    signature: Signature,
    procedure: Procedure,
    *,
    revision: ProcedureRevision,
    version: FormVersion,
    answers: Answers,
    files: Sequence[File],
) -> bool:
    """Tell whether a signature stands under exactly this application."""
    text = summary_to_sign(
        procedure,
        version=version,
        answers=answers,
        files=files,
        day=city_day(signature.request.asked_at),
        revision=revision,
    )
    return signatures.summary(signature) == text


def signs_correction(
    signature: Signature,
    correction: Correction,
    *,
    answers: Answers,
    files: Sequence[File],
) -> bool:
    """Tell whether a signature stands under exactly this answer to a correction."""
    day = city_day(signature.request.asked_at)
    text = correction_to_sign(correction, answers=answers, files=files, day=day)
    return signatures.summary(signature) == text


def _composed(
    what: str,
    revision: ProcedureRevision,
    procedure: Procedure,
    version: FormVersion,
    answers: Answers,
    *,
    files: Iterable[File],
    day: dt.date,
    more: tuple[Line, ...] = (),
) -> str:
    named = revision.definition.japanese_title
    about = Part(
        "手続",
        (
            Line("あて先", (pick(city().name, "ja"),)),
            Line("手続", (f"{named}（{procedure.slug}）",)),
            Line(_REVISION, (f"第{revision.number}版",)),
            Line("様式の版", (f"第{version.number}版",)),
            *more,
            Line("この文を作った日", (day.isoformat(),)),
        ),
    )
    stored = sorted(files, key=lambda file: file.ref)
    papers = Part(PAPERS, tuple(file_line(file) for file in stored))
    proof = Part(
        "照合の値",
        (
            Line(ANSWERS_DIGEST, (digest_of_answers(answers),)),
            Line(FORM_DIGEST, (version.digest,)),
        ),
    )
    title = f"「{named}」の{what}（電子署名をする内容）"
    said = [about, *_answered(version, answers), *([papers] if stored else []), proof]
    return signatures.compose(title, said)


def _names(text: str, revision: ProcedureRevision) -> bool:
    return signatures.says(text, Line(_REVISION, (f"第{revision.number}版",)))


def _answered(version: FormVersion, answers: Answers) -> list[Part]:
    parts: dict[str, list[Line]] = {}
    for row in forms.answers_table(version.parsed, answers, language="ja"):
        parts.setdefault(row.heading, []).append(Line(row.label, row.lines))
    return [Part(title, tuple(lines)) for title, lines in parts.items()]
