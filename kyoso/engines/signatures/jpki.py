"""公的個人認証の番号: the object identifiers of certificates, written in one place.

Procedures §3.3: five independent sources agree on the numbers. Those of the
attributes stand for ``otherName`` entries of the subject alternative name.
"""

from cryptography.x509.oid import ObjectIdentifier

_ATTRIBUTE = "1.2.392.200149.8.5.5"
NAME, NAME_SUBSTITUTES, SEX, BORN, ADDRESS, ADDRESS_SUBSTITUTES = (
    ObjectIdentifier(f"{_ATTRIBUTE}.{number}") for number in range(1, 7)
)
SIGNING_POLICY = ObjectIdentifier("1.2.392.200149.8.5.1.1.20")
AUTHENTICATION_POLICY = ObjectIdentifier("1.2.392.200149.8.5.1.3.30")
