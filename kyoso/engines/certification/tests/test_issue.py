"""A paid certificate is issued once; its receiver learns whether it holds."""

import shutil
import subprocess

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.models import CertificateContent
from kyoso.engines.certification.states import State
from kyoso.engines.certification.testing import a_request, a_seal, examined, paid
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import testing as residents_testing
from tests import people as cast
from tests.visit import Visitor

CARD = people.IdentityLevel.CARD


@pytest.fixture
def issued(hanako, holder, ota):
    return paid(examined(a_request(hanako)), by=ota)


@pytest.fixture
def posted(hanako, holder, ota):
    return paid(examined(a_request(hanako, delivery="tracked")), by=ota)


def test_a_paid_one_is_issued_signed_without_a_person(issued, tmp_path):
    assert issued.state == State.ISSUED
    file = certification.pdf_for(issued, level=CARD)
    program = shutil.which("pdfsig")
    assert program
    (tmp_path / "c.pdf").write_bytes(media.read(file))
    told = subprocess.run(
        [program, "-nocert", str(tmp_path / "c.pdf")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told


def test_mail_and_passkey_open_no_certificate(issued):
    with pytest.raises(residents.CardNeeded):
        certification.pdf_for(issued, level=people.IdentityLevel.EMAIL)
    document = certification.current(issued).document
    assert not documents.may_read(issued.account, document)


def test_what_it_says_lies_where_the_public_door_cannot_read(issued):
    document = certification.current(issued).document
    assert document.content == {"subject": "住民票の写し"}
    assert "架空町" in str(CertificateContent.objects.get().told)
    assert CertificateContent.Privacy.office_only


def test_issuing_again_changes_nothing(issued, shindo):
    from kyoso.engines.certification.actions.issuing import issue_by_rule

    assert issue_by_rule(issued) is None
    with pytest.raises(certification.NotNow):
        certification.issue(issued, by=shindo.account)
    assert issued.certificates.count() == 1


def test_the_database_refuses_a_second_that_holds(issued):
    first = certification.current(issued)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.pk, first.ref, first.code = None, "a" * 16, "AAAA-AAAA-AAAA"
        first.save(force_insert=True)


def test_paper_waits_for_the_clerks_one_click(posted, shindo):
    assert posted.state == State.PAID
    certification.issue(posted, by=shindo.account)
    drain()
    posted.refresh_from_db()
    made = certification.current(posted)
    assert made.document.paper == "certification.stamped"
    assert made.document.state == documents.Document.State.READY
    assert certification.pdf_for(posted, level=CARD) is None


def test_the_imprint_of_the_ledger_is_printed_where_there_is_one(posted, shindo):
    documents.register_seal(
        certification.rules().seal,
        keeper=posted.section,
        svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect width="9" height="9" fill="none" stroke="red"/></svg>',
        by=shindo.account,
    )
    certification.issue(posted, by=shindo.account)
    drain()
    made = certification.current(posted)
    assert made.document.paper == "certification.imprinted"
    assert made.document.file is not None


def test_a_seal_certificate_carries_the_imprint(hanako, holder, ota, shindo):
    a_seal(holder)
    order = paid(examined(a_request(hanako, "seal", delivery="tracked")), by=ota)
    certification.issue(order, by=shindo.account)
    drain()
    assert certification.current(order).document.file is not None


def test_what_became_protected_after_paying_waits_for_an_officer(
    hanako, holder, ota, shindo
):
    order = examined(a_request(hanako))
    residents_testing.protect(holder)
    order = paid(order, by=ota)
    assert (order.state, order.is_automatic) == (State.PAID, False)
    certification.issue(order, by=shindo.account)
    assert order.certificates.count() == 1


def test_what_cannot_be_issued_any_more_is_refunded(hanako, holder, ota, shindo):
    order = paid(examined(a_request(hanako, delivery="post")), by=ota)
    certification.decline(order, reason="not_here", note="", by=shindo.account)
    order.refresh_from_db()
    assert order.state == State.DECLINED
    assert ledger.Refund.objects.get().amount == 410


def test_a_refusal_for_other_reasons_says_which(hanako, holder, shindo):
    order = examined(a_request(hanako))
    for reason, note in (("other", " "), ("none", "x")):
        with pytest.raises(certification.ReasonMissing):
            certification.decline(order, reason=reason, note=note, by=shindo.account)
    certification.decline(order, reason="other", note="窓口で", by=shindo.account)


@pytest.mark.parametrize("typed", ["", "123", "1234567890123456", "ABCDEFGHIJK"])
def test_registered_mail_needs_its_number(posted, shindo, typed):
    certification.issue(posted, by=shindo.account)
    with pytest.raises(certification.TrackingWrong):
        certification.dispatch(posted, tracking=typed, by=shindo.account)


def test_a_number_is_read_in_any_width(posted, shindo):
    certification.issue(posted, by=shindo.account)
    sent = certification.dispatch(
        posted, tracking="１２３－４５－６７８９０－１", by=shindo.account
    )
    assert sent.tracking == "12345678901"


def looked_up(code):
    # What is not found is counted: four queries of the shared cache.
    response = Visitor("public").get(f"/verify/{code}", queries=9)
    return response.content.decode()


def test_the_receiver_reads_whether_it_holds_and_not_what_it_says(issued, shindo):
    made = certification.current(issued)
    page = looked_up(made.code)
    assert "この証明書は有効です" in page
    assert "能○　花○" in page
    for hidden in ("花子", "架空町", "昭和50年"):
        assert hidden not in page
    certification.revoke(made, reason="書き誤り", by=shindo.account)
    page = looked_up(made.code)
    assert "この証明書は失効しています" in page
    assert "書き誤り" not in page
    assert certification.pdf_for(issued, level=CARD) is None


def test_a_replaced_one_says_so_and_the_new_one_holds(posted, shindo):
    old = certification.issue(posted, by=shindo.account)
    certification.dispatch(posted, tracking="12345678901", by=shindo.account)
    new = certification.reissue(old, reason="届かなかった", by=shindo.account)
    posted.refresh_from_db()
    assert (posted.state, posted.tracking) == (State.ISSUED, "")
    assert "この証明書は差し替えられました" in looked_up(old.code)
    assert "この証明書は有効です" in looked_up(new.code)
    with pytest.raises(certification.NotValid):
        certification.revoke(old, reason="x", by=shindo.account)
    with pytest.raises(certification.ReasonMissing):
        certification.revoke(new, reason=" ", by=shindo.account)


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "x", "1" * 60])
def test_a_code_that_was_never_given_is_not_found(db, code):
    assert "証明書が見つかりません" in looked_up(code)


def test_nobody_tries_out_codes(issued):
    visitor = cast.visiting()
    for _ in range(30):
        visitor.get("/verify/AAAA-AAAA-AAAA")
    code = certification.current(issued).code
    assert visitor.get(f"/verify/{code}").status_code == 429


def test_a_typed_code_leads_to_its_page_in_any_width(issued):
    code = certification.current(issued).code
    visitor = cast.visiting()
    wide = (
        code.replace("-", "")
        .lower()
        .translate({ord(c): ord(c) + 0xFEE0 for c in "abcdefghjkmnpqrstwxyz23456789"})
    )
    response = visitor.get("/verify", {"code": wide})
    assert response.headers["location"].endswith(f"/verify/{code}")
    wrong = visitor.get("/verify", {"code": "AAAA"})
    assert wrong.status_code == 422


def test_only_those_who_issue_here_may_open_it(issued, tanaka, shindo):
    assert certification.may_handle(shindo, issued)
    assert not certification.may_handle(tanaka, issued)
    assert cast.section(cast.TAX) != issued.section
