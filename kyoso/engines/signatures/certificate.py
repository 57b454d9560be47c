"""証明書: what a signing certificate of 公的個人認証 says of its holder. Pure.

A character that the certificate cannot carry stands there as another one
(代替文字); a row of flags, one a letter, says which.
"""

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import (
    InternalError,
    InvalidSignature,
    UnsupportedAlgorithm,
)
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID, ObjectIdentifier

from kyoso.engines.signatures import jpki

# Whatever reading a stranger's certificate or list may raise: it is looked into part
# by part, and a part that nobody can read is met where it is looked at. Arithmetic:
# the year 9999 in another time zone.
BROKEN = (
    ArithmeticError,
    AttributeError,
    CryptographyDeprecationWarning,
    InternalError,
    InvalidSignature,
    LookupError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    x509.AttributeNotFound,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
_UTF8_STRING = 0x0C
_LONG_FORM = 0x80
# One digit for the era, then YYYYMMDD of the Gregorian year.
_BORN_LENGTH = 9


@dataclass(frozen=True)
class Holder:
    """Who holds a certificate, in the certificate's own letters.

    ``name_substitutes`` and ``address_substitutes`` are the places, from 1, at
    which another character stands for the true one. ``born`` is ``YYYY-MM-DD``
    where the whole day is known, else ``YYYY``, ``YYYY-MM`` or nothing.
    """

    name: str = ""
    address: str = ""
    born: str = ""
    name_substitutes: tuple[int, ...] = ()
    address_substitutes: tuple[int, ...] = ()


def load(content: bytes) -> x509.Certificate:
    """Return the certificate of its DER; raises ``ValueError``.

    What the library still reads, with a warning that it soon will not (a serial
    number below one, against RFC 5280 4.1.2.2), is refused today.
    """
    try:
        certificate = x509.load_der_x509_certificate(content)
        serial = certificate.serial_number
    except BROKEN as broken:
        raise ValueError(str(broken)) from None
    if serial < 1:
        raise ValueError("A serial number below one.")
    return certificate


def holder_of(certificate: x509.Certificate) -> Holder:
    """Return what a certificate says of its holder; nothing where it says nothing.

    Raises ``ValueError`` where what it says cannot be read.
    """
    try:
        told = _other_names(certificate)
    except BROKEN as broken:
        raise ValueError(str(broken)) from None
    return Holder(
        name=told.get(jpki.NAME, ""),
        address=told.get(jpki.ADDRESS, ""),
        born=_born(told.get(jpki.BORN, "")),
        name_substitutes=_places(told.get(jpki.NAME_SUBSTITUTES, "")),
        address_substitutes=_places(told.get(jpki.ADDRESS_SUBSTITUTES, "")),
    )


def title_of(certificate: x509.Certificate) -> str:
    """Return how an authority calls itself: its organisation and unit."""
    parts = [
        str(attribute.value)
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
        for attribute in certificate.subject.get_attributes_for_oid(oid)
    ]
    return "、".join(parts) or certificate.subject.rfc4514_string()


def _other_names(certificate: x509.Certificate) -> dict[ObjectIdentifier, str]:
    try:
        names = certificate.extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        ).value
    except x509.ExtensionNotFound:
        return {}
    return {
        other.type_id: _utf8(other.value)
        for other in names.get_values_for_type(x509.OtherName)
    }


def _utf8(content: bytes) -> str:
    """Return the text of a DER UTF8String; raises ``ValueError`` for anything else."""
    if len(content) < 2 or content[0] != _UTF8_STRING:
        raise ValueError("An attribute is no UTF8String.")
    length, begins = content[1], 2
    if length & _LONG_FORM:
        begins += length & ~_LONG_FORM
        length = int.from_bytes(content[2:begins], "big")
    if len(content) != begins + length:
        raise ValueError("An attribute has another length than it says.")
    return content[begins:].decode("utf-8")


def _born(told: str) -> str:
    if len(told) != _BORN_LENGTH or not told.isascii() or not told.isdigit():
        return ""
    year, month, day = told[1:5], told[5:7], told[7:9]
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        pass
    if year == "0000":
        return ""
    return f"{year}-{month}" if month != "00" else year


def _places(flags: str) -> tuple[int, ...]:
    return tuple(at for at, flag in enumerate(flags, 1) if flag not in "0 ")
