"""What a look at a signature found: one sentence a check."""

import enum
from dataclasses import dataclass


class Mark(enum.StrEnum):
    """How a check ended: it holds, it fails, or a person must look."""

    HOLDS = "holds"
    FAILS = "fails"
    LOOK = "look"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. ``why`` names a failure, for machines."""

    slug: str
    mark: Mark
    sentence: str
    why: str = ""

    @property
    def holds(self) -> bool:
        return self.mark == Mark.HOLDS

    @property
    def fails(self) -> bool:
        return self.mark == Mark.FAILS


def holds(slug: str, sentence: str) -> Check:
    return Check(slug, Mark.HOLDS, sentence)


def fails(slug: str, sentence: str, why: str = "") -> Check:
    return Check(slug, Mark.FAILS, sentence, why)
