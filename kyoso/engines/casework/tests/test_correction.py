"""A correction opens the named questions only, and the clock rests meanwhile."""

import datetime as dt

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors, testing
from kyoso.engines.casework.models import Submission
from kyoso.engines.messaging.api import Message
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


def day(month: int, number: int) -> dt.datetime:
    return dt.datetime(2026, month, number, 10, 0, tzinfo=clock.CITY)


def mended(**changes):
    return {key: {"typed": v, "value": v} for key, v in changes.items()}


def test_it_keeps_the_old_answers(procedure, sato):
    case = testing.correcting(by=sato.account)
    casework.answer_correction(case, answers=mended(bed="2番"), files=[], by=None)
    first, second = case.submissions.order_by("number")
    assert first.answers["bed"]["value"] == "駅前の1番"
    assert second.answers["bed"]["value"] == "2番"
    assert second.answers["cost"] == first.answers["cost"]


def test_it_takes_the_whole_document_with_the_others_unchanged(procedure, sato):
    case = testing.correcting(by=sato.account)
    casework.answer_correction(
        case, answers=testing.answers(bed="2番"), files=[], by=None
    )
    case.refresh_from_db()
    assert case.state == casework.State.REVIEWING


def test_it_refuses_an_answer_that_was_not_asked_for(procedure, sato):
    case = testing.correcting(by=sato.account)
    with pytest.raises(errors.OnlyTheNamedQuestions):
        casework.answer_correction(
            case, answers=testing.answers(bed="2番", cost=1), files=[], by=None
        )
    assert Submission.objects.count() == 1


def test_it_lets_dependent_questions_follow_the_named_one(procedure, sato):
    case = testing.correcting(by=sato.account, question="has_cost")
    answers = testing.answers(has_cost=False)
    del answers["cost"]
    casework.answer_correction(case, answers=answers, files=[], by=None)
    assert "cost" not in case.submissions.latest("number").answers


def test_it_refuses_an_answer_that_changes_nothing(procedure, sato):
    case = testing.correcting(by=sato.account)
    with pytest.raises(errors.NothingMended):
        casework.answer_correction(case, answers=testing.answers(), files=[], by=None)


def test_it_stops_the_clock_while_it_waits(procedure, sato):
    with clock.at(day(11, 2)):
        case = testing.correcting(by=sato.account)
        assert case.due_on is None
    with clock.at(day(11, 20)):
        turn = casework.turn(case)
        assert turn.holder == "applicant"
        assert turn.clock == "paused"
        casework.answer_correction(case, answers=mended(bed="2番"), files=[], by=None)
    case.refresh_from_db()
    # Ten open days (the 23rd is a holiday), the wait from 11/3 to 11/20 left out.
    assert case.due_on == dt.date(2026, 12, 7)


def test_it_posts_a_letter_where_nothing_electronic_was_chosen(procedure, sato):
    testing.correcting(by=sato.account, email="hanako@example.jp")
    letter = Message.objects.get()
    assert letter.route == Message.Route.POST
    assert "使いたい花壇：番号を書いてください。" in letter.text


def test_it_mails_without_personal_data_where_chosen(procedure, sato):
    testing.correcting(by=sato.account, email="hanako@example.jp", electronic=True)
    mail = Message.objects.get(template="casework.correction")
    assert mail.route == Message.Route.MAIL
    assert "番号を書いてください" not in mail.text


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ([], errors.NothingToMend),
        ([("unknown", "直してください。")], errors.UnknownQuestion),
        ([("bed", " ")], errors.CommentMissing),
        ([("bed", "あ" * 501)], errors.TextTooLong),
    ],
)
def test_it_refuses_a_request_that_helps_nobody(procedure, sato, items, refusal):
    case = testing.reviewing(by=sato.account)
    with pytest.raises(refusal):
        casework.ask_correction(case, items=items, by=sato.account)
    case.refresh_from_db()
    assert case.state == casework.State.REVIEWING


def test_it_can_be_taken_back_with_a_reason(procedure, sato):
    case = testing.correcting(by=sato.account)
    with pytest.raises(errors.CommentNeeded):
        casework.cancel_correction(case, reason=" ", by=sato.account)
    casework.cancel_correction(case, reason="窓口で確認した。", by=sato.account)
    case.refresh_from_db()
    assert case.state == casework.State.REVIEWING
    assert casework.open_correction(case) is None
    assert case.due_on is not None


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "points to correct", "December 4, 2026"),
        ("ja-easy", "直（なお）して", "2026年12月4日"),
        ("ja", "直してほしいところ", "令和8年12月4日"),
    ],
)
def test_it_writes_in_the_language_of_the_applicant(
    procedure, sato, language, words, day
):
    with clock.at(dt.datetime(2026, 11, 20, 10, tzinfo=clock.CITY)):
        testing.correcting(by=sato.account, language=language)
    letter = Message.objects.get()
    assert words in letter.text
    assert day in letter.text


def test_an_applicant_without_an_account_may_withdraw_meanwhile(procedure, sato):
    case = testing.correcting(by=sato.account)
    casework.withdraw(case, by=None)
    case.refresh_from_db()
    assert case.state == casework.State.WITHDRAWN
    assert casework.open_correction(case) is None
