"""検証: the signatures of a case looked at again, and what the last look found.

Every look reads all that was signed, so its end is kept (``SignatureFinding``) for
the pages that only say it. What a look tells is for whoever may read addresses:
``Seen`` leaves them out where somebody's is held back (支援措置).
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kyoso.engines.casework.models import (
    Attachment,
    Case,
    SignatureFinding,
    SignedSubmission,
)
from kyoso.engines.casework.signing import (
    ANSWERS_DIGEST,
    FORM_DIGEST,
    PAPERS,
    digest_of_answers,
    file_line,
)
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Check, Holder, Line, Mark
from kyoso.kernel import clock

Ending = SignatureFinding.Ending
_FIRST = (Mark.FAILS, Mark.LOOK, Mark.HOLDS)


@dataclass(frozen=True)
class Seen:
    """One signed submission as it was just looked at, for one reader.

    Where ``may_read`` is false, neither ``checks`` nor ``holder`` tell an address,
    and there is no ``summary``.
    """

    signed: SignedSubmission
    ending: str
    checks: tuple[Check, ...]
    holder: Holder | None
    summary: str
    may_read: bool

    @property
    def failed(self) -> int:
        return sum(check.fails for check in self.checks)

    @property
    def named(self) -> str:
        """Which of the case's submissions it is, as the office says it."""
        number = self.signed.submission.number
        return "申請" if number == 1 else f"補正（第{number}回の提出）"


def signed_submissions(case: Case) -> list[SignedSubmission]:
    """Return what was signed of a case, the application first (one query).

    For both doors: what the office found is read apart (``finding_of``).
    """
    return list(
        SignedSubmission.objects.filter(submission__case=case)
        .select_related("signature__request", "submission__version")
        .order_by("submission__number")
    )


def look_again(case: Case, *, to: Account | None) -> list[Seen]:
    """Verify every signature of a case now and keep how that ended.

    ``to`` is who will read it; the command on the server has no account, and is
    shown no address that is held back from anybody.
    """
    found = signed_submissions(case)
    signers = [residents.Named(one.signature.signed_by_id) for one in found]
    hidden = residents.to_hide([case.named, *signers], to=to)
    return [
        _seen(one, may_read=not {case.named, signer} & hidden)
        for one, signer in zip(found, signers, strict=True)
    ]


def checks_of(signed: SignedSubmission) -> tuple[Check, ...]:
    """Verify a signed submission: the signature, then that what is stored was signed."""
    found = signatures.verify(signed.signature)
    text = found.evidence.summary if found.evidence else ""
    return (*found.checks, _same_answers(signed, text), _same_files(signed, text))


def ending_of(checks: Iterable[Check]) -> Ending:
    """Return the end of all checks: the worst of them."""
    marks = {check.mark for check in checks}
    return Ending(next(mark for mark in _FIRST if mark in marks).value)


def finding_of(signed: SignedSubmission) -> SignatureFinding:
    """Return what the last look found; the first time, look."""
    known: SignatureFinding | None = getattr(signed, "finding", None)
    return known or _kept(signed, checks_of(signed))


def _seen(signed: SignedSubmission, *, may_read: bool) -> Seen:
    checks = checks_of(signed)
    ending = _kept(signed, checks).ending
    holder = signatures.holder(signed.signature)
    if holder is not None and not may_read:
        holder = dataclasses.replace(holder, address=residents.HIDDEN)
    return Seen(
        signed=signed,
        ending=ending,
        checks=_told(checks, may_read=may_read),
        holder=holder,
        summary=signatures.summary(signed.signature) if may_read else "",
        may_read=may_read,
    )


def _kept(signed: SignedSubmission, checks: Sequence[Check]) -> SignatureFinding:
    holder = signatures.holder(signed.signature)
    told = {
        "ending": ending_of(checks),
        "name": holder.name[:200] if holder else "",
        "as_of": clock.now(),
    }
    found, _is_new = SignatureFinding.objects.update_or_create(
        signed=signed, defaults=told
    )
    return found


def _told(checks: Iterable[Check], *, may_read: bool) -> tuple[Check, ...]:
    """Return the checks, what needs a person first; of an address, only how it ended."""
    told = [
        dataclasses.replace(check, sentence="住所の照合の内容は、表示しません。")
        if check.slug == "address" and not may_read
        else check
        for check in checks
    ]
    return tuple(sorted(told, key=lambda check: _FIRST.index(check.mark)))


def _same_answers(signed: SignedSubmission, text: str) -> Check:
    submission = signed.submission
    lines = (
        Line(ANSWERS_DIGEST, (digest_of_answers(submission.answers),)),
        Line(FORM_DIGEST, (signatures.digest_of(submission.version.definition),)),
    )
    if not all(signatures.says(text, line) for line in lines):
        return signatures.fails(
            "answers", "保管している回答が、署名された内容と違います。", "altered"
        )
    return signatures.holds("answers", "保管している回答は、署名された内容と同じです。")


def _same_files(signed: SignedSubmission, text: str) -> Check:
    """Compare both ways: what is stored was signed, and what was signed is stored."""
    attached = Attachment.objects.filter(
        submission_id=signed.submission_id
    ).select_related("file")
    stored = set()
    for attachment in attached:
        file = attachment.file
        try:
            sha256 = hashlib.sha256(media.read(file)).hexdigest()
        except OSError:
            sha256 = "-"
        line = file_line(file, sha256)
        if not signatures.says(text, line):
            return signatures.fails(
                "files",
                f"添付ファイル「{file.name}」が、署名された内容と違うか、なくなっています。",
                "altered",
            )
        stored.add(line)
    lost = [line for line in signatures.lines_under(text, PAPERS) if line not in stored]
    if lost:
        names = "、".join(f"「{line.label}」" for line in lost)
        return signatures.fails(
            "files", f"署名された添付ファイル{names}が、保管されていません。", "lost"
        )
    if not stored:
        return signatures.holds("files", "添付ファイルはありません。")
    return signatures.holds(
        "files", f"添付ファイル（{len(stored)}件）は、署名された内容と同じです。"
    )
