"""後日の検証: a stored signature looked at again, from what is stored alone."""

from dataclasses import dataclass

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures import base
from kyoso.engines.signatures.certificate import Holder, holder_of, load
from kyoso.engines.signatures.errors import EvidenceUnreadable
from kyoso.engines.signatures.evidence import Evidence, digest_of, read
from kyoso.engines.signatures.examining import examine, issuer_among
from kyoso.engines.signatures.findings import Check, Mark, fails, holds
from kyoso.engines.signatures.models import Signature


@dataclass(frozen=True)
class Verification:
    """What a look at a stored signature found; ``evidence`` is None if unreadable."""

    checks: tuple[Check, ...]
    evidence: Evidence | None

    @property
    def holds(self) -> bool:
        """Whether nothing fails; what a person must look at fails nothing."""
        return not any(check.fails for check in self.checks)


def verify(signature: Signature) -> Verification:
    """Examine a stored signature as of its own moment (two queries).

    Nothing is asked of anybody outside: the evidence carries the certificate, its
    issuer and the revocation list of then; the list of trusted authorities is the
    installation's. Whatever was altered since is found.
    """
    try:
        evidence = read(signature.evidence)
    except EvidenceUnreadable:
        sentence = (
            "保管している証拠が、受け取ったときの形ではありません。変えられています。"
        )
        return Verification((fails("kept", sentence, "altered"),), None)
    kept = (_kept(signature, evidence), _noted(signature))
    return Verification((*kept, *examine(evidence, base.trusted())), evidence)


def holder(signature: Signature) -> Holder | None:
    """Return who signed as the certificate names them, or None if unreadable."""
    try:
        return holder_of(load(read(signature.evidence).certificate))
    except ValueError:
        return None


def summary(signature: Signature) -> str:
    """Return the text that was signed; nothing where the evidence is unreadable."""
    try:
        return read(signature.evidence).summary
    except EvidenceUnreadable:
        return ""


def issuer_of(certificate: bytes) -> bytes:
    """Return the trusted authority (DER) of a certificate (DER), or nothing."""
    try:
        return issuer_among(load(certificate), base.trusted())
    except ValueError:
        return b""


def _kept(signature: Signature, evidence: Evidence) -> Check:
    """Say whether the rows agree with one another."""
    asked = signature.request
    agrees = (
        signature.digest == digest_of(signature.evidence)
        and signature.signed_at == evidence.signed_at
        and signature.signed_by_id == asked.asked_by_id
        and asked.summary == evidence.summary
        and asked.digest == digest_of(evidence.summary)
        and asked.person == evidence.person.as_told()
        and (asked.service, asked.transaction)
        == (evidence.service, evidence.transaction)
        and asked.state == asked.State.SIGNED
    )
    if not agrees:
        return fails(
            "kept",
            "保管している証拠が、受け取ったときの内容と違います。変えられています。",
            "altered",
        )
    return holds("kept", "保管している証拠は、受け取ったときのままです。")


def _noted(signature: Signature) -> Check:
    """Compare the evidence with the audit row, which the sealer has chained."""
    row = audit.Entry.objects.filter(
        event="signatures.accepted", subject=audit.name_of(signature)
    ).first()
    if row is None:
        return Check(
            "noted",
            Mark.LOOK,
            "署名を受け取った操作記録がありません。保存期間を過ぎたか、消されています。",
        )
    if row.details.get("digest") != signature.digest or row.at < signature.signed_at:
        return fails(
            "noted", "証拠の要約値が、操作記録に残したものと違います。", "altered"
        )
    return holds("noted", "証拠の要約値は、操作記録に残したものと同じです。")
