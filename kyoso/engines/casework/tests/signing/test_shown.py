"""The desk says who signed and how the last look ended, and no address held back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.models import (
    Submission,
)
from kyoso.engines.casework.tests.signing.looking import (
    page_of,
    page_of_case,
    verify,
)
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from kyoso.engines.signatures import api as signatures
from tests import people as cast

pytestmark = pytest.mark.django_db


def protect(resident):
    person = residents_testing.linked(
        resident, residents_testing.a_person(), by=cast.shindo()
    )
    residents_testing.protect(person)


def keeper_here():
    """An officer of the register who also works in the section."""
    shindo = cast.shindo()
    people.post_officer(shindo, section=cast.section(), role="clerk", title="", by=None)
    return shindo


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


def test_another_section_and_an_unsigned_case_have_no_page(signed):
    assert page_of(signed, cast.tanaka()).status_code == 404
    plain = casework_testing.case(casework_testing.procedure(slug="hanadan-2"))
    assert page_of(plain).status_code == 404


def test_of_a_protected_person_neither_text_nor_address_is_shown(signed, hanako):
    protect(hanako)
    told = page_of(signed).content.decode()
    assert "架空町" not in told
    assert "署名された内容は、この画面では表示しません。" in told
    assert "架空町" not in verify(signed)[0]


def test_of_a_protected_signer_for_another_no_address_is_shown(
    plan, sign, file_case, authority
):
    """The applicant's address is free; that of whoever signed for them is not."""
    taro = cast.taro()
    card = authority.card(name="隣野　太郎", address="能代市秘密町九番")
    file, answers = plan
    signature = sign(answers, [file], by=taro, with_=card)
    case = file_case(answers, [file], signature=signature, by=taro.account)
    assert "秘密町" in page_of(case).content.decode()
    protect(taro)
    told, said = page_of(case).content.decode(), "".join(verify(case))
    for each in (told, said, page_of_case(case)):
        assert "秘密町" not in each
    assert "住所の照合の内容は、表示しません。" in told
    assert "署名された内容は、この画面では表示しません。" in told
    assert "秘密町" in page_of(case, keeper_here()).content.decode()


def test_the_case_page_tells_the_last_look_and_looks_once(signed, monkeypatch):
    Submission.objects.filter(case=signed).update(answers={})
    page_of_case(signed)
    told = page_of_case(signed)
    assert "署名を認められません" in told

    def nobody(_signature):
        raise AssertionError("It was verified again.")

    with monkeypatch.context() as unable:
        unable.setattr(signatures, "verify", nobody)
        assert "署名を認められません" in page_of_case(signed)
        assert "確かめました" in page_of_case(signed)


def test_who_looks_again_mends_what_the_case_page_tells(signed):
    submission = signed.submissions.get()
    Submission.objects.filter(case=signed).update(answers={})
    assert "署名を認められません" in page_of_case(signed)
    Submission.objects.filter(case=signed).update(answers=submission.answers)
    assert "署名を認められません" in page_of_case(signed), "nobody has looked again"
    page_of(signed)
    assert "署名を認められません" not in page_of_case(signed)
    Submission.objects.filter(case=signed).update(answers={})
    verify(signed)
    assert "署名を認められません" in page_of_case(signed)


def test_a_signed_case_costs_at_most_fifteen_queries(signed):
    client = cast.visiting(cast.sato())
    client.get(f"/cases/{signed.ref}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/cases/{signed.ref}").status_code == 200
    assert len(queries) <= 15, "\n".join(q["sql"][:90] for q in queries)
