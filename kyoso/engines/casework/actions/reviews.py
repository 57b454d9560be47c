"""審査請求: entering one against a decision, and what came of it."""

import datetime as dt

from django.db import transaction

from kyoso.engines.casework.errors import (
    CommentNeeded,
    KnownBeforeDecided,
    NothingToReview,
    ReviewEnded,
    ReviewOpen,
    ReviewTooLate,
    RuledBeforeReceived,
    TextTooLong,
)
from kyoso.engines.casework.models import Case, Review
from kyoso.engines.casework.moves import locked, office, write_down
from kyoso.engines.casework.periods import city_day
from kyoso.engines.casework.review_period import due_on
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

PURPORT_LENGTH = 2000


@transaction.atomic
def register_review(
    case: Case,
    *,
    received_on: dt.date,
    purport: str,
    by: Account,
    known_on: dt.date | None = None,
    late_reason: str = "",
    edition: int | None = None,
) -> Review:
    """Enter a 審査請求 that arrived, against the decision or the lack of one.

    ``known_on`` is the day on which the applicant came to know of the decision;
    None for an omission (不作為), which has no period. What comes after the period
    is entered with its reason (正当な理由) or not at all: the officer then tells
    the person why. From here the case is not deleted. Raises ``NothingToReview``,
    ``KnownBeforeDecided``, ``ReviewTooLate``, ``ReviewOpen``, ``CommentNeeded``.
    """
    case = locked(case, edition=edition)
    purport, late_reason = purport.strip(), late_reason.strip()
    if not purport:
        raise CommentNeeded("審査請求の趣旨を入力してください。")
    if len(purport) > PURPORT_LENGTH:
        raise TextTooLong(label="趣旨", maximum=PURPORT_LENGTH, length=len(purport))
    due = _due(case, known_on, received_on)
    if due is not None and received_on > due and not late_reason:
        raise ReviewTooLate(due=clock.wareki(due))
    if case.reviews.filter(result="").exists():
        raise ReviewOpen
    review = Review.objects.create(
        case=case,
        number=case.reviews.count() + 1,
        known_on=known_on,
        due_on=due,
        received_on=received_on,
        purport=purport,
        late_reason=late_reason,
        registered_by=by,
    )
    _count_up(case)
    write_down(
        case, by=office(by), event="review_registered", text=f"第{review.number}回"
    )
    return review


@transaction.atomic
def end_review(
    review: Review,
    *,
    result: str,
    ruled_on: dt.date,
    by: Account,
    text: str = "",
    edition: int | None = None,
) -> Review:
    """Enter what came of it (裁決 or 取下げ), once; the case itself stays as it is.

    A decision that falls is made anew as a case of its own or by the section's
    next act: the machine undoes none. Raises ``ReviewEnded``,
    ``RuledBeforeReceived``.
    """
    case = locked(review.case, edition=edition)
    held = Review.objects.select_for_update().get(pk=review.pk)
    if held.result:
        raise ReviewEnded
    if not held.received_on <= ruled_on <= clock.today():
        raise RuledBeforeReceived
    held.result = Review.Result(result)
    held.ruled_on = ruled_on
    held.result_text = text.strip()
    held.ended_at = clock.now()
    held.ended_by = by
    held.save()
    _count_up(case)
    word = str(Review.Result(result).label)
    write_down(case, by=office(by), event="review_ended", text=word)
    return held


def _due(case: Case, known_on: dt.date | None, received_on: dt.date) -> dt.date | None:
    decision = getattr(case, "decision", None)
    if known_on is None:
        if decision is not None:
            raise NothingToReview(
                "決定のある申請です。処分を知った日を入力してください。"
            )
        return None
    if decision is None:
        raise NothingToReview
    decided_on = city_day(decision.decided_at)
    if not decided_on <= known_on <= received_on <= clock.today():
        raise KnownBeforeDecided(decided=clock.wareki(decided_on))
    return due_on(known_on=known_on, decided_on=decided_on)


def _count_up(case: Case) -> None:
    """Make older pages of the case tell of the conflict."""
    case.edition += 1
    case.moved_at = clock.now()
    case.save(update_fields=["edition", "moved_at"])
