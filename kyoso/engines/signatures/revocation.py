"""失効リスト: whether a list tells that a certificate was good at a moment. Pure.

A list proves something only if it is the authority's own, whole, of that moment
and about this certificate (RFC 5280 6.3.3): one of differences, one that another
draws up, one of some reasons or of another part of the certificates leaves out
what might stand elsewhere.
"""

import datetime as dt

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtensionOID

from kyoso.engines.signatures.certificate import BROKEN
from kyoso.engines.signatures.findings import Check, fails, holds
from kyoso.ui import dates

SLUG = "revocation"
# What this module understands of a list; anything else that is critical may mean
# that the list is read otherwise than here (RFC 5280 5.2).
_UNDERSTOOD = {
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
    ExtensionOID.CRL_NUMBER,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
}


def look_up(
    certificate: x509.Certificate,
    *,
    issuer: x509.Certificate,
    content: bytes,
    at: dt.datetime,
    skew: dt.timedelta,
) -> Check:
    """Look a certificate up in the list (DER) of its issuer, as of a moment.

    Raises one of ``certificate.BROKEN`` where the list cannot be read.
    """
    listed = x509.load_der_x509_crl(content)
    wrong = _not_theirs(listed, issuer) or _not_whole(listed, certificate)
    if wrong:
        return fails(SLUG, wrong, "scope")
    made, next_made = listed.last_update_utc, listed.next_update_utc
    if next_made is None or not made - skew <= at <= next_made:
        return fails(
            SLUG,
            f"失効リスト（{dates.moment(made)}に発行）が、署名のときのものではありません。",
            "stale",
        )
    entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is not None:
        since = dates.day(entry.revocation_date_utc)
        return fails(
            SLUG, f"証明書は、署名の前（{since}）に失効していました。", "revoked"
        )
    return holds(
        SLUG,
        f"証明書は、署名のとき失効していませんでした（失効リストは{dates.moment(made)}に発行）。",
    )


def refuse_weak(algorithm: hashes.HashAlgorithm | None) -> None:
    """Raise ``UnsupportedAlgorithm`` for a digest that can be forged (SHA-1)."""
    if not isinstance(algorithm, hashes.SHA256 | hashes.SHA384 | hashes.SHA512):
        raise UnsupportedAlgorithm("The authority signs with a weak algorithm.")


def _not_theirs(
    listed: x509.CertificateRevocationList, issuer: x509.Certificate
) -> str:
    refuse_weak(listed.signature_hash_algorithm)
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return "認証局の鍵が、決まった種類（RSA）ではありません。"
    if listed.issuer != issuer.subject or not listed.is_signature_valid(key):
        return "失効リストが、証明書を発行した認証局のものではありません。"
    if not _may_sign_lists(issuer):
        return "認証局の証明書は、失効リストを発行するためのものではありません。"
    return ""


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    try:
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        # Without the extension a key may be used for anything (RFC 5280 6.3.3 f).
        return True
    return usage.crl_sign


def _not_whole(
    listed: x509.CertificateRevocationList, certificate: x509.Certificate
) -> str:
    """Return why a list does not speak for this certificate, or nothing."""
    scope = None
    for extension in listed.extensions:
        if extension.oid == ExtensionOID.DELTA_CRL_INDICATOR:
            return "失効リストが差分だけのものです。すべてが載ったリストが必要です。"
        if isinstance(extension.value, x509.IssuingDistributionPoint):
            scope = extension.value
        elif extension.critical and extension.oid not in _UNDERSTOOD:
            return "失効リストに、この仕組みで読めない重要な項目があります。"
    return _out_of(scope, certificate) if scope else ""


def _out_of(scope: x509.IssuingDistributionPoint, certificate: x509.Certificate) -> str:
    if scope.indirect_crl:
        return "失効リストが、ほかの認証局の証明書も載せる種類（間接）のものです。"
    if scope.only_some_reasons:
        return "失効リストが、一部の理由の失効だけを載せたものです。"
    if scope.only_contains_ca_certs or scope.only_contains_attribute_certs:
        return "失効リストが、利用者の証明書を載せないものです。"
    if scope.relative_name:
        return "失効リストの範囲が、この仕組みで読めない書き方です。"
    if scope.full_name and not set(scope.full_name) & _points_of(certificate):
        return "失効リストが、ほかの範囲の証明書だけを載せたものです。"
    return ""


def _points_of(certificate: x509.Certificate) -> set[x509.GeneralName]:
    """Return where a certificate says that its own revocation is listed, whole."""
    try:
        points = certificate.extensions.get_extension_for_class(
            x509.CRLDistributionPoints
        ).value
    except BROKEN:
        return set()
    return {
        name
        for point in points
        if not point.reasons and not point.crl_issuer
        for name in point.full_name or ()
    }
