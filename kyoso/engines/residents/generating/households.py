"""世帯: who lives together, of which ages, and how each is related to the head."""

import random
from dataclasses import dataclass, field

ELDERLY_AT = 65
# Of whoever becomes a parent in the register: a mother at her child's birth.
YOUNGEST_MOTHER, OLDEST_MOTHER = 19, 44
WIDEST_GAP = 12
ADULT_AT = 18
OLDEST = 103


@dataclass
class Member:
    """One of a household: ``relations`` are roles of 続柄 from the head outwards."""

    age: int
    is_woman: bool
    relations: tuple[str, ...]
    words: str
    is_foreign: bool = False


@dataclass
class Household:
    """世帯: the head first."""

    members: list[Member] = field(default_factory=list)

    @property
    def elderly(self) -> int:
        return sum(member.age >= ELDERLY_AT for member in self.members)


def household(chance: random.Random, *, wants_elderly: bool) -> Household:
    """Return one lawful household, of old people or of younger ones."""
    kinds = _OLD if wants_elderly else _YOUNG
    made = chance.choices([kind for kind, _ in kinds], [share for _, share in kinds])
    return Household(made[0](chance))


def single(chance: random.Random, *, age: int | None = None) -> list[Member]:
    return [_head(age or chance.randint(19, 64), is_woman=chance.random() < 0.5)]


def old_single(chance: random.Random) -> list[Member]:
    age = chance.randint(ELDERLY_AT, OLDEST)
    # Women live longer: two of three who live alone.
    return [_head(age, is_woman=chance.random() < 0.68)]


def couple(chance: random.Random, *, oldest: int = 64) -> list[Member]:
    head = _head(chance.randint(24, oldest), is_woman=False)
    return [head, _spouse(chance, head)]


def old_couple(chance: random.Random) -> list[Member]:
    head = _head(chance.randint(67, 95), is_woman=False)
    return [head, _spouse(chance, head, youngest=60)]


def family(chance: random.Random) -> list[Member]:
    """A couple with one to three children."""
    head = _head(chance.randint(28, 60), is_woman=False)
    wife = _spouse(chance, head, youngest=22)
    return [head, wife, *_children(chance, wife.age)]


def lone_parent(chance: random.Random) -> list[Member]:
    mother = _head(chance.randint(22, 58), is_woman=True)
    return [mother, *_children(chance, mother.age)]


def three_generations(chance: random.Random) -> list[Member]:
    """A family with the head's old mother, and often his father."""
    members = family(chance)
    head = members[0]
    mother_age = head.age + chance.randint(YOUNGEST_MOTHER, 36)
    members.append(Member(mother_age, is_woman=True, relations=("mother",), words="母"))
    if chance.random() < 0.4:
        father_age = mother_age + chance.randint(0, 6)
        if father_age <= OLDEST:
            members.append(
                Member(father_age, is_woman=False, relations=("father",), words="父")
            )
    return members


def old_head_with_family(chance: random.Random) -> list[Member]:
    """An old head with a child, the child's spouse and grandchildren."""
    head = _head(chance.randint(68, 92), is_woman=chance.random() < 0.5)
    gap = chance.randint(YOUNGEST_MOTHER, min(OLDEST_MOTHER, head.age - 30))
    child = Member(head.age - gap, is_woman=False, relations=("child",), words="子")
    wife_age = max(24, child.age - chance.randint(0, 6))
    wife = Member(wife_age, is_woman=True, relations=("child", "wife"), words="子の妻")
    grandchildren = [
        Member(
            one.age, is_woman=one.is_woman, relations=("child", "child"), words="子の子"
        )
        for one in _children(chance, wife_age)
    ]
    return [head, child, wife, *grandchildren]


def foreign_single(chance: random.Random) -> list[Member]:
    member = _head(chance.randint(19, 45), is_woman=chance.random() < 0.6)
    member.is_foreign = True
    return [member]


def foreign_wife(chance: random.Random) -> list[Member]:
    members = couple(chance, oldest=55)
    members[1].is_foreign = True
    return members


_OLD = (
    (old_single, 44),
    (old_couple, 40),
    (old_head_with_family, 6),
)
_YOUNG = (
    (single, 30),
    (couple, 14),
    (family, 36),
    (lone_parent, 8),
    (three_generations, 9),
    (foreign_single, 2),
    (foreign_wife, 1),
)


def _head(age: int, *, is_woman: bool) -> Member:
    return Member(age, is_woman=is_woman, relations=("head",), words="世帯主")


def _spouse(chance: random.Random, head: Member, *, youngest: int = ADULT_AT) -> Member:
    gap = chance.randint(-3, 8)
    age = max(youngest, head.age - gap)
    return Member(age, is_woman=True, relations=("wife",), words="妻")


def _children(chance: random.Random, mother_age: int) -> list[Member]:
    """One to three children of a mother of that age, who live with her still."""
    oldest = min(mother_age - YOUNGEST_MOTHER, 30)
    youngest = max(0, mother_age - OLDEST_MOTHER)
    if youngest > oldest:
        return []
    # Sisters and brothers are born in different years.
    ages = chance.sample(
        range(youngest, oldest + 1),
        min(chance.randint(1, 3), oldest - youngest + 1),
    )
    return [
        Member(age, is_woman=chance.random() < 0.49, relations=("child",), words="子")
        for age in sorted(ages, reverse=True)
    ]
