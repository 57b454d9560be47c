"""For the tests of others: a toy authority, toy cards, and a service that signs with them.

authority = signatures_testing.Authority()
with signatures_testing.serving(authority):
    signature = signatures_testing.signed(asked, authority.card(name="能代 花子"))
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kyoso.engines.signatures import base, jpki
from kyoso.engines.signatures.actions import accept, begun
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref

SLUG = "testing"
_DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Card:
    """A toy card: its certificate and what signs under it."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(_DER)

    def sign(self, text: str) -> bytes:
        return self.key.sign(text.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())


class Authority:
    """A toy authority; nobody but a test trusts it."""

    def __init__(self, unit: str = "TEST authority of the tests") -> None:
        self.key = _a_key()
        self.name = _named(organisation="TEST (not real)", unit=unit)
        now = clock.now()
        self.certificate = (
            _certificate(self.name, self.name, self.key, now, days=3650)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        self.revoked: list[x509.Certificate] = []

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(_DER)

    def card(
        self,
        *,
        name: str = "能代　花子",
        address: str = "能代市架空町一番一号",
        born: str = "319750503",
        name_flags: str = "",
        policy: x509.ObjectIdentifier = jpki.SIGNING_POLICY,
        is_for_signing: bool = True,
        days: int = 1200,
        key_size: int = 2048,
        listed_at: str = "",
    ) -> Card:
        """Issue a card; ``days`` below nothing makes one that has run out.

        ``listed_at`` is where the certificate says that its revocation is listed.
        """
        key = _a_key(key_size)
        told = {
            jpki.NAME: name,
            jpki.NAME_SUBSTITUTES: name_flags or "0" * len(name),
            jpki.SEX: "2",
            jpki.BORN: born,
            jpki.ADDRESS: address,
            jpki.ADDRESS_SUBSTITUTES: "0" * len(address),
        }
        builder = _certificate(
            _named(organisation="TEST", unit="opaque"),
            self.name,
            key,
            clock.now(),
            days=days,
        )
        if listed_at:
            builder = builder.add_extension(_listed_at(listed_at), critical=False)
        certificate = (
            builder.add_extension(
                x509.CertificatePolicies([x509.PolicyInformation(policy, None)]),
                critical=True,
            )
            .add_extension(_usage(is_for_signing=is_for_signing), critical=True)
            .add_extension(
                x509.SubjectAlternativeName(
                    [
                        x509.OtherName(number, _utf8(text))
                        for number, text in told.items()
                    ]
                ),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        return Card(certificate, key)

    def revoke(self, card: Card) -> None:
        self.revoked.append(card.certificate)

    def revocations(
        self,
        *,
        made: dt.datetime | None = None,
        days: int = 1,
        extension: x509.ExtensionType | None = None,
    ) -> bytes:
        """Return the CRL (DER) of a moment; ``extension`` (critical) bounds it."""
        made = made or clock.now()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(made)
            .next_update(made + dt.timedelta(days=days))
        )
        if extension is not None:
            builder = builder.add_extension(extension, critical=True)
        for certificate in self.revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(certificate.serial_number)
                .revocation_date(made - dt.timedelta(days=30))
                .build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(_DER)


class Service:
    """Sends nobody anywhere: the test plays the card itself."""

    slug = SLUG
    title = "署名して出す"

    def __init__(self, authority: Authority) -> None:
        self.authority = authority

    def is_ready(self) -> bool:
        return True

    def anchors(self) -> list[bytes]:
        return [self.authority.der]

    def begin(self, request: HttpRequest, asked: SigningRequest) -> HttpResponseBase:
        return HttpResponse(f"away to sign {asked.digest}")


class Known(Service):
    """Vouches for what was signed; nobody new signs with it."""

    slug = "testing-known"

    def is_ready(self) -> bool:
        return False


@cache
def known_authority() -> Authority:
    """Return an authority that every test of this process trusts from now on."""
    made = Authority()
    base.services.register(Known(made))
    return made


@contextmanager
def serving(authority: Authority) -> Iterator[Service]:
    """Offer this toy service, for the length of a test."""
    with base.services.temporarily(Service(authority)) as service:
        assert isinstance(service, Service)
        yield service


def received(asked: SigningRequest, card: Card, authority: Authority) -> base.Received:
    """Return what would come back were this card held to the telephone now."""
    return base.Received(card.sign(asked.summary), card.der, authority.revocations())


def signed(asked: SigningRequest, card: Card, authority: Authority) -> Signature:
    """Sign with a toy card, to the accepted signature."""
    begun(asked, service=SLUG, transaction=new_ref(), by=asked.asked_by)
    told = received(asked, card, authority)
    return accept(asked, received=told, by=asked.asked_by)


def _a_key(size: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


def _named(*, organisation: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    now: dt.datetime,
    *,
    days: int,
) -> x509.CertificateBuilder:
    now = now.astimezone(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=600))
        .not_valid_after(now + dt.timedelta(days=days))
    )


def _usage(*, is_for_signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=is_for_signing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _listed_at(address: str) -> x509.CRLDistributionPoints:
    name = x509.UniformResourceIdentifier(address)
    return x509.CRLDistributionPoints(
        [x509.DistributionPoint([name], None, None, None)]
    )


def _utf8(text: str) -> bytes:
    content = text.encode("utf-8")
    if len(content) < 0x80:
        return bytes([0x0C, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([0x0C, 0x80 | len(length)]) + length + content
