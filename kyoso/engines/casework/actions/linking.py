"""関連: which cases belong together; and who has seen a call in a note."""

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.errors import (
    CommentNeeded,
    LinkedAlready,
    LinkedToItself,
)
from kyoso.engines.casework.models import Case, CaseLink, Mention
from kyoso.engines.people.api import Account, Officer
from kyoso.kernel import clock
from kyoso.kernel.text import fold

REASON_LENGTH = 100


@transaction.atomic
def link_cases(case: Case, *, to: Case, reason: str, by: Account) -> CaseLink:
    """Say that two cases belong together, and why; the same pair stands once."""
    reason = fold(reason)
    if not reason:
        raise CommentNeeded(what="結び付け")
    if case.pk == to.pk:
        raise LinkedToItself
    first, second = sorted((case, to), key=lambda each: each.pk)
    link, is_new = CaseLink.objects.get_or_create(
        first=first,
        second=second,
        defaults={"reason": reason[:REASON_LENGTH], "linked_by": by},
    )
    if not is_new:
        raise LinkedAlready
    for each in (case, to):
        audit.record(
            "casework.linked",
            by=by,
            subject=each,
            person=each.account,
            reason=each.ref,
        )
    return link


@transaction.atomic
def unlink_cases(link: CaseLink, *, by: Account) -> None:
    """Take a link back; the audit keeps that it stood."""
    for each in (link.first, link.second):
        audit.record(
            "casework.unlinked",
            by=by,
            subject=each,
            person=each.account,
            reason=each.ref,
        )
    link.delete()


@transaction.atomic
def see_mentions(case: Case, *, by: Officer) -> int:
    """The colleague has opened the case: the call is answered; return how many."""
    return Mention.objects.filter(note__case=case, officer=by, seen_at=None).update(
        seen_at=clock.now()
    )
