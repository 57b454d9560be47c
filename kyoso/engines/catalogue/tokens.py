"""The words of a Japanese text, as search compares them.

Sudachi's core dictionary, shortest units: each word becomes its normalised form
(引越し, 引っ越し and 引越 are one; 子ども, こども and 子供 are one) and, marked with
``y``, its reading, so that a word typed in kana is found however it is written.
The small dictionary keeps マイナンバーカード whole and would miss マイナンバー.
"""

import re
import threading
from dataclasses import dataclass
from typing import Any

import sudachipy

from kyoso.kernel import text

# Sudachi takes at most 49,149 bytes at once.
_LONGEST = 8_000
_READING = "y"
# Particles, auxiliaries, marks and blanks say nothing about a page.
_EMPTY_WORDS = {"助詞", "助動詞", "補助記号", "記号", "空白"}
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+")
_SENTENCE = re.compile(r"(?<=[。\n])")

_own = threading.local()


@dataclass(frozen=True)
class Term:
    """One word of a query: a page must hold one of ``forms``. ``typed`` as found."""

    forms: tuple[str, ...]
    typed: str


def of_text(told: str) -> str:
    """Return the tokens of a text, parted by single spaces, for the index."""
    found: list[str] = []
    for word in _words(told):
        found += [_normal(word), _reading(word)]
    return " ".join(token for token in found if token)


def of_query(typed: str) -> list[Term]:
    """Return what a page must hold. Kana also match readings; kanji do not,
    so that 紙 does not find 髪.
    """
    terms = []
    for word in _words(typed):
        forms = [_normal(word)]
        if _KANA.fullmatch(word.surface()):
            forms.append(_reading(word))
        kept = tuple(dict.fromkeys(form for form in forms if form))
        if kept:
            terms.append(Term(kept, word.surface()))
    return terms


def folded(told: str) -> str:
    """Return a text as search reads it: one width, no variation selectors."""
    return text.fold(text.without_selectors(told))


def _words(told: str) -> list[Any]:
    found = []
    for piece in _pieces(folded(told)):
        found += [
            word
            for word in _tokenizer().tokenize(piece, sudachipy.SplitMode.A)
            if word.part_of_speech()[0] not in _EMPTY_WORDS
        ]
    return found


def _pieces(told: str) -> list[str]:
    pieces = [""]
    for sentence in _SENTENCE.split(told):
        for start in range(0, len(sentence), _LONGEST):
            part = sentence[start : start + _LONGEST]
            if len(pieces[-1]) + len(part) > _LONGEST:
                pieces.append("")
            pieces[-1] += part
    return [piece for piece in pieces if piece.strip()]


def _tokenizer() -> Any:
    # A tokenizer belongs to one thread; the dictionary's file is shared by the
    # operating system.
    tokenizer = getattr(_own, "tokenizer", None)
    if tokenizer is None:
        tokenizer = sudachipy.Dictionary(dict="core").tokenizer()
        _own.tokenizer = tokenizer
    return tokenizer


def _normal(word: Any) -> str:
    return _plain(word.normalized_form().lower())


def _reading(word: Any) -> str:
    reading = _plain(word.reading_form())
    return f"{_READING}{reading}" if _KANA.fullmatch(reading) else ""


def _plain(token: str) -> str:
    tight = "".join(token.split())
    return tight if any(letter.isalnum() for letter in tight) else ""
