"""署名した内容: what a resident may read again of what was signed.

The text holds the applicant's address, the evidence that of whoever signed (it
carries the certificate). Where an officer has to look at everything of the one or
the other, nobody else reads either; no reason is told.
"""

import datetime as dt
from dataclasses import dataclass

from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, SignedSubmission
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures


@dataclass(frozen=True)
class SignedText:
    """One signed submission for one reader; ``text`` and ``evidence`` may be empty.

    ``number`` is the submission's: 1 is the application, later ones are corrections.
    """

    number: int
    at: dt.datetime
    text: str
    digest: str
    evidence: str

    @property
    def is_own(self) -> bool:
        """Whether the reader signed it and takes the evidence along."""
        return bool(self.evidence)


def signed_texts(case: Case, *, to: Account | None) -> list[SignedText]:
    """Return what was signed of a case, as ``to`` may read it (two queries)."""
    found = casework.signed_submissions(case)
    keys = {case.account_id, *(one.signature.signed_by_id for one in found)}
    held_back = people.held_back({key for key in keys if key}) if found else set()
    others = held_back - {to.pk if to else None}
    return [_shown(one, case, to, others) for one in found]


def _shown(
    one: SignedSubmission, case: Case, to: Account | None, held_back: set[int]
) -> SignedText:
    signature = one.signature
    may_read = not {case.account_id, signature.signed_by_id} & held_back
    is_own = may_read and to is not None and signature.signed_by_id == to.pk
    return SignedText(
        number=one.submission.number,
        at=signature.signed_at,
        text=signatures.summary(signature) if may_read else "",
        digest=signature.request.digest,
        evidence=signature.evidence if is_own else "",
    )
