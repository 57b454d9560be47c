"""Years later the stored evidence alone proves the signature; one altered byte is found."""

import datetime as dt
import json
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import checks, testing
from kyoso.engines.signatures.errors import SignatureFixed
from kyoso.engines.signatures.evidence import digest_of, read
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(ask, card, authority):
    return testing.signed(ask(), card, authority)


@contextmanager
def refused():
    with (
        pytest.raises(DatabaseError, match="kept as it was received"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        yield cursor


def failing(signature):
    return {c.slug for c in signatures.verify(signature).checks if c.fails}


def test_it_holds_years_after_the_certificate_ran_out(signature, clock_at):
    clock_at(clock.now() + dt.timedelta(days=365 * 9))
    found = signatures.verify(Signature.objects.get())
    assert all(check.holds for check in found.checks)
    assert all(check.sentence.endswith("。") for check in found.checks)


def test_it_asks_nobody_outside(signature, monkeypatch):
    def nobody(*_args, **_options):
        raise AssertionError("It called out.")

    monkeypatch.setattr("socket.create_connection", nobody)
    monkeypatch.setattr("kyoso.kernel.outbound.request", nobody)
    assert signatures.verify(signature).holds


def test_an_authority_no_longer_listed_is_said(signature):
    with testing.serving(testing.Authority()):
        assert failing(signature) == {"chain"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(min_value=0), put=st.characters(codec="utf-8"))
def test_any_altered_character_is_found(signature, at, put):
    place = at % len(signature.evidence)
    altered = signature.evidence[:place] + put + signature.evidence[place + 1 :]
    row = Signature(
        ref=signature.ref,
        request=signature.request,
        signed_at=signature.signed_at,
        signed_by=signature.signed_by,
        evidence=altered,
        digest=signature.digest,
    )
    assert bool(failing(row)) is (altered != signature.evidence)


@pytest.mark.parametrize(
    ("part", "put", "found"),
    [
        ("summary", "ほかの要約です。\n", {"kept", "noted", "signature"}),
        (
            "person",
            {"name": "隣野 太郎", "address": "", "born_on": ""},
            {"kept", "noted"},
        ),
        ("transaction", "t-9", {"kept", "noted"}),
        (
            "signed_at",
            "2026-01-01T00:00:00.000000+00:00",
            {"kept", "noted", "revocation"},
        ),
    ],
)
def test_who_writes_the_digest_anew_as_well_is_found(signature, part, put, found):
    said = json.loads(signature.evidence) | {part: put}
    said["summary_sha256"] = digest_of(said["summary"])
    signature.evidence = json.dumps(
        said, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    read(signature.evidence)
    signature.digest = digest_of(signature.evidence)
    assert failing(signature) >= found


@pytest.mark.parametrize("field", ["summary", "digest", "person", "service"])
def test_the_request_must_still_say_what_was_signed(signature, field):
    setattr(signature.request, field, {"name": "x"} if field == "person" else "x")
    assert failing(signature) == {"kept"}


def test_a_missing_record_is_said_and_fails_nothing(signature, monkeypatch):
    monkeypatch.setattr(audit, "name_of", lambda _row: "signatures.signature:gone")
    found = signatures.verify(signature)
    assert found.holds
    assert [c.slug for c in found.checks if not c.holds] == ["noted"]


def test_the_code_never_changes_one(signature):
    for act in (
        signature.save,
        signature.delete,
        Signature.objects.all().delete,
        lambda: Signature.objects.update(digest="x"),
    ):
        with pytest.raises(SignatureFixed):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signatures_signature SET evidence = 'x'",
        "UPDATE signatures_signature SET digest = 'x'",
        "UPDATE signatures_signingrequest SET summary = 'x'",
        "UPDATE signatures_signingrequest SET digest = 'x'",
        "UPDATE signatures_signingrequest SET state = 'asked'",
        "UPDATE signatures_signingrequest SET \"transaction\" = 'x'",
    ],
)
def test_no_hand_at_the_database_changes_one(signature, statement):
    with refused() as cursor:
        cursor.execute(statement)


def test_no_hand_at_the_database_deletes_one(signature):
    if connection.vendor != "postgresql":
        # There the key that a case holds on it refuses (test_signing of casework).
        pytest.skip("SQLite empties its test database by deleting.")
    with refused() as cursor:
        cursor.execute("DELETE FROM signatures_signature")


def test_the_text_that_is_asked_never_changes(ask):
    asked = ask()
    with pytest.raises(DatabaseError), transaction.atomic():
        SigningRequest.objects.filter(pk=asked.pk).update(summary="x")


def test_a_missing_trigger_stops_the_start(db):
    assert checks.evidence_is_guarded(None, databases=["default"]) == []
    on = " ON signatures_signature" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER signatures_signature_kept{on}")
    found = checks.evidence_is_guarded(None, databases=["default"])
    assert [each.id for each in found] == ["signatures.E001"]
