"""宛先のファイル: reading and checking it before anything is ordered."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kyoso.engines.documents.errors import AddresseesWrong, WordUnknown
from kyoso.kernel.text import first_unwritable, fold

NAME, POSTCODE, ADDRESS = "氏名", "郵便番号", "住所"
# Of a reading, if the file has one: whose address is kept back shows by it too.
READINGS = ("フリガナ", "ふりがな")
MUST = (NAME, POSTCODE, ADDRESS)
# A city's whole population and then some: a larger file is a mistake.
MOST = 100_000
# So many faults are told at once; the file is mended and sent again.
MOST_TOLD = 20
_WORD = re.compile(r"\{([^{}]*)\}")
_LONGEST = {NAME: 100, ADDRESS: 200}


@dataclass(frozen=True)
class Addressee:
    """宛先: one line of the file; ``words`` are all its columns by their titles."""

    name: str
    postcode: str
    address: str
    words: Mapping[str, str]


def read(content: bytes) -> list[Addressee]:
    """Return the addressees of a CSV (UTF-8 or cp932) with 氏名, 郵便番号, 住所.

    Further columns are words for the text. The file counts whole or not at all:
    raises ``AddresseesWrong`` with the first faults, each with its line.
    """
    lines = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    if not lines or not set(MUST) <= {fold(title) for title in lines[0]}:
        raise AddresseesWrong(
            faults=f"1行目に {'、'.join(MUST)} の見出しを書いてください。"
        )
    titles = [fold(title) for title in lines[0]]
    rows = [(at, line) for at, line in enumerate(lines[1:], start=2) if any(line)]
    if not 0 < len(rows) <= MOST:
        raise AddresseesWrong(faults=f"宛先は1件から{MOST:,}件までです。")
    found: dict[tuple[str, str, str], int] = {}
    faults: list[str] = []
    addressees = []
    for at, line in rows:
        words = dict(zip(titles, map(fold, line), strict=False))
        one = Addressee(
            words.get(NAME, ""),
            re.sub(r"\D", "", words.get(POSTCODE, "")),
            words.get(ADDRESS, ""),
            words,
        )
        key = (one.name, one.postcode, one.address)
        faults += [f"{at}行目：{fault}" for fault in _faults(one, line, titles)]
        if key in found:
            faults.append(f"{at}行目：{found[key]}行目と同じ宛先です。")
        found.setdefault(key, at)
        addressees.append(one)
        if len(faults) >= MOST_TOLD:
            break
    if faults:
        raise AddresseesWrong(faults="\n".join(faults[:MOST_TOLD]))
    return addressees


def words_in(text: str) -> list[str]:
    """Return the columns that a text names in braces, each once (pure)."""
    return list(dict.fromkeys(_WORD.findall(text)))


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with each ``{見出し}`` replaced by the addressee's word (pure)."""
    return _WORD.sub(lambda found: words[found[1]], text)


def refuse_unknown_words(text: str, addressees: Sequence[Addressee]) -> None:
    """Raise ``WordUnknown`` for a word in braces that the file has no column for."""
    known = addressees[0].words
    for word in words_in(text):
        if word not in known:
            raise WordUnknown(word=word, known="、".join(known))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AddresseesWrong(
        faults="文字の形式が読めません。UTF-8かShift_JISのCSVで保存してください。"
    )


def _faults(one: Addressee, line: list[str], titles: list[str]) -> Iterator[str]:
    if len(line) != len(titles):
        yield f"列の数が見出し（{len(titles)}列）と違います。"
        return
    for title, value in ((NAME, one.name), (ADDRESS, one.address)):
        if not value:
            yield f"{title}がありません。"
        elif len(value) > _LONGEST[title]:
            yield f"{title}は{_LONGEST[title]}文字までです。"
    if len(one.postcode) != 7:
        yield f"{POSTCODE}は7桁で書いてください。"
    for title, value in one.words.items():
        letter = first_unwritable(value)
        if letter is not None:
            yield f"「{title}」に使えない文字（U+{ord(letter):04X}）があります。"
