"""A toy JPKI: issues signing and authentication certificates, and a CRL.

Shapes follow the certificates of 公的個人認証 as far as they are known: subjects
are opaque, the four attributes are ``otherName`` entries of the signing
certificate only, keys are RSA-2048. Every subject says TEST.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from kyoso.connectors.digital_auth_app.sandbox import keeping, registration
from kyoso.engines.signatures.api import jpki
from kyoso.kernel import clock

UTF8_STRING = 0x0C
SHORT_FORM = 0x80


@dataclass(frozen=True)
class CardHolder:
    """A fictional holder of a toy card.

    ``name_substitutes`` and ``address_substitutes`` mark the positions where a
    character outside the certificate's set was replaced (``1``), as the real
    flags do; ``born`` is one era digit and YYYYMMDD.
    """

    slug: str
    name: str
    address: str
    born: str
    sex: str
    pin: str
    note: str
    name_substitutes: str = ""
    address_substitutes: str = ""
    revoked: x509.ReasonFlags | None = None
    expired: bool = False
    signing_pin: str = "ABC123"
    # A change of name or address ends the signing certificate alone.
    signing_revoked: x509.ReasonFlags | None = None
    signing_expired: bool = False


class Authority:
    """One toy certification authority with its key, made when first asked."""

    def __init__(self, unit: str, kept: Path | None = None) -> None:
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEST JPKI (not real)"),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            ]
        )
        # What was signed is verified later, so a signing authority outlives its process.
        known = keeping.read(kept) if kept else None
        self.key, self.certificate = known or self._made()
        if kept and not known:
            keeping.write(kept, self.key, self.certificate)
        self._revoked: list[tuple[int, x509.ReasonFlags]] = []

    def _made(self) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        moment = clock.now()
        certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(moment - dt.timedelta(days=3650))
            .not_valid_after(moment + dt.timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        return key, certificate

    def issue(self, holder: CardHolder, *, signing: bool) -> x509.Certificate:
        """Return a certificate for a fresh key of the holder's toy card."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return self.issue_for(key, holder, signing=signing)

    def issue_for(
        self, key: rsa.RSAPrivateKey, holder: CardHolder, *, signing: bool
    ) -> x509.Certificate:
        """Return a certificate for this key of the holder's toy card."""
        moment = clock.now()
        is_expired = holder.expired or (signing and holder.signing_expired)
        ends = moment + dt.timedelta(days=-1 if is_expired else 1200)
        policy = jpki.SIGNING_POLICY if signing else jpki.AUTHENTICATION_POLICY
        builder = (
            x509.CertificateBuilder()
            .subject_name(self._opaque_name(holder))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(moment - dt.timedelta(days=625))
            .not_valid_after(ends)
            .add_extension(
                x509.CertificatePolicies([x509.PolicyInformation(policy, None)]),
                critical=True,
            )
        )
        if signing:
            builder = builder.add_extension(_usage(), critical=True).add_extension(
                attributes_of(holder), critical=False
            )
        certificate = builder.sign(self.key, hashes.SHA256())
        reason = holder.revoked or (holder.signing_revoked if signing else None)
        if reason:
            self.revoke(certificate, reason)
        return certificate

    def revoke(self, certificate: x509.Certificate, reason: x509.ReasonFlags) -> None:
        """Put a certificate on the list, once."""
        if certificate.serial_number not in dict(self._revoked):
            self._revoked.append((certificate.serial_number, reason))

    def revocation_list(self) -> x509.CertificateRevocationList:
        """Return the CRL of this moment."""
        moment = clock.now()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(moment)
            .next_update(moment + dt.timedelta(days=1))
        )
        for serial, reason in self._revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(moment - dt.timedelta(days=30))
                .add_extension(x509.CRLReason(reason), critical=False)
                .build()
            )
        return builder.sign(self.key, hashes.SHA256())

    def refuses(self, certificate: x509.Certificate) -> str:
        """Return why the certificate is not good now, or an empty string."""
        moment = clock.now()
        if certificate.not_valid_after_utc < moment:
            return "expired"
        found = self.revocation_list().get_revoked_certificate_by_serial_number(
            certificate.serial_number
        )
        return "revoked" if found is not None else ""

    def _opaque_name(self, holder: CardHolder) -> x509.Name:
        """Return a subject without the person's name, as real ones are."""
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.LOCALITY_NAME, "TEST"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"TEST-{holder.slug}-000001"),
            ]
        )


def _usage() -> x509.KeyUsage:
    """Return what a signing certificate may be used for: to sign, and to stand by it."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def attributes_of(holder: CardHolder) -> x509.SubjectAlternativeName:
    """Return the four attributes and their substitution flags as otherNames."""
    values = {
        jpki.NAME: holder.name,
        jpki.NAME_SUBSTITUTES: holder.name_substitutes or "0" * len(holder.name),
        jpki.SEX: holder.sex,
        jpki.BORN: holder.born,
        jpki.ADDRESS: holder.address,
        jpki.ADDRESS_SUBSTITUTES: holder.address_substitutes
        or "0" * len(holder.address),
    }
    return x509.SubjectAlternativeName(
        [x509.OtherName(oid, utf8_string(text)) for oid, text in values.items()]
    )


def utf8_string(text: str) -> bytes:
    """Return the DER encoding of a UTF8String."""
    content = text.encode("utf-8")
    if len(content) < SHORT_FORM:
        return bytes([UTF8_STRING, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([UTF8_STRING, SHORT_FORM | len(length)]) + length + content


@cache
def authentication_authority() -> Authority:
    return Authority("TEST for user authentication")


@cache
def signing_authority() -> Authority:
    return Authority("TEST for digital signature", registration.folder() / "ca.pem")
