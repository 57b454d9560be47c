"""電子署名: the text that an applicant signs, and whether a case is what was signed.

The text is for people; its last part (照合の値) ties it to what is stored, whatever
the wording of later years: the digests of the answers, of the form's definition
and of each file. Office pages and the command look at both.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kyoso.engines.casework.models import (
    Attachment,
    Case,
    Procedure,
    SignedSubmission,
)
from kyoso.engines.casework.periods import city_day
from kyoso.engines.casework.submissions import Answers
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import FormVersion
from kyoso.engines.media import api as media
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Check, Line, Part, Signature
from kyoso.kernel.words import pick
from kyoso.ui.city import city

LEVEL = "signature"
_ANSWERS, _FORM = "回答のSHA-256", "様式の定義のSHA-256"


def is_needed(procedure: Procedure, *, channel: str, by: Account | None) -> bool:
    """Tell whether an application that comes this way must be signed.

    On paper and at the counter the hand signs, and an officer looks at the person.
    """
    is_officer = by is not None and by.kind == Account.Kind.OFFICER
    is_online = channel == Case.Channel.WEB and not is_officer
    return is_online and procedure.identity_level == LEVEL


def summary_to_sign(
    procedure: Procedure,
    *,
    version: FormVersion,
    answers: Answers,
    files: Iterable[File],
    day: dt.date,
) -> str:
    """Return the canonical text of an application: the same for the same content.

    Always in Japanese, whatever language the form was answered in: it is the text
    that the city and a court read. ``day`` is when it was drawn up.
    """
    revision = procedure.current
    assert revision is not None
    about = Part(
        "手続",
        (
            Line("あて先", (pick(city().name, "ja"),)),
            Line("手続", (f"{procedure.title}（{procedure.slug}）",)),
            Line("手続の版", (f"第{revision.number}版",)),
            Line("様式の版", (f"第{version.number}版",)),
            Line("この文を作った日", (day.isoformat(),)),
        ),
    )
    stored = sorted(files, key=lambda file: file.ref)
    papers = Part("添付するファイル", tuple(_file_line(file) for file in stored))
    proof = Part(
        "照合の値",
        (
            Line(_ANSWERS, (digest_of_answers(answers),)),
            Line(_FORM, (version.digest,)),
        ),
    )
    title = f"「{procedure.title}」の申請（電子署名をする内容）"
    said = [about, *_answered(version, answers), *([papers] if stored else []), proof]
    return signatures.compose(title, said)


def digest_of_answers(answers: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the answers document, in whatever order it is kept."""
    written = json.dumps(
        answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return signatures.digest_of(written)


def signs(
    signature: Signature,
    procedure: Procedure,
    *,
    version: FormVersion,
    answers: Answers,
    files: Sequence[File],
) -> bool:
    """Tell whether a signature stands under exactly this application."""
    day = city_day(signature.request.asked_at)
    text = summary_to_sign(
        procedure, version=version, answers=answers, files=files, day=day
    )
    return signatures.summary(signature) == text


def signature_of(case: Case) -> SignedSubmission | None:
    """Return the signed submission of a case, with everything that verifying asks."""
    found: SignedSubmission | None = (
        SignedSubmission.objects.filter(submission__case=case)
        .select_related("signature__request", "submission__version")
        .order_by("submission__number")
        .first()
    )
    return found


def checks_of(signed: SignedSubmission) -> tuple[Check, ...]:
    """Verify a signed case: the signature, then that the case is what was signed."""
    found = signatures.verify(signed.signature)
    text = found.evidence.summary if found.evidence else ""
    return (*found.checks, _same_answers(signed, text), _same_files(signed, text))


def _answered(version: FormVersion, answers: Answers) -> list[Part]:
    parts: dict[str, list[Line]] = {}
    for row in forms.answers_table(version.parsed, answers, language="ja"):
        parts.setdefault(row.heading, []).append(Line(row.label, row.lines))
    return [Part(title, tuple(lines)) for title, lines in parts.items()]


def _file_line(file: File, sha256: str = "") -> Line:
    return Line(file.name, (f"{file.size}バイト", f"SHA-256 {sha256 or file.sha256}"))


def _same_answers(signed: SignedSubmission, text: str) -> Check:
    submission = signed.submission
    lines = (
        Line(_ANSWERS, (digest_of_answers(submission.answers),)),
        Line(_FORM, (signatures.digest_of(submission.version.definition),)),
    )
    if not all(signatures.says(text, line) for line in lines):
        return signatures.fails(
            "answers", "保管している回答が、署名された内容と違います。", "altered"
        )
    return signatures.holds("answers", "保管している回答は、署名された内容と同じです。")


def _same_files(signed: SignedSubmission, text: str) -> Check:
    attached = Attachment.objects.filter(
        submission_id=signed.submission_id
    ).select_related("file")
    files = [attachment.file for attachment in attached]
    for file in files:
        try:
            sha256 = hashlib.sha256(media.read(file)).hexdigest()
        except OSError:
            sha256 = "-"
        if not signatures.says(text, _file_line(file, sha256)):
            return signatures.fails(
                "files",
                f"添付ファイル「{file.name}」が、署名された内容と違うか、なくなっています。",
                "altered",
            )
    if not files:
        return signatures.holds("files", "添付ファイルはありません。")
    return signatures.holds(
        "files", f"添付ファイル（{len(files)}件）は、署名された内容と同じです。"
    )
