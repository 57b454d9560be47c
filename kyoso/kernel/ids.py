"""Names for rows that people read aloud, and names that nobody can guess."""

import re
import secrets

from kyoso.kernel.errors import Refusal
from kyoso.kernel.text import fold

# Without 0/O, 1/I/L and U/V, which are misread on paper and on the telephone.
# Its 29 letters are a prime number: see ``check_letter``.
READABLE = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_REF_LENGTH = 16
_CODE_LENGTH = 12
_GROUP = 4
# Wider than what is made, so that old addresses live if the letters change.
REF_PATTERN = "[0-9a-z]{16}"
_PARTINGS = str.maketrans("", "", "-‐‑‒–—―−ー_ \u3000")


class CodeMistyped(Refusal):
    code = "code_mistyped"
    sentence = "番号「{typed}」が見つかりません。紙に書かれた12文字をもう一度確かめてください。"


def new_ref() -> str:
    """Return a random address part: 16 readable small letters (77 bits)."""
    return "".join(secrets.choice(READABLE) for _ in range(_REF_LENGTH)).lower()


def is_ref(text: str) -> bool:
    """Tell whether ``text`` can be a ref at all, before a database is asked."""
    return re.fullmatch(REF_PATTERN, text) is not None


class RefConverter:
    """``<ref:ref>`` in an address: forged ones, also with NUL, match no page (404)."""

    regex = REF_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def new_code() -> str:
    """Return a paper-friendly code such as ``ABCD-EFGH-JKMN``.

    Eleven random letters (53 bits) and a check letter, so that a slip of the pen
    is told from a code that does not exist.
    """
    body = "".join(secrets.choice(READABLE) for _ in range(_CODE_LENGTH - 1))
    return grouped(body + check_letter(body))


def read_code(typed: str) -> str:
    """Return a code as ``new_code`` wrote it, from any width, case and parting.

    Raises ``CodeMistyped`` when the letters or the check letter are wrong.
    """
    letters = fold(typed).upper().translate(_PARTINGS)
    is_whole = len(letters) == _CODE_LENGTH and all(
        letter in READABLE for letter in letters
    )
    if not is_whole or letters[-1] != check_letter(letters[:-1]):
        raise CodeMistyped(typed=typed)
    return grouped(letters)


def check_letter(body: str) -> str:
    """Return the letter that makes one wrong letter, or two swapped, visible.

    A sum weighted by place, modulo the 29 letters: with a prime modulus every
    single error and every swap of two different letters changes it, for bodies
    of up to 27 letters. A letter outside ``READABLE`` raises ``ValueError``.
    """
    total = sum(
        place * READABLE.index(letter) for place, letter in enumerate(body, start=1)
    )
    return READABLE[total % len(READABLE)]


def grouped(letters: str) -> str:
    """Return letters in fours, as people read them aloud: ``ABCD-EFGH-JKMN``."""
    return "-".join(
        letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)
    )
