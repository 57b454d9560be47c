"""Japanese text as people type it: widths, kana and variant characters.

Two rules hold everywhere. What is a *number or a code* (digits, letters,
telephone numbers, postcodes) is folded with NFKC. What is a *name* never is:
NFKC and even NFC turn a compatibility ideograph (﨑, 神 U+FA19) into another
character, and a family's name is not ours to change.
"""

import re
import unicodedata

import jaconv

from kyoso.kernel.errors import Refusal

# Compatibility ideographs: any normal form would replace them.
_KEPT = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f])")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]+")
# U+FE00-U+FE02 and U+E0100-U+E01EF choose the glyph of an ideograph (異体字, IVS).
# What nearly every answer is made of, and every document can hold: ASCII, kana,
# the common ideographs. Only a text with anything else is looked at by the letter.
PLAIN = re.compile(
    r"[ -~\u3000-\u3002\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9ffc０-９]*"
)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IDEOGRAPH = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_GLYPHS_OF_IDEOGRAPHS = re.compile("[\ufe00-\ufe02\U000e0100-\U000e01ef]")
_LINE_BREAKS = "\n\r\t"
# Control, format (invisible, also bidi), surrogate, private, unassigned, line and
# paragraph separators, enclosing marks (keycaps).
_UNWRITABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me"}
_HYPHENS = re.compile("[-‐-―−ー()\\s.]")  # after NFKC; as people part numbers


# A spreadsheet takes a cell that begins so for a formula, in full width too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class PhoneUnreadable(Refusal):
    code = "phone_unreadable"
    sentence = "{label}は10けたまたは11けたの数字で入力してください。"


class PostcodeUnreadable(Refusal):
    code = "postcode_unreadable"
    sentence = "{label}は7けたの数字で入力してください。"


def fold(text: str) -> str:
    """Return ``text`` in NFKC, trimmed; variation selectors stay.

    For digits, letters, telephone numbers, postcodes and search. Never for a
    name: use ``clean_name``.
    """
    return unicodedata.normalize("NFKC", text).strip()


def clean_name(text: str) -> str:
    """Return a name as the person writes it, with half-width kana widened.

    Every ideograph and variation selector stays exactly as typed. Kana and Latin
    letters typed in two pieces (か + ゛) are composed; white space of any width
    and length becomes one plain space.
    """
    widened = _HALF_WIDTH_KANA.sub(_widen, text)
    composed = "".join(
        part if _KEPT.fullmatch(part) else unicodedata.normalize("NFC", part)
        for part in _KEPT.split(widened)
    )
    return " ".join(composed.split())


def hiragana(text: str) -> str:
    """Return a reading in hiragana, from katakana of any width."""
    folded: str = jaconv.kata2hira(clean_name(text))
    return folded


def without_selectors(text: str) -> str:
    """Return ``text`` without variation selectors: what one counts and searches."""
    return _SELECTORS.sub("", text)


def first_unwritable(text: str) -> str | None:
    """Return the first character that no register and no paper can carry.

    Control characters (line breaks and tabs may pass), invisible and
    direction-changing ones, lone surrogates, private use (外字), unassigned code
    points, emoji, and a variation selector that follows no ideograph. Symbols
    pass when a Japanese character set (JIS X 0213, CP932) has them: ★ and ℡ do,
    ⚡ does not.
    """
    if PLAIN.fullmatch(text):
        return None
    before = ""
    for letter in text:
        if not _is_writable(letter, before):
            return letter
        before = letter
    return None


def as_cell(text: str) -> str:
    """Return ``text`` so that a spreadsheet takes it as text and runs nothing."""
    return f"'{text}" if text.startswith(FORMULA) else text


def shown(letter: str) -> str:
    """Return a character for a sentence: itself, or ``U+200B`` where it is invisible."""
    if unicodedata.category(letter) in _UNWRITABLE or _SELECTORS.match(letter):
        return f"U+{ord(letter):04X}"
    return letter


def phone(typed: str, label: str = "電話番号") -> str:
    """Return the 10 or 11 digits of a telephone number in Japan.

    Takes any width, hyphens, spaces, brackets and ``+81``. Raises
    ``PhoneUnreadable``.
    """
    digits = _HYPHENS.sub("", fold(typed))
    digits = re.sub(r"\A\+810?", "0", digits)
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise PhoneUnreadable(label=label)
    return digits


def postcode(typed: str, label: str = "郵便番号") -> str:
    """Return the seven digits of a postcode, typed in any width, with or without 〒.

    Raises ``PostcodeUnreadable``.
    """
    digits = _HYPHENS.sub("", fold(typed).removeprefix("〒"))
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise PostcodeUnreadable(label=label)
    return digits


def _widen(found: re.Match[str]) -> str:
    widened: str = jaconv.h2z(found[0], kana=True, ascii=False, digit=False)
    return widened


def _is_writable(letter: str, before: str) -> bool:
    if letter in _LINE_BREAKS:
        return True
    if _SELECTORS.match(letter):
        follows_ideograph = bool(before) and bool(_IDEOGRAPH.match(before))
        return follows_ideograph and bool(_GLYPHS_OF_IDEOGRAPHS.match(letter))
    category = unicodedata.category(letter)
    if category in {"So", "Sk"}:
        return _in_a_japanese_set(letter)
    return category not in _UNWRITABLE


def _in_a_japanese_set(letter: str) -> bool:
    for encoding in ("euc_jis_2004", "cp932"):
        try:
            letter.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False
