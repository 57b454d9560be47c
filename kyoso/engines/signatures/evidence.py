"""証拠: everything that a signature can be examined by, as one canonical text.

Nothing outside it is needed but the list of trusted authorities. Bytes are in
base64, the moment in UTC to the microsecond, keys sorted, no spaces: the same
evidence is always the same text, and any other text is found.
"""

import base64
import binascii
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kyoso.engines.signatures.errors import EvidenceUnreadable

FORMAT = "kyoso-signature-1"


@dataclass(frozen=True)
class Person:
    """Whom a certificate is compared with: the applicant, in the applicant's words.

    ``born_on`` is ``YYYY-MM-DD``; every part may be missing.
    """

    name: str = ""
    address: str = ""
    born_on: str = ""

    def as_told(self) -> dict[str, str]:
        return {"name": self.name, "address": self.address, "born_on": self.born_on}


@dataclass(frozen=True)
class Evidence:
    """What was signed and what came back.

    ``signed_at`` is the moment at which this house received the signature: no
    authority of time stamps stands behind it, the chain of the audit rows does.
    ``issuer`` is the authority that issued ``certificate`` (DER, as all three).
    """

    summary: str
    signature: bytes
    certificate: bytes
    issuer: bytes
    revocations: bytes
    signed_at: dt.datetime
    person: Person
    service: str
    transaction: str

    @property
    def signed(self) -> bytes:
        """The bytes that the card signed the SHA-256 of."""
        return self.summary.encode("utf-8")

    def written(self) -> str:
        """Return the canonical text."""
        moment = self.signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        said = {
            "format": FORMAT,
            "summary": self.summary,
            "summary_sha256": digest_of(self.summary),
            "signature": _text(self.signature),
            "certificate": _text(self.certificate),
            "issuer": _text(self.issuer),
            "revocations": _text(self.revocations),
            "signed_at": moment,
            "person": self.person.as_told(),
            "service": self.service,
            "transaction": self.transaction,
        }
        return json.dumps(
            said, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def read(text: str) -> Evidence:
    """Return the evidence of a canonical text, or raise ``EvidenceUnreadable``.

    A text that is not exactly what ``written`` makes of its own content is refused.
    """
    try:
        said = json.loads(text)
        found = Evidence(
            summary=_str(said["summary"]),
            signature=_bytes(said["signature"]),
            certificate=_bytes(said["certificate"]),
            issuer=_bytes(said["issuer"]),
            revocations=_bytes(said["revocations"]),
            signed_at=_moment(said["signed_at"]),
            person=Person(**{key: _str(told) for key, told in said["person"].items()}),
            service=_str(said["service"]),
            transaction=_str(said["transaction"]),
        )
        is_canonical = found.written() == text
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise EvidenceUnreadable(str(wrong)) from None
    if not is_canonical:
        raise EvidenceUnreadable("The text is not canonical.")
    return found


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(told: Any) -> bytes:
    try:
        return base64.b64decode(_str(told), validate=True)
    except binascii.Error as wrong:
        raise ValueError(str(wrong)) from None


def _moment(told: Any) -> dt.datetime:
    found = dt.datetime.fromisoformat(_str(told))
    if found.tzinfo is None:
        raise ValueError("A moment without its zone.")
    return found


def _str(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError("A text is needed.")
    return told
