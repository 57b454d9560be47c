"""A signature holds only when every check does, and each failure has its sentence."""

import dataclasses
import datetime as dt

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.signatures import jpki, testing
from kyoso.engines.signatures.evidence import Evidence
from kyoso.engines.signatures.examining import examine
from kyoso.engines.signatures.tests.conftest import HANAKO
from kyoso.kernel import clock

TEXT = "申請の要約\n"


def evidence_of(authority, card, **changes):
    found = Evidence(
        summary=TEXT,
        signature=card.sign(TEXT),
        certificate=card.der,
        issuer=authority.der,
        revocations=authority.revocations(),
        signed_at=clock.now(),
        person=HANAKO,
        service="testing",
        transaction="t",
    )
    return dataclasses.replace(found, **changes)


def failing(evidence, authority):
    return {
        check.slug: check for check in examine(evidence, [authority.der]) if check.fails
    }


def test_a_good_signature_holds_in_every_check(authority, card):
    checks = examine(evidence_of(authority, card), [authority.der])
    assert [check.slug for check in checks] == [
        "signature", "chain", "usage", "validity", "revocation",
        "name", "address", "born_on",
    ]  # fmt: skip
    assert all(check.holds for check in checks), checks


def test_another_text_was_not_signed(authority, card):
    found = failing(evidence_of(authority, card, summary=TEXT + "。"), authority)
    assert set(found) == {"signature"}
    assert "合いません" in found["signature"].sentence


def test_another_digest_was_not_signed(authority, card):
    weak = card.key.sign(TEXT.encode(), padding.PKCS1v15(), hashes.SHA1())
    assert "signature" in failing(
        evidence_of(authority, card, signature=weak), authority
    )


def test_a_certificate_that_ran_out_signs_nothing(authority):
    found = failing(evidence_of(authority, authority.card(days=-1)), authority)
    assert found["validity"].why == "expired"


def test_a_certificate_that_runs_out_later_was_good(authority, card, clock_at):
    evidence = evidence_of(authority, card)
    clock_at(clock.now() + dt.timedelta(days=365 * 8))
    assert not failing(evidence, authority)


def test_a_revoked_certificate_signs_nothing():
    authority = testing.Authority()
    card = authority.card()
    authority.revoke(card)
    found = failing(evidence_of(authority, card), authority)
    assert found["revocation"].why == "revoked"


@pytest.mark.parametrize("days", [-3, 3])
def test_a_list_of_another_day_proves_nothing(authority, card, days):
    made = clock.now() + dt.timedelta(days=days)
    evidence = evidence_of(
        authority, card, revocations=authority.revocations(made=made)
    )
    assert failing(evidence, authority)["revocation"].why == "stale"


def test_a_list_of_another_authority_proves_nothing(authority, card):
    other = testing.Authority("another")
    evidence = evidence_of(authority, card, revocations=other.revocations())
    assert set(failing(evidence, authority)) == {"revocation"}


def test_a_list_of_an_impostor_of_the_same_name_proves_nothing(authority, card):
    evidence = evidence_of(
        authority, card, revocations=testing.Authority().revocations()
    )
    assert set(failing(evidence, authority)) == {"revocation"}


def test_an_authority_that_nobody_trusts_is_refused(authority):
    impostor = testing.Authority()
    card = impostor.card()
    found = failing(evidence_of(impostor, card), authority)
    assert set(found) == {"chain"}
    assert found["chain"].why == "untrusted"


def test_a_forged_issuer_is_refused(authority):
    card = testing.Authority().card()
    assert "chain" in failing(evidence_of(authority, card), authority)


@pytest.mark.parametrize(
    "own", [{"policy": jpki.AUTHENTICATION_POLICY}, {"is_for_signing": False}]
)
def test_a_certificate_for_log_in_signs_nothing(authority, own):
    found = failing(evidence_of(authority, authority.card(**own)), authority)
    assert set(found) == {"usage"}


def test_a_short_key_is_refused(authority):
    found = failing(evidence_of(authority, authority.card(key_size=1024)), authority)
    assert set(found) == {"signature"}


@pytest.mark.parametrize("field", ["certificate", "issuer", "revocations", "signature"])
@pytest.mark.parametrize("rubbish", [b"", b"\0", b"0\x82\x01\x00rubbish"])
def test_rubbish_gets_a_sentence_and_no_exception(authority, card, field, rubbish):
    evidence = evidence_of(authority, card, **{field: rubbish})
    found = failing(evidence, authority)
    assert found
    assert all(check.sentence.endswith("。") for check in found.values())


def test_a_certificate_that_ends_when_time_ends_gets_a_sentence(authority, clock_at):
    """The last evening of 9999 is a year here that no calendar has."""
    evening = clock.now().astimezone(dt.UTC).replace(hour=16)
    clock_at(evening)
    days = (dt.datetime(9999, 12, 31, 17, tzinfo=dt.UTC) - evening).days
    found = failing(evidence_of(authority, authority.card(days=days)), authority)
    assert found["validity"].why == "unreadable"


@settings(max_examples=150)
@given(
    field=st.sampled_from(["certificate", "issuer", "revocations"]),
    at=st.integers(min_value=0),
    put=st.binary(max_size=4),
)
def test_no_altered_byte_breaks_the_look_or_passes_unseen(
    authority, card, field, at, put
):
    evidence = evidence_of(authority, card)
    whole = getattr(evidence, field)
    place = at % len(whole)
    altered = whole[:place] + put + whole[place + len(put) :]
    found = failing(dataclasses.replace(evidence, **{field: altered}), authority)
    assert bool(found) is (altered != whole)
