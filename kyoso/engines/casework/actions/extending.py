"""延長: making a statutory period longer, where its law says so."""

from django.db import transaction

from kyoso.engines.casework import letters, periods
from kyoso.engines.casework.errors import (
    CommentNeeded,
    ExtendedAlready,
    ExtensionNotAllowed,
    ExtensionTooLate,
    ExtensionTooLong,
    TextTooLong,
)
from kyoso.engines.casework.models import Case, Extension
from kyoso.engines.casework.moves import locked, move, office
from kyoso.engines.casework.states import Act
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

REASON_LENGTH = 1000


@transaction.atomic
def extend_period(
    case: Case, *, days: int, reason: str, by: Account, edition: int | None = None
) -> Extension:
    """Extend the period of the decision once, by ``days`` (暦日), and tell the applicant.

    Only where the procedure names the article (個人情報保護法83条2項 is one), by no
    more than it allows, and before the period is over: afterwards nothing is left
    to extend. Raises ``ExtensionNotAllowed``, ``ExtensionTooLong``,
    ``ExtendedAlready``, ``ExtensionTooLate``, ``CommentNeeded``, ``NotNow``, and
    ``messaging.NoRoute`` where the applicant cannot be told.
    """
    case = locked(case, edition=edition)
    reason = reason.strip()
    _refuse_unlawful(case, days)
    if not reason:
        raise CommentNeeded(what="期限の延長")
    if len(reason) > REASON_LENGTH:
        raise TextTooLong(label="理由", maximum=REASON_LENGTH, length=len(reason))
    move(
        case,
        Act.EXTEND,
        by=office(by),
        event="extended",
        text=f"{days}日：{reason}",
        days=days,
    )
    extension = Extension.objects.create(
        case=case, days=days, reason=reason, extended_by=by
    )
    case.due_on = periods.due_day(case)
    case.save(update_fields=["due_on"])
    letters.tell_of_extension(extension, by=by)
    return extension


def _refuse_unlawful(case: Case, days: int) -> None:
    by_law = case.revision.definition.statutory_period
    if by_law is None or by_law.extension_days is None:
        raise ExtensionNotAllowed(title=case.procedure.title)
    before = periods.extension_of(case)
    if before is not None:
        raise ExtendedAlready(days=before.days)
    if not 1 <= days <= by_law.extension_days:
        raise ExtensionTooLong(
            most=by_law.extension_days, article=by_law.extension_article
        )
    due_on = periods.due_day(case)
    if case.is_open and due_on is not None and due_on < clock.today():
        raise ExtensionTooLate(due=clock.wareki(due_on))
