"""署名した内容: whoever signed reads the text again and takes the proof along; others do not."""

import json

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from kyoso.engines.signatures import testing
from tests import people as cast
from tests.signed import a_signed_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(hanako):
    cast.section()
    procedure = casework_testing.procedure(identity={"level": "signature"})
    given = casework_testing.answers()
    return casework.file(
        procedure,
        version=procedure.form.latest,
        answers=given,
        files=[],
        applicant=casework_testing.applicant(account=hanako.account),
        channel="counter",
        token="plain",
        by=cast.sato().account,
    )


@pytest.fixture
def signed(plain, hanako):
    return a_signed_case(hanako, plain.submissions.get())


def page(case, who, rest=""):
    return cast.visiting(who).get(f"/applications/{case.ref}/signed/{rest}")


def hold_back(resident):
    person = residents_testing.linked(
        resident, residents_testing.a_person(), by=cast.shindo()
    )
    residents_testing.protect(person)


def test_the_case_leads_to_the_text_and_its_proof(signed, plain, hanako):
    browser = cast.visiting(hanako)
    shown = browser.get(f"/applications/{signed.ref}/").content.decode()
    assert f'href="/applications/{signed.ref}/signed/"' in shown
    told = page(signed, hanako).content.decode()
    assert "駅前の1番" in told
    assert "回答のSHA-256" in told
    got = page(signed, hanako, "1/evidence/")
    kept = casework.signed_submissions(signed)[0].signature
    assert got.content.decode() == kept.evidence
    assert json.loads(got.content)["summary"] == kept.request.summary
    assert "attachment" in got["Content-Disposition"]
    assert audit.Entry.objects.filter(event="applications.evidence_taken").count() == 1
    other = browser.get(f"/applications/{plain.ref}/").content.decode()
    assert "署名した内容" not in other


def test_what_was_not_signed_has_no_such_page(plain, signed, hanako):
    assert page(plain, hanako).status_code == 404
    assert page(signed, hanako, "2/evidence/").status_code == 404


def test_a_neighbour_reads_neither(signed):
    for rest in ("", "1/evidence/"):
        assert page(signed, cast.taro(), rest).status_code == 404
        stranger = cast.visiting().get(f"/applications/{signed.ref}/signed/{rest}")
        assert stranger.url == "/applications/status/"


@pytest.fixture
def signed_for_her(plain, hanako):
    """Taro signed for Hanako, with his own card."""
    taro = cast.taro()
    given = people.give_mandate(
        hanako,
        procedures=["hanadan"],
        expires_on=cast.IN_POST_SINCE.replace(year=2027),
        by=cast.sato().account,
    )
    people.accept_mandate(given.code, by=taro)
    card = testing.known_authority().card(name="隣野　太郎", address="能代市秘密町九番")
    return a_signed_case(
        taro, plain.submissions.get(), card=card, account=hanako.account
    )


def test_the_proof_is_for_whoever_signed_and_the_text_for_both(signed_for_her, hanako):
    for who, status in ((cast.taro(), 200), (hanako, 404)):
        assert "駅前の1番" in page(signed_for_her, who).content.decode()
        assert page(signed_for_her, who, "1/evidence/").status_code == status


def test_of_a_signer_who_is_held_back_the_applicant_reads_nothing(
    signed_for_her, hanako
):
    hold_back(cast.taro())
    told = page(signed_for_her, hanako).content.decode()
    assert "この画面では表示しません" in told
    for each in ("秘密町", "架空町", "駅前の1番"):
        assert each not in told


def test_who_is_held_back_reads_their_own(signed, hanako):
    hold_back(hanako)
    assert "駅前の1番" in page(signed, hanako).content.decode()
    assert page(signed, hanako, "1/evidence/").status_code == 200


@pytest.mark.parametrize("language", ["en", "ja-easy"])
def test_the_page_speaks_every_language_and_the_text_is_the_same(
    signed, hanako, language
):
    browser = cast.visiting(hanako)
    begins, ends = '<div class="ks-signed" lang="ja">', "</div>"
    address = f"/applications/{signed.ref}/signed/"
    plain = browser.get(address).content.decode()
    browser.cookies["kyoso_language"] = language
    told = browser.get(address).content.decode()
    texts = {each.split(begins)[1].split(ends)[0] for each in (plain, told)}
    assert len(texts) == 1
    assert "署名した内容を" not in told
