"""What a type of question must know: how it is read, checked and shown."""

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from kyoso.engines.forms import numbers
from kyoso.engines.forms.definition import Question, Text, Value
from kyoso.kernel import words
from kyoso.kernel.registry import Registry
from kyoso.kernel.text import first_unwritable, without_selectors
from kyoso.ui import sentences

# A posted value longer than this is cut before anything looks at it; far above
# every ``max`` a form may set, so the sentence about the length stays true.
LONGEST_TYPED = 20_000
LONGEST_LIST = 100
# An answer in an item of a group in a draft: a list in a table in a table in a
# list in a table.
DEEPEST = 5
LARGEST_NUMBER = 10**15
REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Setting:
    """One own key of a type in the definition: its type, default and bounds."""

    type: type | tuple[type, ...]
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    is_text: bool = False
    is_texts: bool = False
    required: bool = False


class Wrong(Exception):  # noqa: N818 - named after what is wrong
    """A typed value that cannot become an answer; the sentence says how to mend it.

    ``also`` are the faults of the other parts: a person hears of all at once.
    A wrong question of one item of a group names the item and carries the fault
    ``within`` it; ``value`` is then what could be understood all the same.
    """

    value: Value = None

    def __init__(
        self,
        sentence: sentences.Text,
        part: str = "",
        *,
        item: str = "",
        within: "tuple[str, Wrong] | None" = None,
    ) -> None:
        self.sentence = str(sentence)
        self.part = part
        self.item = item
        self.within = within
        self.also: tuple[Wrong, ...] = ()
        super().__init__(self.sentence)


def each(**parts: Callable[[], Value]) -> dict[str, Value]:
    """Return the value of every part, or raise the faults of all of them at once."""
    values, wrongs = {}, []
    for part, value in parts.items():
        try:
            values[part] = value()
        except Wrong as wrong:
            wrongs.append(wrong)
    if wrongs:
        wrongs[0].also = tuple(wrongs[1:])
        raise wrongs[0]
    return values


@dataclass(frozen=True)
class Asked:
    """A question as it is asked now: of whom, on which day, in which language.

    ``known`` are the values of what was asked before it. Where nobody reads the
    sentences, ``is_told`` is false and the costly ones are not made.
    """

    question: Question
    today: dt.date
    language: str = "ja"
    known: Mapping[str, Value] = field(default_factory=dict)
    is_told: bool = True

    @property
    def label(self) -> str:
        return self.say(self.question.label)

    def say(self, text: Text) -> str:
        return words.pick(text, self.language)

    def setting(self, name: str) -> Any:
        return self.question.settings[name]


class Kind(ABC):
    """A type of question. Subclasses state ``slug``, ``parts`` and ``settings``.

    ``typed`` is JSON made of texts: a text, a table of texts (``parts``) or a
    list. ``check`` must turn *any* JSON into a value or raise ``Wrong``; nothing
    a stranger sends may raise anything else.
    """

    slug: ClassVar[str] = ""
    parts: ClassVar[tuple[str, ...]] = ()
    settings: ClassVar[Mapping[str, Setting]] = {}
    has_options: ClassVar[bool] = False
    # Files and items have their own actions; what is inside is checked there.
    keeps_apart: ClassVar[bool] = False

    def read(self, key: str, posted: Posted) -> Value:
        """Take this question's answer out of a posted form."""
        if self.parts:
            return {part: one(posted, f"{key}.{part}") for part in self.parts}
        return one(posted, key)

    def is_empty(self, typed: Value) -> bool:
        """Tell whether nothing was typed."""
        return is_empty(typed)

    @abstractmethod
    def check(self, asked: Asked, typed: Value) -> Value:
        """Return what the town works with, or raise ``Wrong``."""

    def missing(self, asked: Asked) -> str:
        """Return the sentence for an unanswered question."""
        return str(sentences.empty(asked.label))

    def show(self, asked: Asked, value: Value) -> str:
        """Return the answer as a person reads it."""
        return str(value)

    def typed_from(self, value: Value) -> Value:
        """Return what a person would have typed to give this value."""
        return value


