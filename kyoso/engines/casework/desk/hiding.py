"""住所を表示しない人: what the desk shows of an applicant whose address is kept back.

``residents`` says of whom and to whom (支援措置); why is not told here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kyoso.engines.casework.desk.answers import Group, answer_groups
from kyoso.engines.casework.models import Attachment, Case, Correction, Submission
from kyoso.engines.casework.notices import Wording, notice_data
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents


@dataclass(frozen=True)
class Shown:
    """A case as one officer may see it: ask once a page (one query)."""

    case: Case
    may_show_address: bool

    @classmethod
    def to(cls, account: Account, *, case: Case) -> "Shown":
        may = residents.may_show_account_address(case.account, to=account)
        return cls(case, may)

    @property
    def address(self) -> str:
        if not self.may_show_address and self.case.address:
            return residents.HIDDEN
        return self.case.address

    @property
    def postcode(self) -> str:
        return self.case.postcode if self.may_show_address else ""

    def groups(
        self,
        submissions: Sequence[Submission],
        attachments: Sequence[Attachment],
        corrections: Sequence[Correction] = (),
    ) -> list[Group]:
        """Return the answers; addresses, of today and before, without their words."""
        groups = answer_groups(self.case, submissions, attachments, corrections)
        if self.may_show_address:
            return groups
        kept_back = {
            question.key
            for submission in submissions
            for _page, question in submission.version.parsed.questions()
            if question.kind == "address"
        }
        for group in groups:
            for answer in group.answers:
                if answer.key in kept_back:
                    answer.lines = (residents.HIDDEN,)
                    answer.earlier = []
        return groups

    def notice(self, wording: Wording | None) -> dict[str, Any] | None:
        """Return the preview of a notice; the paper itself keeps the address."""
        if wording is None:
            return None
        told = notice_data(self.case, wording)
        told["to"] |= {"postcode": self.postcode, "address": self.address}
        return told
