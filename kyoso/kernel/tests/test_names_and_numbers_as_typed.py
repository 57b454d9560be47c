"""Names stay what they are; numbers are folded; odd characters are named."""

import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import text

IVS = "\U000e0100"
ideographs = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0xF900, max_codepoint=0xFA6D),
    st.characters(min_codepoint=0x2F800, max_codepoint=0x2FA1D),
    st.just("葛" + IVS),
)
names = st.lists(
    st.one_of(ideographs, st.sampled_from(["ｶﾞ", "か\u3099", " ", "\u3000", "é", "ア"]))
).map("".join)


def kept(name: str) -> str:
    pattern = "[\u4e00-\u9fff\uf900-\ufaff\U0002f800-\U0002fa1f\U000e0100-\U000e01ef]"
    return "".join(re.findall(pattern, name))


@given(names)
def test_every_ideograph_and_selector_of_a_name_stays(name):
    assert kept(text.clean_name(name)) == kept(name)


@given(st.text())
def test_cleaning_a_name_twice_changes_nothing_more(name):
    once = text.clean_name(name)
    assert text.clean_name(once) == once
    assert text.hiragana(text.hiragana(name)) == text.hiragana(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("山﨑\u3000 太郎 ", "山﨑 太郎"),
        ("\ufa19谷 一\ufa10", "\ufa19谷 一\ufa10"),
        (f"葛{IVS}城", f"葛{IVS}城"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"),
        ("か\u3099く", "がく"),
        ("Jose\u0301 Ｇarcía", "José Ｇarcía"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_a_name_keeps_its_letters(typed, name):
    assert text.clean_name(typed) == name


def test_a_reading_becomes_hiragana():
    assert text.hiragana(" ﾔﾏﾀﾞ　ハナコ ") == "やまだ はなこ"
    assert text.hiragana("ヴァン ジョー") == "ゔぁん じょー"


def test_numbers_and_letters_are_folded():
    assert text.fold(" ＡＢＣ－１２３ ") == "ABC-123"


def test_selectors_are_left_out_of_counting_and_searching():
    assert text.without_selectors(f"葛{IVS}城\ufe00") == "葛城"


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("a\x00b", "\x00"),
        ("a\x1b[31m", "\x1b"),
        ("\ud800", "\ud800"),
        ("山\ue000", "\ue000"),
        ("\U000f0000", "\U000f0000"),
        ("花😀子", "😀"),
        ("⚡", "⚡"),
        ("☀\ufe0f", "\ufe0f"),
        ("1\ufe0f\u20e3", "\ufe0f"),
        ("👍🏽", "👍"),
        ("\u202e逆", "\u202e"),
        ("見え\u200bない", "\u200b"),
        ("\ufeffa", "\ufeff"),
        ("\uffff", "\uffff"),
        ("行\u2028行", "\u2028"),
        (f"a{IVS}", IVS),
        (IVS, IVS),
    ],
)
def test_it_finds_the_first_character_nobody_can_write(typed, letter):
    assert text.first_unwritable(typed) == letter


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "能代市上町１番３号\r\n\t",
        "★☆♪℡№㈱①Ⅳ〒°©☎々〆ヶゝ",
        f"葛{IVS}城 﨑 𠮷 髙",
        "José Nguyễn Øystein Ångström",
        "«»…—“”‘’",
        "か\u3099",
        "€£¥¢¬‖−〜",
    ],
)
def test_it_lets_pass_what_people_write(typed):
    assert text.first_unwritable(typed) is None


# Several code points share one place in CP932; the ones left out are tried above.
KEYBOARD = st.characters(
    codec="cp932", exclude_categories=["Cc", "Co"], exclude_characters="¢£¬‖−〜"
)


@given(st.text(KEYBOARD))
def test_whatever_a_japanese_keyboard_types_can_be_written(typed):
    assert text.first_unwritable(typed) is None


@given(st.text(st.characters(exclude_categories=[]), min_size=1))
def test_an_unwritable_character_can_be_shown_in_a_sentence(typed):
    letter = text.first_unwritable(typed)
    if letter is not None:
        text.shown(letter).encode("utf-8")
        assert letter in typed


def test_an_invisible_character_is_shown_by_its_number():
    assert text.shown("\u200b") == "U+200B"
    assert text.shown("\ud800") == "U+D800"
    assert text.shown("😀") == "😀"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0185-52-0000", "0185520000"),
        ("０９０ー１２３４−５６７８", "09012345678"),
        ("(0185) 52 0000", "0185520000"),
        ("+81 90 1234 5678", "09012345678"),
        ("+81 (0)90-1234-5678", "09012345678"),
    ],
)
def test_it_reads_telephone_numbers(typed, digits):
    assert text.phone(typed) == digits


@pytest.mark.parametrize(
    "typed", ["", "110", "1234567890", "0185-52-000x", "٠١٨٥٥٢٠٠٠٠"]
)
def test_it_says_how_a_telephone_number_is_typed(typed):
    with pytest.raises(text.PhoneUnreadable) as caught:
        text.phone(typed, "昼間の電話番号")
    assert (
        caught.value.sentence
        == "昼間の電話番号は10けたまたは11けたの数字で入力してください。"
    )


@pytest.mark.parametrize(
    "typed", ["016-0831", "〒０１６－０８３１", "0160831", " 016 0831"]
)
def test_it_reads_postcodes(typed):
    assert text.postcode(typed) == "0160831"


@pytest.mark.parametrize("typed", ["", "016083", "01608311", "〒〒0160831"])
def test_it_says_how_a_postcode_is_typed(typed):
    with pytest.raises(text.PostcodeUnreadable, match="7けた"):
        text.postcode(typed)


@given(st.text())
def test_numbers_never_break_on_odd_text(typed):
    for read, refusal in (
        (text.phone, text.PhoneUnreadable),
        (text.postcode, text.PostcodeUnreadable),
    ):
        with suppress(refusal):
            assert read(typed).isascii()
    assert unicodedata.is_normalized("NFKC", text.fold(typed))
