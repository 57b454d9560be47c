"""What was signed is mended by signing again, and each signature keeps its evidence."""

import datetime as dt

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors
from kyoso.engines.casework.models import (
    Submission,
)
from kyoso.engines.casework.tests.signing.looking import (
    asked_to_mend,
    page_of,
    verify,
)
from kyoso.kernel import clock
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_what_was_signed_is_mended_by_signing_again(signed, sign, hanako):
    correction, answers = asked_to_mend(signed)
    mend = {"files": [], "by": hanako.account, "channel": "web"}
    with pytest.raises(errors.SignatureMissing):
        casework.answer_correction(signed, answers=answers, **mend)
    other = answers | {"bed": {"typed": "公園の9番", "value": "公園の9番"}}
    with pytest.raises(errors.SignatureOfOtherAnswers):
        casework.answer_correction(
            signed, answers=answers, **mend, signature=sign(other, mends=correction)
        )
    with pytest.raises(errors.SignatureOfOtherAnswers):
        casework.answer_correction(
            signed, answers=answers, **mend, signature=sign(answers)
        )
    assert signed.submissions.count() == 1
    casework.answer_correction(
        signed, answers=answers, **mend, signature=sign(answers, mends=correction)
    )
    first, second = casework.signed_submissions(signed)
    assert "駅前の1番" in first.signature.request.summary
    text = second.signature.request.summary
    for said in ("補正（電子署名をする内容）", signed.receipt_number, "駅前の3番"):
        assert said in text, said
    told, failed = verify(signed)
    assert failed == ""
    for said in ("【申請】", "【補正（第2回の提出）】"):
        assert said in told, said
    assert told.count("の電子署名は有効です。") == 2
    page = page_of(signed).content.decode()
    assert "補正（第2回の提出）の署名" in page
    assert "署名のない補正" not in page


def test_a_signed_correction_is_answered_when_it_was_signed(
    signed, sign, hanako, clock_at
):
    correction, answers = asked_to_mend(signed)
    signature = sign(answers, mends=correction)
    clock_at(clock.now() + dt.timedelta(days=2))
    casework.answer_correction(
        signed,
        answers=answers,
        files=[],
        by=hanako.account,
        channel="web",
        signature=signature,
    )
    correction.refresh_from_db()
    assert correction.ended_at == signature.signed_at


def test_altered_mended_answers_are_found_apart_from_the_others(signed, sign, hanako):
    correction, answers = asked_to_mend(signed)
    casework.answer_correction(
        signed,
        answers=answers,
        files=[],
        by=hanako.account,
        channel="web",
        signature=sign(answers, mends=correction),
    )
    Submission.objects.filter(case=signed, number=2).update(answers={})
    told, failed = verify(signed)
    assert "の申請の電子署名は有効です。" in told
    assert "1つの点で認められません" in failed


def test_a_correction_on_paper_is_said_beside_the_signature(signed):
    _correction, answers = asked_to_mend(signed)
    casework.answer_correction(
        signed, answers=answers, files=[], by=cast.sato().account, channel="paper"
    )
    told = page_of(signed).content.decode()
    assert "このあと、署名のない補正で答えが変わりました。" in told
    assert "駅前の1番" in told
    assert verify(signed)[1] == ""
