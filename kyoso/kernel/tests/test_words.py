"""Localised text of data files."""

import pytest

from kyoso.kernel import words

APPLY = words.read({"ja": "申請する", "easy": "もうしこむ", "en": "Apply"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "申請する"),
        ("ja-easy", "もうしこむ"),
        ("en", "Apply"),
        ("en-gb", "Apply"),
        ("fr", "申請する"),
    ],
)
def test_it_picks_the_language(language, text):
    assert words.pick(APPLY, language) == text


def test_a_missing_language_falls_back_to_japanese():
    assert words.pick(words.read({"ja": "申請"}), "en") == "申請"
    assert words.pick({"ja": "申請", "en": ""}, "en") == "申請"
    assert words.pick("申請", "en") == "申請"
    assert str(words.read("申請")) == "申請"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"en": "Apply"}, "missing"),
        ({"ja": ""}, "missing"),
        ({"ja": "x", "fr": "y"}, "'fr'"),
        ({"ja": 1}, "string"),
        (3, "needed"),
    ],
)
def test_it_says_what_is_wrong_with_a_text(raw, sentence):
    with pytest.raises(ValueError, match=sentence):
        words.read(raw)


def test_words_are_a_frozen_mapping():
    assert dict(APPLY) == {"ja": "申請する", "easy": "もうしこむ", "en": "Apply"}
    assert hash(APPLY) == hash(words.read(dict(APPLY)))
    assert words.read(dict(APPLY)) == APPLY
    with pytest.raises(TypeError):
        APPLY["ja"] = "x"  # type: ignore[index]
