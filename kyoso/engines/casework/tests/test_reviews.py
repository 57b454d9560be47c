"""審査請求: three months from the day after knowledge; the case is kept."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.errors import (
    KnownBeforeDecided,
    NothingToReview,
    ReviewEnded,
    ReviewOpen,
    ReviewTooLate,
    RuledBeforeReceived,
)
from kyoso.engines.casework.models import Case, Review
from kyoso.engines.casework.review_period import due_on
from kyoso.kernel import calendar, clock
from tests.people import visiting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (dt.date(2026, 7, 22), dt.date(2026, 10, 22)),
        # 11月30日の翌日から3か月: 2月の末日。
        (dt.date(2026, 11, 30), dt.date(2027, 3, 1)),
        # 期限の日曜は月曜になる。
        (dt.date(2026, 7, 18), dt.date(2026, 10, 19)),
    ],
)
def test_the_period_is_three_months_from_the_day_after(known, due):
    assert due_on(known_on=known, decided_on=known) == due


@given(
    decided=st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)),
    days=st.integers(min_value=0, max_value=800),
)
def test_it_ends_on_an_open_day_and_within_a_year_of_the_decision(decided, days):
    due = due_on(known_on=decided + days * DAY, decided_on=decided)
    assert calendar.city().is_open(due)
    assert due <= calendar.city().next_open(decided + 367 * DAY)


@pytest.fixture
def decided(procedure, sato, suzuki) -> Case:
    return testing.decided(by=sato.account, approver=suzuki.account).case


def entered(case, sato, **more) -> Review:
    today = clock.today()
    return casework.register_review(
        case,
        **{
            "known_on": today,
            "received_on": today,
            "purport": "処分の取消しを求める。",
            "by": sato.account,
            **more,
        },
    )


@pytest.mark.django_db(transaction=True)
def test_it_freezes_the_deletion_of_the_case(decided, sato):
    entered(decided, sato)
    with pytest.raises(ProtectedError), transaction.atomic():
        decided.delete()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_case WHERE id = %s", [decided.pk])
        connection.check_constraints()


def test_it_needs_a_decision_or_says_that_there_is_none(procedure, sato):
    case = testing.case(procedure)
    with pytest.raises(NothingToReview):
        entered(case, sato)
    assert entered(case, sato, known_on=None).due_on is None


def test_a_late_one_needs_its_reason(decided, sato):
    today = clock.today()
    with clock.at(clock.now() + dt.timedelta(days=200)):
        late = {"known_on": today, "received_on": clock.today()}
        with pytest.raises(ReviewTooLate):
            entered(decided, sato, **late)
        review = entered(decided, sato, late_reason="災害のため。", **late)
        assert review.is_late


def test_days_must_be_in_their_order(decided, sato):
    with pytest.raises(KnownBeforeDecided):
        entered(decided, sato, known_on=clock.today() - DAY)
    with pytest.raises(KnownBeforeDecided):
        entered(decided, sato, received_on=clock.today() + DAY)


def test_one_is_open_at_a_time_and_ends_once(decided, sato):
    review = entered(decided, sato)
    with pytest.raises(ReviewOpen):
        entered(decided, sato)
    today = clock.today()
    with pytest.raises(RuledBeforeReceived):
        casework.end_review(
            review, result="dismissed", ruled_on=today - DAY, by=sato.account
        )
    casework.end_review(review, result="dismissed", ruled_on=today, by=sato.account)
    with pytest.raises(ReviewEnded):
        casework.end_review(review, result="upheld", ruled_on=today, by=sato.account)
    assert entered(decided, sato).number == 2


def test_the_desk_enters_it_and_says_so_on_the_case(decided, sato):
    client = visiting(sato)
    case = Case.objects.get(pk=decided.pk)
    page = client.get(f"/cases/{case.ref}/review").content.decode()
    day = dict(re.findall(r'name="received_on(_\w+)" value="(\d+)"', page))
    typed = {"edition": case.edition, "purport": "取消しを求める。"}
    for name in ("received_on", "known_on"):
        typed |= {f"{name}{part}": value for part, value in day.items()}
    page = client.post(f"/cases/{case.ref}/review", typed, follow=True)
    assert "審査請求が出ている申請です" in page.content.decode()


def test_nothing_typed_gets_sentences(decided, sato):
    answer = visiting(sato).post(f"/cases/{decided.ref}/review", {"edition": "1"})
    assert answer.status_code == 422
