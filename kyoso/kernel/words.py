"""Text in up to three languages, as data files carry it.

In TOML a text is either a plain string (all languages) or a table::

    title = { ja = "申請する", easy = "もうしこむ", en = "Apply" }

``ja`` is never missing; a missing ``easy`` or ``en`` falls back to it.
"""

from collections.abc import Iterator, Mapping

# The key in data files for each language code of the settings.
KEYS = {"ja": "ja", "ja-easy": "easy", "en": "en"}


class Words(Mapping[str, str]):
    """A frozen mapping of ``ja``, ``easy`` and ``en`` to text."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        wrong = [key for key in texts if key not in KEYS.values()]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is not one of {', '.join(KEYS.values())}.")
        if not all(isinstance(text, str) for text in texts.values()):
            raise ValueError("Each language's text must be a string.")
        if not texts.get("ja"):
            raise ValueError("The Japanese text (ja) is missing or empty.")
        self._texts = {key: texts[key] for key in KEYS.values() if texts.get(key)}

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Words({self._texts!r})"

    def __str__(self) -> str:
        return self._texts["ja"]


def read(raw: object) -> Words:
    """Return the ``Words`` of a TOML value: a string or a table of languages.

    Anything else, an unknown language or an empty ``ja`` raises ``ValueError``
    with an English sentence for whoever edits the file.
    """
    if isinstance(raw, str):
        return Words({"ja": raw})
    if isinstance(raw, Mapping):
        return Words(raw)
    raise ValueError(f"Text or a table of languages is needed, not {raw!r}.")


def pick(value: str | Mapping[str, str], language: str) -> str:
    """Return the text for a language code (``ja``, ``ja-easy``, ``en``, ``en-gb``).

    Falls back to Japanese: a missing translation never leaves a gap.
    """
    if isinstance(value, str):
        return value
    key = KEYS.get(language) or KEYS.get(language.split("-")[0], "ja")
    return value.get(key) or value["ja"]
