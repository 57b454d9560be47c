"""さがす: from what a person types to the pages that answer it."""

from dataclasses import dataclass

from kyoso.engines.catalogue import tokens
from kyoso.engines.catalogue.matching import matching
from kyoso.engines.catalogue.models import Entry

LONGEST_QUERY = 200
_EXCERPT = 110
_LEAD = 24
_IN_TITLE = 10
_MOST_OF_ONE_WORD = 5
FALLBACK = "ja"


@dataclass(frozen=True)
class Found:
    """One answer. ``excerpt`` is in pieces: (text, whether it was searched for)."""

    kind: str
    key: str
    title: str
    path: str
    language: str
    excerpt: tuple[tuple[str, bool], ...]


def search(query: str, language: str = FALLBACK) -> list[Found]:
    """Return the pages that answer, best first; one query, three when few match.

    All words must be there; where no page holds them all, their beginnings
    count, and last any of them. A page that has no text in ``language`` is
    found in Japanese. An empty or unreadable query finds nothing.
    """
    terms = tokens.of_query(readable(query))
    if not terms:
        return []
    for all_of_them, beginnings in ((True, False), (True, True), (False, False)):
        entries = list(
            matching(terms, all_of_them=all_of_them, beginnings=beginnings).filter(
                language__in={language, FALLBACK}
            )
        )
        if entries:
            break
    best = sorted(
        _in_one_language(entries, language),
        key=lambda entry: (-_score(entry, terms), entry.title),
    )
    return [_found(entry, terms) for entry in best]


def readable(query: str) -> str:
    """Return a query without what cannot be shown, cut to ``LONGEST_QUERY``."""
    shown = "".join(letter if letter.isprintable() else " " for letter in query)
    return " ".join(shown.split())[:LONGEST_QUERY]


def _in_one_language(entries: list[Entry], language: str) -> list[Entry]:
    chosen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        page = (entry.kind, entry.key)
        if page not in chosen or entry.language == language:
            chosen[page] = entry
    return list(chosen.values())


def _score(entry: Entry, terms: list[tokens.Term]) -> int:
    in_title, in_body = entry.title_words.split(), entry.words.split()
    score = 0
    for term in terms:
        if any(form in in_title for form in term.forms):
            score += _IN_TITLE
        times = max(in_body.count(form) for form in term.forms)
        score += min(times, _MOST_OF_ONE_WORD)
    return score


def _found(entry: Entry, terms: list[tokens.Term]) -> Found:
    return Found(
        kind=entry.kind,
        key=entry.key,
        title=entry.title,
        path=entry.path,
        language=entry.language,
        excerpt=_excerpt(entry.body, [term.typed for term in terms]),
    )


def _excerpt(body: str, typed: list[str]) -> tuple[tuple[str, bool], ...]:
    told = " ".join(tokens.folded(body).split())
    places = [place for word in typed if (place := told.find(word)) >= 0]
    start = max(0, min(places, default=0) - _LEAD)
    shown = told[start : start + _EXCERPT]
    pieces = [("…", False)] if start else []
    pieces += _marked(shown, typed)
    if start + _EXCERPT < len(told):
        pieces.append(("…", False))
    return tuple(pieces)


def _marked(shown: str, typed: list[str]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    plain = ""
    place = 0
    while place < len(shown):
        word = next((word for word in typed if shown.startswith(word, place)), "")
        if not word:
            plain += shown[place]
            place += 1
            continue
        if plain:
            pieces.append((plain, False))
            plain = ""
        pieces.append((word, True))
        place += len(word)
    return [*pieces, (plain, False)] if plain else pieces
