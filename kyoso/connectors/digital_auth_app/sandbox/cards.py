"""The drawer of toy cards: people who do not exist, and what is wrong with some cards."""

from functools import cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from kyoso.connectors.digital_auth_app.sandbox import keeping, registration
from kyoso.connectors.digital_auth_app.sandbox.authority import (
    Authority,
    CardHolder,
    authentication_authority,
    signing_authority,
)

HOLDERS = {
    holder.slug: holder
    for holder in (
        CardHolder(
            "hanako",
            "能代　花子",
            "秋田県能代市上町一番三号",
            "319540403",
            "2",
            "1234",
            "有効なカード",
        ),
        CardHolder(
            "taro",
            "檜山　太郎",
            "秋田県能代市檜山字霧山下一番地",
            "319600715",
            "1",
            "1234",
            "有効なカード",
        ),
        CardHolder(
            "watanabe",
            "渡邉　邦子",
            "秋田県能代市二ツ井町字上台一番地",
            "319480120",
            "2",
            "1234",
            "代替文字のあるカード（氏名の2文字目）",
            name_substitutes="01000",
        ),
        CardHolder(
            "moved",
            "米代　次郎",
            "秋田県能代市落合字上釜谷地一番地",
            "319750930",
            "1",
            "1234",
            "転居で失効したカード",
            revoked=x509.ReasonFlags.affiliation_changed,
        ),
        CardHolder(
            "expired",
            "日吉　梅",
            "秋田県能代市日吉町一番地",
            "319400301",
            "2",
            "1234",
            "有効期限が切れたカード",
            expired=True,
        ),
        CardHolder(
            "lapsed",
            "鶴形　清",
            "秋田県能代市鶴形字鶴形一番地",
            "319580808",
            "1",
            "1234",
            "転居で署名用だけが失効したカード",
            signing_revoked=x509.ReasonFlags.affiliation_changed,
        ),
        CardHolder(
            "outdated",
            "富根　節子",
            "秋田県能代市二ツ井町飛根字富根一番地",
            "319450505",
            "2",
            "1234",
            "署名用だけ期限が切れたカード",
            signing_expired=True,
        ),
    )
}


@cache
def authentication_certificate(slug: str) -> x509.Certificate:
    """Return the card's authentication certificate; it carries no attributes."""
    return authentication_authority().issue(HOLDERS[slug], signing=False)


@cache
def signing_card(slug: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Return the card's signing key and certificate, the same after a restart."""
    holder, authority = HOLDERS[slug], signing_authority()
    file = registration.folder() / "cards" / f"{slug}.pem"
    known = keeping.read(file)
    # Of another authority's time (the authority was made anew): issued again.
    if known and known[1].issuer == authority.name and _is_of(authority, known[1]):
        if reason := holder.revoked or holder.signing_revoked:
            authority.revoke(known[1], reason)
        return known
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = authority.issue_for(key, holder, signing=True)
    keeping.write(file, key, certificate)
    return key, certificate


def sign(slug: str, digest: bytes) -> bytes:
    """Return what the card makes of a SHA-256: RSASSA-PKCS1-v1_5, raw."""
    key, _certificate = signing_card(slug)
    return key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))


def revocation_list() -> x509.CertificateRevocationList:
    """Return the list of this moment, with every signing certificate that ended early."""
    for holder in HOLDERS.values():
        if holder.revoked or holder.signing_revoked:
            signing_card(holder.slug)
    return signing_authority().revocation_list()


def _is_of(authority: Authority, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
