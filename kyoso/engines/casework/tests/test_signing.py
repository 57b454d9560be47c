"""A case and its signature: filed together, verified from what is stored, altered by nobody."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.models import Case, SignedSubmission, Submission
from kyoso.engines.media import api as media
from kyoso.engines.media import testing as media_testing
from kyoso.engines.media.api import File
from kyoso.engines.residents import testing as residents_testing
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.kernel import clock
from tests import applying
from tests import people as cast

pytestmark = pytest.mark.django_db
PURPOSE = "testing"


@pytest.fixture(scope="module")
def authority():
    return testing.Authority()


@pytest.fixture(scope="module")
def card(authority):
    return authority.card()


@pytest.fixture
def clean_media(settings, tmp_path):
    media_testing.keep_in(tmp_path, settings)
    return tmp_path


@pytest.fixture
def procedure(authority, clean_media):
    cast.section()
    purpose = signatures.Purpose(PURPOSE, "試し", lambda _signed: "/", lambda _a: "/")
    with signatures.purposes.temporarily(purpose), testing.serving(authority):
        yield casework_testing.procedure(identity={"level": "signature"})


@pytest.fixture
def hanako():
    return cast.hanako()


@pytest.fixture
def plan(hanako, procedure):
    """A stored file, and the answers that name it."""
    file = media.store(
        applying.a_receipt("花壇.jpg"),
        purpose="casework.attachment",
        by=hanako.account,
        about="draft",
    )
    named = {"ref": file.ref, "name": file.name, "kind": file.kind, "size": file.size}
    return file, casework_testing.answers(plan=[named])


@pytest.fixture
def sign(procedure, card, authority, hanako):
    def made(answers, files=(), *, of=None, day=None):
        of = of or procedure
        text = casework.summary_to_sign(
            of,
            version=of.form.latest,
            answers=answers,
            files=files,
            day=day or clock.today(),
        )
        asked = signatures.ask(
            PURPOSE,
            about="draft",
            summary=text,
            person=signatures.Person("能代 花子", "能代市架空町1番1号", "1975-05-03"),
            by=hanako.account,
        )
        return testing.signed(asked, card, authority)

    return made


@pytest.fixture
def file_case(procedure, hanako):
    def filed(
        answers, files=(), *, signature=None, channel="web", by=None, token="t-1"
    ):
        return casework.file(
            procedure,
            version=procedure.form.latest,
            answers=answers,
            files=files,
            applicant=casework_testing.applicant(account=hanako.account),
            channel=channel,
            token=token,
            by=by or hanako.account,
            signature=signature,
        )

    return filed


@pytest.fixture
def signed(plan, sign, file_case):
    file, answers = plan
    return file_case(answers, [file], signature=sign(answers, [file]))


def verify(case):
    told = io.StringIO()
    try:
        call_command("verify_signature", case.receipt_number, stdout=told)
    except CommandError as failed:
        return told.getvalue(), str(failed)
    return told.getvalue(), ""


def test_a_signed_case_is_filed_with_its_signature(signed):
    found = casework.signature_of(signed)
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
    assert casework.signature_of(case) is None
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


def page_of(case, officer=None):
    return cast.visiting(officer or cast.sato()).get(f"/cases/{case.ref}/signature")


def test_the_officer_sees_who_signed_and_each_check(signed):
    told = page_of(signed).content.decode()
    for said in (
        "能代　花子",
        "昭和50年5月3日",
        "署名の値は、申請の要約と合っています",
        "駅前の1番",
    ):
        assert said in told, said
    assert "異常あり" not in told
    case_page = cast.visiting(cast.sato()).get(f"/cases/{signed.ref}")
    assert f"/cases/{signed.ref}/signature" in case_page.content.decode()


def test_an_altered_case_is_red_on_the_desk(signed):
    Submission.objects.filter(case=signed).update(answers={})
    told = page_of(signed).content.decode()
    assert "署名を認められません" in told
    checks = told.split("data-check=")[1:]
    assert checks[0].startswith('"answers"'), "what is wrong stands first"
    assert ["異常あり" in check for check in checks] == [True, *[False] * 11]


def test_a_correction_is_said_beside_the_signature(signed, hanako):
    sato = cast.sato().account
    casework.accept(signed, by=sato)
    casework.ask_correction(signed, items=[("bed", "番号を書いてください。")], by=sato)
    answers = signed.submissions.get().answers | {
        "bed": {"typed": "駅前の3番", "value": "駅前の3番"}
    }
    casework.answer_correction(
        signed, answers=answers, files=[], by=hanako.account, channel="web"
    )
    told = page_of(signed).content.decode()
    assert "このあと補正で答えが変わりました。" in told
    assert "駅前の1番" in told
    assert verify(signed)[1] == ""


def test_another_section_and_an_unsigned_case_have_no_page(signed):
    assert page_of(signed, cast.tanaka()).status_code == 404
    plain = casework_testing.case(casework_testing.procedure(slug="hanadan-2"))
    assert page_of(plain).status_code == 404


def test_of_a_protected_person_neither_text_nor_address_is_shown(signed, hanako):
    person = residents_testing.linked(
        hanako, residents_testing.a_person(), by=cast.shindo()
    )
    residents_testing.protect(person)
    told = page_of(signed).content.decode()
    assert "架空町" not in told
    assert "署名された内容は、この画面では表示しません。" in told


def test_a_signed_case_costs_at_most_fifteen_queries(signed):
    client = cast.visiting(cast.sato())
    client.get(f"/cases/{signed.ref}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/cases/{signed.ref}").status_code == 200
    assert len(queries) <= 15, "\n".join(q["sql"][:90] for q in queries)
