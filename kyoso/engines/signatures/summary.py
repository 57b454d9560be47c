"""要約: the canonical readable text that a person signs. Pure.

The same content is the same text, whatever the language of the page, the machine
or the year: what is signed can be read, printed and compared. A label stands at
the beginning of a line and never an answer: each line of an answer begins with a
wide space, so that nobody can write an answer that looks like another question.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Another way of writing is another edition, and the old ones stay readable.
EDITION = 1
INDENT = "\u3000"
# Format characters that may turn or hide what is read; glyph selectors of names
# (異体字) are marks (Mn) and are kept as they are.
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True)
class Line:
    """One label with what stands under it."""

    label: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


def compose(title: str, parts: Iterable[Part]) -> str:
    """Return the text: the title, the edition, then every part with its lines."""
    written = [_plain(title), f"要約の書き方：第{EDITION}版"]
    for part in parts:
        written += ["", f"■{_plain(part.title)}"]
        for line in part.lines:
            written.append(_plain(line.label))
            written += [f"{INDENT}{piece}" for piece in _pieces(line.said)]
    return "\n".join(written) + "\n"


def says(text: str, line: Line) -> bool:
    """Tell whether a text has exactly this line, label and all."""
    wanted = [_plain(line.label), *(f"{INDENT}{each}" for each in _pieces(line.said))]
    given = text.split("\n")
    return any(
        given[at : at + len(wanted)] == wanted
        and not given[at + len(wanted)].startswith(INDENT)
        for at in range(len(given) - len(wanted))
    )


def lines_under(text: str, title: str) -> tuple[Line, ...]:
    """Return the lines of the last part of this title, as they were written.

    A heading follows an empty line, which no label and no answer can.
    """
    heading = f"\n\n■{_plain(title)}\n"
    _before, found, after = text.rpartition(heading)
    if not found:
        return ()
    written = f"\n{after}".partition("\n\n■")[0].strip("\n")
    lines: list[tuple[str, list[str]]] = []
    for each in written.split("\n") if written else ():
        if each.startswith(INDENT) and lines:
            lines[-1][1].append(each.removeprefix(INDENT))
        else:
            lines.append((each, []))
    return tuple(Line(label, tuple(said)) for label, said in lines)


def _pieces(said: Iterable[str]) -> list[str]:
    return [
        _plain(piece)
        for told in said
        for piece in (told.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    ]


def _plain(text: str) -> str:
    """Return a text of one line in which nothing is hidden."""
    return "".join(
        f"［U+{ord(letter):04X}］"
        if unicodedata.category(letter) in _HIDDEN
        else letter
        for letter in text
    )
