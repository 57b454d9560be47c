"""住所を表示しない人: what the desk shows of an applicant whose address is kept back.

``residents`` says of whom and to whom (支援措置); why is not told here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kyoso.engines.casework.desk.answers import Group, answer_groups
from kyoso.engines.casework.models import Attachment, Case, Correction, Submission
from kyoso.engines.casework.notices import Wording, notice_data
from kyoso.engines.forms import api as forms
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents

# The kind of question whose answer is where somebody lives.
ADDRESS = "address"


@dataclass(frozen=True)
class Shown:
    """A case as one officer may see it: ask once a page (a query, or two)."""

    case: Case
    may_show_address: bool

    @classmethod
    def to(cls, account: Account, *, case: Case) -> "Shown":
        may = residents.may_show_address_of(case.named, to=account)
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
            if any(one.kind == ADDRESS for one in (question, *question.questions))
        }
        for group in groups:
            for answer in group.answers:
                if answer.key in kept_back:
                    answer.lines = (residents.HIDDEN,)
                    answer.items = tuple(_hidden(item) for item in answer.items)
                    answer.earlier = []
        return groups

    def notice(self, wording: Wording | None) -> dict[str, Any] | None:
        """Return the preview of a notice; the paper itself keeps the address."""
        if wording is None:
            return None
        told = notice_data(self.case, wording)
        told["to"] |= {"postcode": self.postcode, "address": self.address}
        return told


def _hidden(item: forms.ItemShown) -> forms.ItemShown:
    """Return one of a repeated group without the words of its addresses."""
    rows = tuple(
        (label, (residents.HIDDEN,) if kind == ADDRESS else said)
        for (label, said), kind in zip(item.rows, item.kinds, strict=True)
    )
    return replace(item, rows=rows)