kinds: Registry[Kind] = Registry("question type")


def answer(asked: Asked, raw: Value) -> tuple[Value, list[Wrong]]:
    """Return the value of what was typed, and what is wrong with it."""
    kind = kinds.get(asked.question.kind)
    if kind.is_empty(raw):
        # A sentence costs more than all else here; on most screens none is shown.
        if asked.question.is_required and asked.is_told:
            return None, [Wrong(kind.missing(asked))]
        return None, []
    if numbers.was_taken_out(raw) and not kind.keeps_apart:
        return None, [Wrong(numbers.told(asked.label))]
    try:
        return kind.check(asked, raw), []
    except Wrong as wrong:
        return wrong.value, [wrong, *wrong.also]


def one(posted: Posted, name: str) -> Value:
    """Return one posted text; a name posted twice with two texts stays a list."""
    values = list(dict.fromkeys(posted.get(name) or [""]))
    cut = [value[: LONGEST_TYPED + 1] for value in values[:LONGEST_LIST]]
    return cut[0] if len(cut) == 1 else cut


def is_empty(typed: Value) -> bool:
    if isinstance(typed, str):
        return not typed.strip()
    if isinstance(typed, Mapping):
        return all(is_empty(part) for part in typed.values())
    return typed is None or typed == []


def text_of(asked: Asked, typed: Value, label: str = "", part: str = "") -> str:
    """Return ``typed`` as text; a list or a table where one text belongs is wrong."""
    if typed is None:
        return ""
    if isinstance(typed, str):
        return typed
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return str(typed) if abs(typed) < LARGEST_NUMBER else ""
    raise Wrong(sentences.more_than_one(label or asked.label), part)


def table_of(asked: Asked, typed: Value, parts: tuple[str, ...]) -> dict[str, Value]:
    """Return the typed parts; anything but a table of them is wrong."""
    if typed is None:
        return dict.fromkeys(parts, "")
    if not isinstance(typed, Mapping):
        raise Wrong(sentences.more_than_one(asked.label), parts[0])
    return {part: typed.get(part, "") for part in parts}


def writable(text: str, *, label: str, part: str = "") -> str:
    """Return ``text`` if a document can hold every character of it."""
    found = first_unwritable(text)
    if found is not None:
        raise Wrong(sentences.unusable(label, found), part)
    return text


def within(text: str, *, longest: int, label: str, part: str = "") -> str:
    """Return ``text`` if it is short enough; variant selectors do not count."""
    length = len(without_selectors(text))
    if length > longest:
        raise Wrong(sentences.too_long(label, longest, length), part)
    return text


def storable(typed: Value, depth: int = 0) -> Value:
    """Return ``typed`` as a database may hold it and nothing deeper than an answer.

    What looks like an individual number is taken out; every check says so.

    NUL and lone surrogates become U+FFFD, which every check refuses by name, so
    the person still hears about the character.
    """
    if isinstance(typed, str):
        cut = numbers.without(typed[: LONGEST_TYPED + 1])
        if not _UNSTORABLE.search(cut):
            return cut
        cut = cut.replace("\x00", REPLACEMENT)
        return cut.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(typed, bool) or typed is None:
        return typed
    if isinstance(typed, int | float):
        return typed if abs(typed) < LARGEST_NUMBER else str(typed)[:LONGEST_LIST]
    if depth > DEEPEST:
        return None
    if isinstance(typed, Mapping):
        return {
            storable(str(name)): storable(part, depth + 1)
            for name, part in list(typed.items())[:LONGEST_LIST]
        }
    if isinstance(typed, list | tuple):
        return [storable(part, depth + 1) for part in typed[:LONGEST_LIST]]
    return None
