"""A case and its signature are filed together, under what was signed and no other."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.models import (
    Case,
)
from kyoso.engines.casework.tests.signing.looking import (
    only_signed,
    verify,
)
from kyoso.kernel import clock
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_a_signed_case_is_filed_with_its_signature(signed):
    found = only_signed(signed)
    assert found.signature.signed_submission == found
    assert all(check.holds for check in casework.checks_of(found))


def test_the_text_says_everything_that_was_answered(plan, procedure):
    file, answers = plan
    text = casework.summary_to_sign(
        procedure,
        version=procedure.form.latest,
        answers=answers,
        files=[file],
        day=dt.date(2026, 11, 27),
    )
    for said in (
        "能代 花子",
        "駅前の1番",
        "12,000円",
        "花壇.jpg",
        file.sha256,
        "2026-11-27",
    ):
        assert said in text, said
    assert procedure.form.latest.digest in text


def test_online_nobody_files_without_a_signature(plan, file_case):
    with pytest.raises(errors.SignatureMissing):
        file_case(plan[1], [plan[0]])
    assert not Case.objects.exists()


@pytest.mark.parametrize("channel", ["paper", "counter"])
def test_on_paper_the_hand_signs(plan, file_case, channel):
    case = file_case(plan[1], [plan[0]], channel=channel, by=cast.sato().account)
    assert only_signed(case) is None
    assert "電子署名は要りません" in verify(case)[1]


def test_a_signature_under_other_answers_files_nothing(plan, sign, file_case):
    file, answers = plan
    signature = sign(casework_testing.answers(bed="公園の2番"))
    with pytest.raises(errors.SignatureOfOtherAnswers):
        file_case(answers, [file], signature=signature)
    assert not Case.objects.exists()


def test_a_file_that_was_not_signed_files_nothing(plan, sign, file_case):
    file, answers = plan
    signature = sign(answers)
    with pytest.raises(errors.SignatureOfOtherAnswers):
        file_case(answers, [file], signature=signature)


def test_a_signature_of_another_procedure_files_nothing(plan, sign, file_case):
    file, answers = plan
    other = casework_testing.procedure(slug="hokano-kadan", title="ほかの花壇")
    with pytest.raises(errors.SignatureOfOtherAnswers):
        file_case(answers, [file], signature=sign(answers, [file], of=other))


def test_one_signature_files_one_case(plan, sign, file_case):
    file, answers = plan
    signature = sign(answers, [file])
    first = file_case(answers, [file], signature=signature)
    assert file_case(answers, [file], signature=signature) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        file_case(answers, [file], signature=signature, token="t-2")
    assert Case.objects.count() == 1


def test_a_procedure_revised_after_the_signature_files_under_what_was_signed(
    plan, sign, file_case, procedure
):
    file, answers = plan
    signature = sign(answers, [file])
    before = procedure.current
    revised = casework_testing.procedure(
        identity={"level": "signature"}, order=procedure.order + 1
    )
    assert revised.current != before
    procedure.refresh_from_db()
    case = file_case(answers, [file], signature=signature)
    assert case.revision == before
    assert verify(case)[1] == ""


def test_what_is_filed_late_arrived_when_it_was_signed(plan, sign, file_case, clock_at):
    file, answers = plan
    signature = sign(answers, [file])
    clock_at(clock.now() + dt.timedelta(days=3))
    case = file_case(answers, [file], signature=signature)
    assert case.arrived_at == signature.signed_at
    assert case.filed_at == clock.now()


def test_what_comes_by_the_portal_unsigned_is_filed_by_an_officer_only(
    plan, file_case, procedure
):
    casework_testing.procedure(
        identity={"level": "signature"}, channels=["web", "paper", "portal"]
    )
    procedure.refresh_from_db()
    procedure.__dict__.pop("definition", None)
    told = {"channel": "portal", "token": "p-1"}
    with pytest.raises(errors.SignatureMissing):
        casework.file(
            procedure,
            version=procedure.form.latest,
            answers=plan[1],
            files=[plan[0]],
            applicant=casework_testing.applicant(account=None),
            by=None,
            **told,
        )
    case = file_case(plan[1], [plan[0]], by=cast.sato().account, **told)
    assert "職員が確かめて受け付けた申請です" in verify(case)[1]
