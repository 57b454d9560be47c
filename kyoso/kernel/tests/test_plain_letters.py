"""The short way through an answer's letters never lets one pass that cannot be written."""

import sys
import unicodedata

from kyoso.kernel import text


def test_every_plain_letter_can_be_written():
    plain = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if text.PLAIN.fullmatch(chr(code))
    ]
    assert len(plain) > 20_000
    assert not [
        letter
        for letter in plain
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ]
    # With a letter that is not plain, every one of them is looked at.
    whole = "".join(plain) + "é"
    assert not text.PLAIN.fullmatch(whole)
    assert text.first_unwritable(whole) is None
