"""検証: whether a signature holds, from its evidence and the trusted authorities. Pure.

Everything is looked at as of the moment of signing, whatever the clock says now:
a certificate that has run out since was good then.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from kyoso.engines.signatures import jpki, revocation
from kyoso.engines.signatures.certificate import BROKEN, holder_of, load, title_of
from kyoso.engines.signatures.comparing import compare
from kyoso.engines.signatures.evidence import Evidence
from kyoso.engines.signatures.findings import Check, fails, holds
from kyoso.ui import dates

# 平成15年総務省令第120号第2条 names RSA of 2048 bits for the keys of users.
SMALLEST_KEY = 2048
# The authority's clock and this one may differ so far.
CLOCK_SKEW = dt.timedelta(minutes=5)


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
    except BROKEN:
        sentence = "証明書に書かれた氏名などを読めません。"
        return (*found, fails("name", sentence, "unreadable"))
    return (*found, *told)


def issuer_among(certificate: x509.Certificate, anchors: Iterable[bytes]) -> bytes:
    """Return the trusted authority (DER) that issued a certificate, or nothing."""
    for anchor in anchors:
        try:
            certificate.verify_directly_issued_by(load(anchor))
        except BROKEN:
            continue
        return anchor
    return b""


def _looked(slug: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except BROKEN:
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
    revocation.refuse_weak(certificate.signature_hash_algorithm)
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
        policy.policy_identifier == jpki.SIGNING_POLICY for policy in policies
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
    return revocation.look_up(
        load(evidence.certificate),
        issuer=load(evidence.issuer),
        content=evidence.revocations,
        at=evidence.signed_at,
        skew=CLOCK_SKEW,
    )
