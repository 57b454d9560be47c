"""A signature is accepted once, from whom it was asked, and never lost."""

import contextlib
import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import base, testing
from kyoso.engines.signatures import concluding as left_over
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
State = SigningRequest.State


def received(asked, card, authority):
    signatures.begun(asked, service="testing", transaction="t-1", by=asked.asked_by)
    return testing.received(asked, card, authority)


def test_what_came_back_is_kept_with_its_evidence(ask, card, authority):
    signature = testing.signed(ask(), card, authority)
    assert signature.request.state == State.SIGNED
    assert all(check.holds for check in signatures.verify(signature).checks)
    assert signatures.holder(signature).name == "能代　花子"


def test_the_same_callback_again_is_the_same_signature(ask, card, authority, hanako):
    asked = ask()
    told = received(asked, card, authority)
    first = signatures.accept(asked, received=told, by=hanako.account)
    again = signatures.accept(asked, received=told, by=hanako.account)
    assert first == again
    assert Signature.objects.count() == 1


def test_nobody_uses_anothers_request(ask, card, authority, taro):
    asked = ask()
    told = received(asked, card, authority)
    for act in (
        lambda: signatures.accept(asked, received=told, by=taro.account),
        lambda: signatures.begun(asked, service="x", transaction="y", by=taro.account),
        lambda: signatures.give_up(asked, reason="x", by=taro.account),
        lambda: signatures.begin(asked, request=None, by=taro.account),
    ):
        with pytest.raises(signatures.SigningOfAnother):
            act()
    assert not Signature.objects.exists()


def test_one_transaction_is_of_one_request(ask, hanako):
    first, second = ask(), ask("ほかの要約です。\n")
    signatures.begun(first, service="testing", transaction="t-1", by=hanako.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        signatures.begun(
            second, service="testing", transaction="t-1", by=hanako.account
        )


def test_a_signature_under_another_text_is_refused(ask, card, authority, hanako):
    told = testing.received(ask("ほかの要約です。\n"), card, authority)
    asked = ask()
    signatures.begun(asked, service="testing", transaction="t-1", by=hanako.account)
    with pytest.raises(signatures.SignatureNotBelieved):
        signatures.accept(asked, received=told, by=hanako.account)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.ENDED, "signature_not_believed")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ("expired", signatures.CertificateExpired),
        ("revoked", signatures.CertificateRevoked),
    ],
)
def test_a_card_that_is_not_good_is_told_what_to_do(ask, hanako, wrong, refusal):
    authority = testing.Authority()
    card = authority.card(days=-1 if wrong == "expired" else 100)
    if wrong == "revoked":
        authority.revoke(card)
    with testing.serving(authority):
        asked = ask()
        told = received(asked, card, authority)
        with pytest.raises(refusal):
            signatures.accept(asked, received=told, by=hanako.account)
    assert not Signature.objects.exists()


def test_a_late_signature_is_refused_and_another_may_be_asked(
    ask, card, authority, hanako, clock_at
):
    asked = ask()
    told = received(asked, card, authority)
    clock_at(clock.now() + dt.timedelta(hours=2))
    with pytest.raises(signatures.SigningTimedOut):
        signatures.accept(asked, received=told, by=hanako.account)
    with pytest.raises(signatures.SigningEnded):
        signatures.accept(asked, received=told, by=hanako.account)
    assert testing.signed(ask(), card, authority)


def test_who_gave_up_has_signed_nothing_and_asks_anew(ask, card, authority, hanako):
    asked = ask()
    told = received(asked, card, authority)
    signatures.give_up(asked, reason="access_denied", by=hanako.account)
    with pytest.raises(signatures.SigningEnded):
        signatures.accept(asked, received=told, by=hanako.account)


def test_giving_up_late_takes_no_signature_back(ask, card, authority, hanako):
    signature = testing.signed(ask(), card, authority)
    signatures.give_up(signature.request, reason="late", by=hanako.account)
    signature.request.refresh_from_db()
    assert signature.request.state == State.SIGNED


def test_without_a_service_nobody_is_sent_away(ask, hanako, monkeypatch):
    monkeypatch.setattr(base, "services", [])
    with pytest.raises(signatures.NoSigningService):
        signatures.begin(ask(), request=None, by=hanako.account)


def test_it_is_concluded_once_more_after_a_replay(ask, card, authority, concluding):
    signature = testing.signed(ask(), card, authority)
    paths = {signatures.conclude(signature, by=None) for _ in range(2)}
    assert paths == {"/done/draft-1"}
    signature.request.refresh_from_db()
    assert signature.request.concluded_at is not None


def test_what_a_killed_process_left_is_concluded(
    ask, card, authority, concluding, clock_at
):
    signature = testing.signed(ask(), card, authority)
    assert left_over.conclude_left() == 0, "its own request is still at it"
    clock_at(clock.now() + dt.timedelta(minutes=10))
    assert left_over.conclude_left() == 1
    assert concluding.calls == [signature.ref]
    assert left_over.conclude_left() == 0


