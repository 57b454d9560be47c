"""照合: the holder of a certificate beside the person of an application. Pure.

A difference refuses nothing: names and addresses are written in many ways, and
somebody may sign for another. It is told to the officer in a sentence.
"""

import re

from kyoso.engines.signatures.certificate import Holder
from kyoso.engines.signatures.evidence import Person
from kyoso.engines.signatures.findings import Check, Mark
from kyoso.kernel import text

_NUMBERS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_TENS = {"十": 10, "百": 100}
# 「一番三号」 and 「1-3」 are one address.
_WRITTEN_OUT = re.compile("([〇一二三四五六七八九十百]+)(?=丁目|番地|番|号)")
_PARTING = re.compile(r"(?<=[0-9])(?:丁目|番地の?|番|号|[-‐-―−ー])")
# A certificate begins with the prefecture, which people leave out.
_PREFECTURE = re.compile("^(?:北海道|東京都|京都府|大阪府|[^市区町村]{2,3}県)")
_ANY = "\0"


def compare(holder: Holder, person: Person) -> tuple[Check, ...]:
    """Return what to say of the name, the address and the day of birth."""
    return (
        _texts("name", "氏名", holder.name, holder.name_substitutes, person.name),
        _texts(
            "address",
            "住所",
            holder.address,
            holder.address_substitutes,
            person.address,
        ),
        _born(holder.born, person.born_on),
    )


def _texts(
    slug: str, label: str, certified: str, places: tuple[int, ...], applied: str
) -> Check:
    told = _substitutes(label, certified, places)
    if not certified or not applied:
        who = "証明書" if not certified else "申請"
        return Check(slug, Mark.LOOK, f"{who}に{label}がないため、比べていません。")
    bare = _bare(slug, _masked(certified, places))
    if _fits(bare, _bare(slug, applied)):
        if places:
            return Check(slug, Mark.LOOK, f"{told}ほかの文字は、申請と同じです。")
        return Check(slug, Mark.HOLDS, f"{label}は、証明書と申請で同じです。")
    return Check(
        slug,
        Mark.LOOK,
        f"{label}が、証明書では「{certified}」、申請では「{applied}」です。{told}"
        "書き方だけの違いか、職員が確かめてください。",
    )


def _substitutes(label: str, certified: str, places: tuple[int, ...]) -> str:
    if not places:
        return ""
    at = "、".join(f"{place}文字目" for place in places)
    return (
        f"証明書の{label}「{certified}」の{at}は、"
        "証明書で使えない字の代わりの文字（代替文字）です。"
    )


def _masked(certified: str, places: tuple[int, ...]) -> str:
    return "".join(
        _ANY if at in places else letter for at, letter in enumerate(certified, 1)
    )


def _fits(pattern: str, applied: str) -> bool:
    return len(pattern) == len(applied) and all(
        a in (_ANY, b) for a, b in zip(pattern, applied, strict=True)
    )


def _bare(slug: str, said: str) -> str:
    """Return a text without spaces, widths and glyph variants, to compare it."""
    folded = text.fold(text.without_selectors(said)).replace(" ", "")
    if slug != "address":
        return folded
    local = _PREFECTURE.sub("", folded)
    numbered = _WRITTEN_OUT.sub(lambda found: str(_number(found[1])), local)
    return _PARTING.sub("-", numbered).rstrip("-")


def _number(written: str) -> int:
    """Return 23 for 二十三, and 203 for 二〇三."""
    total, digit = 0, 0
    for letter in written:
        if letter in _TENS:
            total += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            digit = digit * 10 + _NUMBERS[letter]
    return total + digit


def _born(certified: str, applied: str) -> Check:
    if not certified or not applied:
        who = "証明書" if not certified else "申請"
        sentence = f"{who}に生年月日がないため、比べていません。"
        return Check("born_on", Mark.LOOK, sentence)
    if certified == applied:
        sentence = "生年月日は、証明書と申請で同じです。"
        return Check("born_on", Mark.HOLDS, sentence)
    if applied.startswith(f"{certified}-"):
        sentence = (
            f"証明書の生年月日は「{certified}」までで、わかる部分は申請と同じです。"
        )
        return Check("born_on", Mark.LOOK, sentence)
    return Check(
        "born_on",
        Mark.LOOK,
        f"生年月日が、証明書では「{certified}」、申請では「{applied}」です。"
        "だれが署名したか、職員が確かめてください。",
    )
