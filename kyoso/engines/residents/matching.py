"""照合: the candidates of the register for what a card says, compared by four attributes.

The result is for an officer to look at, never to act upon by itself: names and
addresses on a card may hold substitute characters (代替文字), an address may be of
before a move, and two people may share all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.db.models import Q

from kyoso.engines.residents import names
from kyoso.engines.residents.models import CardProof, Person
from kyoso.kernel import text

# What stands on a card where its characters end: seen on real cards' prints.
SUBSTITUTES = frozenset("●■〓〇＊*?？")
MOST = 10
_NEAR = 0.6


class Agreement(StrEnum):
    """How one attribute of a card compares with the register."""

    SAME = "一致"
    SUBSTITUTED = "代替文字の可能性"
    NEAR = "近い"
    UNKNOWN = "不詳"
    DIFFERENT = "不一致"


_WEIGHTS = {
    Agreement.SAME: 4,
    Agreement.SUBSTITUTED: 3,
    Agreement.NEAR: 2,
    Agreement.UNKNOWN: 2,
    Agreement.DIFFERENT: 0,
}


@dataclass(frozen=True)
class Candidate:
    """A person who may be the card's holder, with how each attribute compares."""

    person: Person
    name: Agreement
    birth: Agreement
    sex: Agreement
    address: Agreement

    @property
    def weight(self) -> int:
        parts = (self.name, self.birth, self.sex, self.address)
        return sum(_WEIGHTS[part] for part in parts)


def candidates(proof: CardProof) -> list[Candidate]:
    """Return the persons who may be the holder, the nearest first; two queries."""
    born = Q(born_unknown=True)
    if proof.born_on is not None:
        born |= Q(born=proof.born_on.isoformat())
    plain = _bare(proof.name)
    named = Q(search_name__contains=plain) if plain else Q()
    found = [
        compared(person, proof)
        for person in Person.objects.in_register().filter(
            born if proof.born_on is not None else named
        )[:2_000]
    ]
    likely = [one for one in found if one.name != Agreement.DIFFERENT]
    return sorted(likely, key=lambda one: -one.weight)[:MOST]


def compared(person: Person, proof: CardProof) -> Candidate:
    """Compare one person with a card, attribute by attribute (pure)."""
    sex = Agreement.UNKNOWN
    if proof.sex:
        sex = Agreement.SAME if proof.sex == person.sex else Agreement.DIFFERENT
    return Candidate(
        person,
        name=_best(
            name_agreement(proof.name, written)
            for written in (person.name, person.alias, person.name_roman)
            if written
        ),
        birth=_birth(person, proof),
        sex=sex,
        address=_address(person, proof),
    )


def name_agreement(on_card: str, written: str) -> Agreement:
    """Compare a name on a card with one of the register, variants aside (pure).

    A sign that stands for a character may be any; one ideograph of three or more
    that differs may be a substitute, too, and is said to be near.
    """
    card, register = _bare(on_card), _bare(written)
    if card == register:
        return Agreement.SAME
    if len(card) != len(register):
        return Agreement.DIFFERENT
    differing = [
        mine for mine, theirs in zip(card, register, strict=True) if mine != theirs
    ]
    if all(letter in SUBSTITUTES for letter in differing):
        return Agreement.SUBSTITUTED
    few = len(differing) == 1 and len(card) > 2
    return Agreement.NEAR if few else Agreement.DIFFERENT


def _best(found: Iterable[Agreement]) -> Agreement:
    return max(found, key=lambda one: _WEIGHTS[one], default=Agreement.DIFFERENT)


def _birth(person: Person, proof: CardProof) -> Agreement:
    if proof.born_on is None or person.birth.is_unknown:
        may = proof.born_on is None or person.birth.may_be(proof.born_on)
        return Agreement.UNKNOWN if may else Agreement.DIFFERENT
    same = person.birth.whole == proof.born_on
    return Agreement.SAME if same else Agreement.DIFFERENT


def _address(person: Person, proof: CardProof) -> Agreement:
    card, register = _bare(proof.address), _bare(person.address)
    if card == register:
        return Agreement.SAME
    alike = SequenceMatcher(a=card, b=register, autojunk=False).ratio()
    return Agreement.NEAR if alike >= _NEAR else Agreement.DIFFERENT


def _bare(written: str) -> str:
    return names.searchable(text.clean_name(written))
