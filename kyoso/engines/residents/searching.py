"""検索: people of the register by name or reading, birth, address or 宛名番号."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from kyoso.engines.residents import names
from kyoso.engines.residents.models import Person, PersonQuerySet

# A list that is longer is no answer to a question about one person.
MOST = 50


@dataclass(frozen=True)
class Wanted:
    """What an officer knows of whom they look for; empty parts narrow nothing."""

    name: str = ""
    born_on: dt.date | None = None
    address: str = ""
    number: str = ""
    with_struck_off: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.born_on or self.address or self.number)


def found(wanted: Wanted) -> PersonQuerySet:
    """Return the persons who fit every part, in the order of their readings."""
    people = Person.objects.in_register()
    if not wanted.with_struck_off:
        people = people.current()
    if wanted.number:
        people = people.filter(number=wanted.number)
    if wanted.name:
        people = people.filter(search_name__contains=names.searchable(wanted.name))
    if wanted.address:
        people = people.filter(
            search_address__contains=names.searchable(wanted.address)
        )
    if wanted.born_on:
        people = people.filter(_born(wanted.born_on))
    return people.order_by("preferred_kana", "number")


def _born(day: dt.date) -> Q:
    """Match the day, or a date whose known parts agree with it."""
    partial = [f"{day:%Y-%m}-00", f"{day:%Y}-00-00", "0000-00-00", ""]
    return Q(born=day.isoformat()) | Q(born_unknown=True, born__in=partial)
