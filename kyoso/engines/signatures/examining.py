"""検証: whether a signature holds, from its evidence and the trusted authorities. Pure.

Everything is looked at as of the moment of signing, whatever the clock says now:
a certificate that has run out since was good then.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from kyoso.engines.signatures.certificate import (
    SIGNING_POLICY,
    holder_of,
    load,
    title_of,
)
from kyoso.engines.signatures.comparing import compare
from kyoso.engines.signatures.evidence import Evidence
from kyoso.engines.signatures.findings import Check, fails, holds
from kyoso.ui import dates

# 平成15年総務省令第120号第2条 names RSA of 2048 bits for the keys of users.
SMALLEST_KEY = 2048
# The authority's clock and this one may differ so far.
CLOCK_SKEW = dt.timedelta(minutes=5)
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
)


def examine(evidence: Evidence, anchors: Iterable[bytes]) -> tuple[Check, ...]:
    """Return every check in the order of reading; never raises, whatever is in it."""
    trusted = list(anchors)
    looks: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("signature", lambda: _signature(evidence)),
        ("chain", lambda: _chain(evidence, trusted)),
        ("usage", lambda: _usage(evidence)),
        ("validity", lambda: _validity(evidence)),
        ("revocation", lambda: _revocation(evidence)),
    )
    found = tuple(_looked(slug, look) for slug, look in looks)
    try:
        told = compare(holder_of(load(evidence.certificate)), evidence.person)
    except _BROKEN:
        sentence = "証明書に書かれた氏名などを読めません。"
        return (*found, fails("name", sentence, "unreadable"))
    return (*found, *told)


def issuer_among(certificate: x509.Certificate, anchors: Iterable[bytes]) -> bytes:
    """Return the trusted authority (DER) that issued a certificate, or nothing."""
    for anchor in anchors:
        try:
            certificate.verify_directly_issued_by(load(anchor))
        except _BROKEN:
            continue
        return anchor
    return b""


def _looked(slug: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except _BROKEN:
        sentence = f"{_WHAT[slug]}を確かめられません。証拠が壊れているか、決まった形をしていません。"
        return fails(slug, sentence, "unreadable")


_WHAT = {
    "signature": "署名の値",
    "chain": "証明書を発行した認証局",
    "usage": "証明書の用途",
    "validity": "証明書の有効期間",
    "revocation": "証明書の失効",
}


def _signature(evidence: Evidence) -> Check:
    key = load(evidence.certificate).public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < SMALLEST_KEY:
        return fails(
            "signature",
            "署名の鍵が、決まった種類（RSA 2048ビット以上）ではありません。",
        )
    try:
        key.verify(
            evidence.signature, evidence.signed, padding.PKCS1v15(), hashes.SHA256()
        )
    except InvalidSignature:
        return fails(
            "signature",
            "署名の値が、申請の要約と合いません。要約か署名が変わっています。",
        )
    return holds("signature", "署名の値は、申請の要約と合っています（SHA-256、RSA）。")


def _chain(evidence: Evidence, trusted: list[bytes]) -> Check:
    certificate, issuer = load(evidence.certificate), load(evidence.issuer)
    certificate.verify_directly_issued_by(issuer)
    _refuse_weak(certificate.signature_hash_algorithm)
    name = title_of(issuer)
    if evidence.issuer not in trusted:
        return fails(
            "chain",
            f"証明書を発行した認証局（{name}）が、信頼する認証局の一覧にありません。",
            "untrusted",
        )
    limits = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    is_good_then = (
        issuer.not_valid_before_utc <= evidence.signed_at <= issuer.not_valid_after_utc
    )
    if not limits.ca or not is_good_then:
        return fails(
            "chain", f"認証局（{name}）の証明書が、署名のとき有効ではありませんでした。"
        )
    return holds("chain", f"証明書は、信頼する認証局（{name}）が発行したものです。")


def _usage(evidence: Evidence) -> Check:
    extensions = load(evidence.certificate).extensions
    policies = extensions.get_extension_for_class(x509.CertificatePolicies).value
    usage = extensions.get_extension_for_class(x509.KeyUsage).value
    is_for_signing = any(
        policy.policy_identifier == SIGNING_POLICY for policy in policies
    )
    if not is_for_signing or not usage.content_commitment:
        return fails("usage", "署名用の証明書ではありません。", "usage")
    return holds("usage", "署名用の証明書です。")


def _validity(evidence: Evidence) -> Check:
    certificate = load(evidence.certificate)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins - CLOCK_SKEW <= evidence.signed_at <= ends:
        return fails(
            "validity",
            f"署名を受け取った{dates.moment(evidence.signed_at)}に、証明書は有効期間内ではありませんでした"
            f"（{dates.day(begins)}から{dates.day(ends)}まで）。",
            "expired",
        )
    return holds(
        "validity",
        f"署名を受け取った{dates.moment(evidence.signed_at)}に、証明書は有効期間内でした"
        f"（{dates.day(ends)}まで）。",
    )


def _revocation(evidence: Evidence) -> Check:
    certificate, issuer = load(evidence.certificate), load(evidence.issuer)
    listed = x509.load_der_x509_crl(evidence.revocations)
    key = issuer.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    _refuse_weak(listed.signature_hash_algorithm)
    if listed.issuer != issuer.subject or not listed.is_signature_valid(key):
        return fails(
            "revocation", "失効リストが、証明書を発行した認証局のものではありません。"
        )
    made, next_made = listed.last_update_utc, listed.next_update_utc
    is_of_then = (
        next_made is not None and made - CLOCK_SKEW <= evidence.signed_at <= next_made
    )
    if not is_of_then:
        return fails(
            "revocation",
            f"失効リスト（{dates.moment(made)}に発行）が、署名のときのものではありません。",
            "stale",
        )
    entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is not None:
        since = dates.day(entry.revocation_date_utc)
        return fails(
            "revocation",
            f"証明書は、署名の前（{since}）に失効していました。",
            "revoked",
        )
    return holds(
        "revocation",
        f"証明書は、署名のとき失効していませんでした（失効リストは{dates.moment(made)}に発行）。",
    )


def _refuse_weak(algorithm: hashes.HashAlgorithm | None) -> None:
    if not isinstance(algorithm, hashes.SHA256 | hashes.SHA384 | hashes.SHA512):
        raise UnsupportedAlgorithm("The authority signs with a weak algorithm.")
