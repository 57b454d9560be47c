"""紙コード: twelve characters that continue a draft from anywhere, without an account.

A code is never stored. It is derived from the draft's random ref and the key for
codes, which both doors share (a resident begins, a clerk goes on), and the row
keeps only a keyed digest of it: whoever reads the database cannot open a draft,
while the holder's page can always print the code again. An older key
(``CODE_KEYS`` after the first) keeps its codes.
"""

import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from kyoso.kernel.ids import READABLE
from kyoso.kernel.text import fold

LENGTH = 12
_GROUP = 4
_NOT_IN_CODES = re.compile(rf"[^{READABLE}]")


def digest_of(code: str) -> str:
    """Return what a row keeps of a code."""
    return _digest(normalised(code), _keys()[0])


def digests_of(code: str) -> list[str]:
    """Return every digest under which a typed code may be kept."""
    plain = normalised(code)
    return [_digest(plain, key) for key in _keys()]


def new_code(ref: str, round_: int = 0) -> str:
    """Return the code of a draft that is being made, or made anew for the nth time."""
    return grouped(_derived(_named(ref, round_), _keys()[0]))


def code_of(ref: str, digest: str, round_: int = 0) -> str:
    """Return the code that belongs to a kept digest; empty when its key is gone."""
    for key in _keys():
        code = _derived(_named(ref, round_), key)
        if _digest(code, key) == digest:
            return grouped(code)
    return ""


def normalised(typed: str) -> str:
    """Return the letters of a code as typed: any width, case and punctuation."""
    return _NOT_IN_CODES.sub("", fold(typed[:200]).upper())


def grouped(code: str) -> str:
    """Return ``ABCD-EFGH-JKMN``."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _named(ref: str, round_: int) -> str:
    return f"{ref}:{round_}" if round_ else ref


def _derived(ref: str, key: str) -> str:
    mac = salted_hmac("forms.code", ref, secret=key, algorithm="sha256")
    number = int.from_bytes(mac.digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(READABLE))
        letters.append(READABLE[place])
    return "".join(letters)


def _digest(code: str, key: str) -> str:
    mac = salted_hmac("forms.code.digest", code, secret=key, algorithm="sha256")
    return mac.hexdigest()


def _keys() -> list[str]:
    return list(settings.CODE_KEYS)
