"""The provider double demands what the real provider demands, and locks cards."""

from urllib.parse import urlencode

import pytest
from cryptography import x509
from django.test import Client
from joserfc.jwk import RSAKey

from kyoso.connectors.digital_auth_app import protocol
from kyoso.connectors.digital_auth_app.protocol import CardLogInRefused, answer
from kyoso.connectors.digital_auth_app.sandbox.authority import (
    authentication_authority,
    signing_authority,
)
from kyoso.connectors.digital_auth_app.sandbox.cards import (
    HOLDERS,
    authentication_certificate,
)
from kyoso.engines.signatures.api import jpki

ROOT = "/api/realms/main/protocol/openid-connect"
HOST = {"host": "sandbox.testserver"}


def asked(registered, begun, **changes):
    base = dict(
        pair.split("=", 1)
        for pair in begun.address(registered).split("?")[1].split("&")
    )
    del base["redirect_uri"], base["scope"], base["acr_values"]
    base |= {"redirect_uri": begun.redirect_uri, "scope": registered.scope}
    base |= changes
    kept = {name: value for name, value in base.items() if value is not None}
    return Client().get(f"{ROOT}/auth?{urlencode(kept)}", headers=HOST)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "name"}, "invalid_scope"),
        ({"state": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"nonce": "n" * 256}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_it_sends_a_wrong_request_back_with_an_error(registered, begun, changes, error):
    got = asked(registered, begun, **changes)
    assert got.status_code == 302
    assert f"error={error}" in got["Location"]


@pytest.mark.parametrize(
    "changes",
    [{"client_id": "RP999999"}, {"redirect_uri": "https://thief.example/callback"}],
)
def test_it_never_sends_anyone_to_an_address_that_is_not_registered(
    registered, begun, changes
):
    got = asked(registered, begun, **changes)
    assert got.status_code == 400


def test_a_client_assertion_is_taken_once(
    wire, registered, begun, hold_card, monkeypatch
):
    assertion = protocol.client_assertion(registered)
    monkeypatch.setattr(protocol, "client_assertion", lambda provider: assertion)
    answer(registered, begun, hold_card())
    with pytest.raises(CardLogInRefused):
        answer(registered, begun, hold_card())


def test_it_refuses_an_assertion_of_another_key(
    registered, begun, hold_card, tmp_path, monkeypatch
):
    given = hold_card()
    other = tmp_path / "other.pem"
    other.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    thief = protocol.Provider(
        **{**registered.__dict__, "key_file": str(other)},
    )
    with pytest.raises(CardLogInRefused):
        answer(thief, begun, given)


@pytest.mark.parametrize(
    ("holder", "told"),
    [("expired", "有効期限が切れています"), ("moved", "失効しています")],
)
def test_a_card_that_is_not_good_does_not_log_in(hold_card, holder, told):
    assert told in hold_card(holder).content.decode()


def test_a_card_locks_at_the_third_wrong_pin(hold_card):
    for _ in range(2):
        assert "暗証番号がちがいます" in hold_card(pin="0000").content.decode()
    assert "鍵がかかりました" in hold_card(pin="0000").content.decode()
    assert "鍵がかかりました" in hold_card(pin="1234").content.decode()


def test_only_the_signing_certificate_carries_the_attributes():
    holder = HOLDERS["watanabe"]
    signing = signing_authority().issue(holder, signing=True)
    names = signing.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    found = {
        other.type_id: other.value[2:].decode("utf-8")
        for other in names.value.get_values_for_type(x509.OtherName)
    }
    assert found[jpki.NAME] == holder.name
    assert found[jpki.NAME_SUBSTITUTES] == "01000"
    assert holder.address.endswith(found[jpki.ADDRESS][-5:])
    with pytest.raises(x509.ExtensionNotFound):
        authentication_certificate("watanabe").extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        )


def test_the_subject_never_names_the_person():
    certificate = authentication_certificate("hanako")
    assert "花子" not in certificate.subject.rfc4514_string()


def test_the_revocation_list_is_signed_and_gives_the_reason():
    revoked = authentication_certificate("moved")
    authority = authentication_authority()
    listed = authority.revocation_list()
    assert listed.is_signature_valid(authority.key.public_key())
    entry = listed.get_revoked_certificate_by_serial_number(revoked.serial_number)
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason == x509.ReasonFlags.affiliation_changed