def test_a_refusal_keeps_the_signature_and_its_reason(
    ask, card, authority, concluding, clock_at
):
    signature = testing.signed(ask(), card, authority)
    concluding.refusal = Refusal("もうできません。")
    with pytest.raises(Refusal):
        signatures.conclude(signature, by=None)
    signature.request.refresh_from_db()
    assert signature.request.reason == "refused"
    clock_at(clock.now() + dt.timedelta(minutes=10))
    assert left_over.conclude_left() == 0


def test_what_was_never_signed_is_forgotten_and_signatures_are_not(
    ask, card, authority, clock_at
):
    ask("だれも署名しません。\n")
    kept = testing.signed(ask(), card, authority)
    clock_at(clock.now() + dt.timedelta(days=31))
    assert left_over.forget_unsigned() == 1
    assert list(SigningRequest.objects.all()) == [kept.request]


def test_of_two_that_come_back_at_once_one_examines(ask, card, authority, hanako):
    asked = ask()
    told = received(asked, card, authority)
    assert signatures.take_up(asked, by=hanako.account)
    assert not signatures.take_up(asked, by=hanako.account)
    signature = signatures.accept(asked, received=told, by=hanako.account)
    assert not signatures.take_up(asked, by=hanako.account)
    assert signature.request.state == State.SIGNED


def test_who_died_over_it_blocks_nobody_for_long(ask, hanako, clock_at):
    asked = ask()
    assert signatures.take_up(asked, by=hanako.account)
    clock_at(clock.now() + dt.timedelta(minutes=6))
    assert signatures.take_up(asked, by=hanako.account)


def test_nobody_takes_up_anothers_request(ask, taro):
    with pytest.raises(signatures.SigningOfAnother):
        signatures.take_up(ask(), by=taro.account)


def test_a_fault_in_one_application_holds_up_no_other(
    ask, card, authority, concluding, clock_at
):
    failing = testing.signed(ask(), card, authority)
    clock_at(clock.now() + dt.timedelta(minutes=1))
    other = testing.signed(ask("ほかの要約です。\n"), card, authority)
    concluding.failing = {failing.ref}
    clock_at(clock.now() + dt.timedelta(minutes=9))
    assert left_over.conclude_left() == 2
    assert concluding.calls == [failing.ref, other.ref]
    other.request.refresh_from_db()
    assert other.request.concluded_at is not None
    concluding.calls.clear()
    later = testing.signed(ask("あとの要約です。\n"), card, authority)
    clock_at(clock.now() + dt.timedelta(minutes=10))
    left_over.conclude_left()
    assert concluding.calls == [later.ref, failing.ref], "what failed comes last"
    concluding.failing = set()
    assert left_over.conclude_left() == 1
    failing.request.refresh_from_db()
    assert (failing.request.reason, left_over.conclude_left()) == ("", 0)


def test_the_newest_end_is_told_and_what_is_done_stays_done(
    ask, card, authority, concluding
):
    signature = testing.signed(ask(), card, authority)

    def ended(refusal):
        concluding.refusal = refusal
        with contextlib.suppress(Refusal):
            signatures.conclude(signature, by=None)
        signature.request.refresh_from_db()
        return signature.request.reason

    assert ended(Refusal("もうできません。")) == "refused"
    assert ended(signatures.SigningOfAnother()) == "signing_of_another"
    assert ended(None) == ""
    assert ended(Refusal("もうできません。")) == ""


def test_it_is_written_down_who_could_not_use_a_signature(
    ask, card, authority, concluding, hanako
):
    signature = testing.signed(ask(), card, authority)
    concluding.refusal = Refusal("もうできません。")
    with pytest.raises(Refusal):
        signatures.conclude(signature, by=hanako.account)
    entry = audit.Entry.objects.get(event="signatures.unused")
    assert entry.actor == audit.name_of(hanako.account)
    assert entry.details == {"why": "refused"}


def test_what_is_thrown_away_takes_its_text_along(
    ask, card, authority, concluding, hanako
):
    """The unsigned at once; what was signed in vain with the worker's next round."""
    ask("だれも署名しません。\n")
    in_vain = testing.signed(ask(), card, authority)
    concluding.refusal = Refusal("もうできません。")
    with pytest.raises(Refusal):
        signatures.conclude(in_vain, by=None)
    other = signatures.ask(
        "testing",
        about="draft-2",
        summary="ほかの下書きです。\n",
        person=signatures.Person(),
        by=hanako.account,
    )
    assert signatures.let_go("testing", about="draft-1", by=hanako.account) == 1
    assert Signature.objects.exists()
    assert left_over.forget_unsigned() == 1
    assert not Signature.objects.exists()
    assert list(SigningRequest.objects.all()) == [other]


def test_what_was_filed_stays_when_its_draft_goes(ask, card, authority):
    signature = testing.signed(ask(), card, authority)
    waiting = testing.signed(ask("まだです。\n"), card, authority)
    signatures.conclude(signature, by=None)
    assert signatures.let_go("testing", about="draft-1", by=None) == 0
    left_over.forget_unsigned()
    assert set(Signature.objects.all()) == {signature, waiting}


def test_at_the_database_too_only_what_was_in_vain_can_be_deleted(ask, card, authority):
    used = testing.signed(ask(), card, authority)
    signatures.conclude(used, by=None)
    if connection.vendor != "postgresql":
        pytest.skip("SQLite empties its test database by deleting.")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(Signature).delete()
