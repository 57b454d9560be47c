"""Each authority has its own revocation list, and a stranger's address is never called."""

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from kyoso.connectors.digital_auth_app import signing, trusted
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.kernel import outbound

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(wire, monkeypatch):
    asked = []

    def answer(_method, url, **_options):
        asked.append(url)
        return httpx.Response(200, content=b"list")

    monkeypatch.setattr(outbound, "request", answer)
    return asked


@pytest.fixture
def trust(tmp_path, wire):
    """Put an authority into the folder, with the address of its list or without."""

    def put(name, authority, address=""):
        folder = tmp_path / "anchors"
        der = authority.certificate.public_bytes(Encoding.DER)
        (folder / f"{name}.cer").write_bytes(der)
        if address:
            with (folder / trusted.REVOCATIONS).open("a", encoding="utf-8") as file:
                file.write(f'"{name}.cer" = "{address}"\n')

    return put


def test_each_authoritys_list_is_fetched_where_the_city_wrote(trust, called):
    old, new = testing.Authority("old"), testing.Authority("new")
    trust("old", old, "https://jpki.example.jp/old.crl")
    trust("new", new, "https://jpki.example.jp/new.crl")
    for authority in (new, old):
        signing.revocations(authority.card(listed_at="https://x.example.jp/").der)
    assert called == [
        "https://jpki.example.jp/new.crl",
        "https://jpki.example.jp/old.crl",
    ]


def test_without_an_address_the_certificate_of_a_trusted_one_names_it(trust, called):
    authority = testing.Authority("plain")
    trust("plain", authority)
    signing.revocations(authority.card(listed_at="https://jpki.example.jp/a.crl").der)
    assert called == ["https://jpki.example.jp/a.crl"]
    with pytest.raises(signatures.RevocationUnknown):
        signing.revocations(authority.card().der)


@pytest.mark.parametrize("certificate", [b"", b"rubbish"])
def test_nothing_is_asked_for_a_stranger(called, certificate):
    stranger = testing.Authority().card(listed_at="https://stranger.example.jp/").der
    for each in (certificate, stranger):
        with pytest.raises(signatures.SignatureNotBelieved):
            signing.revocations(each)
    assert called == []
