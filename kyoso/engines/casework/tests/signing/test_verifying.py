"""What is stored proves the signature years later; what was altered or lost is found."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.models import (
    Attachment,
    SignedSubmission,
    Submission,
)
from kyoso.engines.casework.tests.signing.looking import (
    page_of_case,
    verify,
)
from kyoso.engines.media.api import File
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


def test_the_command_tells_every_check_years_later(signed, clock_at):
    clock_at(clock.now() + dt.timedelta(days=365 * 9))
    told, failed = verify(signed)
    assert failed == ""
    assert told.count("○") == 12
    assert "×" not in told
    assert f"{signed.receipt_number}の電子署名は有効です。" in told
    call_command("verify_signature", signed.ref, stdout=io.StringIO())


def test_the_command_knows_no_such_case():
    with pytest.raises(CommandError, match="申請はありません"):
        call_command("verify_signature", "2026-XXXX-XXXX")


def test_altered_answers_are_found(signed):
    submission = signed.submissions.get()
    answers = submission.answers
    answers["bed"]["value"] = "公園の9番"
    Submission.objects.filter(pk=submission.pk).update(answers=answers)
    told, failed = verify(signed)
    assert "× 保管している回答が、署名された内容と違います。" in told
    assert "1つの点で認められません" in failed


@pytest.mark.parametrize("damage", ["altered", "gone"])
def test_an_altered_or_a_missing_file_is_found(signed, plan, clean_media, damage):
    place = clean_media / plan[0].key
    if damage == "gone":
        place.unlink()
    else:
        content = bytearray(place.read_bytes())
        content[-1] ^= 1
        place.chmod(0o600)
        place.write_bytes(bytes(content))
    told, failed = verify(signed)
    assert (
        "× 添付ファイル「花壇.jpg」が、署名された内容と違うか、なくなっています。"
        in told
    )
    assert failed


def test_a_signed_file_that_is_no_longer_attached_is_found(signed):
    Attachment.objects.filter(submission__case=signed).delete()
    told, failed = verify(signed)
    assert "× 署名された添付ファイル「花壇.jpg」が、保管されていません。" in told
    assert failed


def test_what_only_a_person_can_compare_is_not_called_valid(
    plan, sign, file_case, authority
):
    file, answers = plan
    card = authority.card(address="能代市別町二番")
    signature = sign(answers, [file], with_=card)
    case = file_case(answers, [file], signature=signature)
    told, failed = verify(case)
    assert failed == ""
    assert "△ 住所が、" in told
    assert "有効です" not in told
    assert "△の点は、職員が確かめてください。" in told
    assert "有効・照合を見てください" in page_of_case(case)


def test_the_rule_of_the_case_says_whether_a_signature_is_missing(signed, procedure):
    """What the procedure asks for since changes nothing about what was filed before."""
    casework_testing.procedure(identity={"level": "none"})
    SignedSubmission.objects.all().delete()
    assert "この手続のオンラインの申請には、電子署名が必要です" in verify(signed)[1]
    plain = casework_testing.case(casework_testing.procedure(slug="hokano"))
    casework_testing.procedure(slug="hokano", identity={"level": "signature"})
    assert "この申請には、電子署名は要りません。" in verify(plain)[1]


def test_a_file_row_that_claims_another_digest_changes_nothing(signed, plan):
    File.objects.filter(pk=plan[0].pk).update(sha256="0" * 64)
    assert verify(signed)[1] == ""


def test_a_signature_taken_away_is_said(signed):
    SignedSubmission.objects.all().delete()
    assert "この手続のオンラインの申請には、電子署名が必要です" in verify(signed)[1]


def test_no_hand_deletes_the_signature_of_a_case(signed):
    with pytest.raises(IntegrityError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM signatures_signature")
        connection.check_constraints()
