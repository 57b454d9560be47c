"""Ids that are read aloud, and what is told from a slip of the pen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kyoso.kernel import ids

codes = st.builds(ids.new_code)
places = st.integers(0, 11)


def test_letters_that_look_alike_are_not_used():
    assert not set("01OILUV") & set(ids.READABLE)
    assert len(set(ids.READABLE)) == len(ids.READABLE) == 29


def test_a_ref_is_long_and_small():
    refs = {ids.new_ref() for _ in range(500)}
    assert len(refs) == 500
    assert all(len(ref) == 16 and ref == ref.lower() and ref.isalnum() for ref in refs)


@given(codes)
def test_a_code_is_read_in_any_width_case_and_parting(code):
    assert len(code) == 14
    assert ids.read_code(code) == code
    assert ids.read_code(code.lower().replace("-", " ")) == code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert ids.read_code(wide) == code


@given(codes, places, st.sampled_from(ids.READABLE))
def test_one_wrong_letter_is_seen(code, place, letter):
    letters = list(code.replace("-", ""))
    assume(letters[place] != letter)
    letters[place] = letter
    with pytest.raises(ids.CodeMistyped):
        ids.read_code("".join(letters))


@given(codes, places, places)
def test_two_swapped_letters_are_seen(code, one, other):
    letters = list(code.replace("-", ""))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(ids.CodeMistyped):
        ids.read_code("".join(letters))


@given(st.text(max_size=40))
def test_odd_text_is_not_a_code(typed):
    with pytest.raises(ids.CodeMistyped, match="もう一度確かめてください。"):
        ids.read_code(typed)
