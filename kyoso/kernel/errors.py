"""Refusals: what is wrong, told to the person who can mend it."""

# What was typed is repeated so far: enough to know one's own words again.
_LONGEST_REPEATED = 60


class Refusal(Exception):  # noqa: N818 - named after what is wrong, not after errors
    """A rule of the town says no.

    Subclasses are named after what is wrong (``SlotTaken``) and carry one whole
    sentence for the person, ending in a full stop, and a stable code for
    machines. Views catch refusals and nothing wider.

    ``params`` fill the braces of the sentence, shortened and with what cannot be
    shown named by its number; ``self.params`` keeps them whole. A sentence given
    without params is taken as it is, so it may hold what a person typed.
    """

    code = "refused"
    sentence = "この操作はできません。"

    def __init__(self, sentence: str | None = None, **params: object) -> None:
        self.params = params
        self.sentence = sentence or self.sentence
        if params:
            self.sentence = self.sentence.format(
                **{name: _shown(value) for name, value in params.items()}
            )
        super().__init__(self.sentence)


def _shown(value: object) -> object:
    if not isinstance(value, str):
        return value
    clipped = value[:_LONGEST_REPEATED] + "…" * (len(value) > _LONGEST_REPEATED)
    return "".join(
        letter
        if letter.isprintable() or letter.isspace() or _chooses_a_glyph(letter)
        else f"U+{ord(letter):04X}"
        for letter in clipped
    )


def _chooses_a_glyph(letter: str) -> bool:
    """Variation selectors of names (異体字) are shown with their ideograph."""
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
