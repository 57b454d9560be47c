"""証明する内容: what a paper says of a person, put together from the register.

For the worker and the office only: the public door cannot read the register.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kyoso.engines.certification import fitting
from kyoso.engines.certification.errors import CannotIssue
from kyoso.engines.certification.kinds import HOUSEHOLD, Item, Kind
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.money import yen

Person = residents.Person
# 世帯連記式: four people a page (標準仕様書).
_A_PAGE = 4
OMITTED = "省略"
# Places up to this width, in mm, stand two in a row (papers/certificate.typ).
_HALF = 52


@dataclass(frozen=True)
class Wanted:
    """What is asked for: whole household or one, which items, of which year."""

    kind: Kind
    scope: str
    items: Sequence[str] = ()
    year: int | None = None


@dataclass
class Told:
    """What the paper will say, and the labels of what does not fit its place."""

    content: dict[str, Any] = field(default_factory=dict)
    overflowing: list[str] = field(default_factory=list)


def contents(wanted: Wanted, *, person: Person, today: dt.date) -> Told:
    """Return what the certificate says; raises ``CannotIssue`` where it may not be."""
    if not person.is_current:
        raise CannotIssue("not_here")
    told = Told()
    told.content = {
        "subject": wanted.kind.title["ja"],
        "form": wanted.kind.form,
        "statement": wanted.kind.statement,
        **_FORMS[wanted.kind.form](wanted, person, told, today),
    }
    return told


def people_on(wanted: Wanted, person: Person) -> list[Person]:
    """Return whom the paper names, the person first only where alone."""
    if wanted.scope != HOUSEHOLD:
        return [person]
    members = list(Person.objects.of_household(person.household_number).order_by("id"))
    return sorted(members, key=lambda member: not member.is_head)


def _household(
    wanted: Wanted, person: Person, told: Told, _: dt.date
) -> dict[str, Any]:
    people = people_on(wanted, person)
    shows_head = "relation" in wanted.items
    head = next((member for member in people if member.is_head), None)
    drawn = [_places(wanted, member, told) for member in people]
    return {
        "address": person.address,
        "head": _head_of(person, head) if shows_head else OMITTED,
        "is_household": wanted.scope == HOUSEHOLD,
        "pages": [drawn[at : at + _A_PAGE] for at in range(0, len(drawn), _A_PAGE)],
    }


def _person(wanted: Wanted, person: Person, told: Told, _: dt.date) -> dict[str, Any]:
    return {"rows": _places(wanted, person, told, shows_omitted=False)}


def _seal(wanted: Wanted, person: Person, told: Told, today: dt.date) -> dict[str, Any]:
    registered = residents.SealRegistration.objects.filter(person=person).first()
    born = person.birth.whole
    if registered is None or (
        born is not None and clock.age_on(born, today) < wanted.kind.youngest
    ):
        raise CannotIssue("no_seal")
    return {
        "rows": _places(wanted, person, told, shows_omitted=False),
        "imprint": list(registered.image),
        "registered": clock.wareki(registered.registered_on),
    }


def _rows(wanted: Wanted, person: Person, told: Told, _: dt.date) -> dict[str, Any]:
    places = _places(wanted, person, told, shows_omitted=False)
    return {"rows": places, **_AMOUNTS[wanted.kind.slug](person, wanted.year or 0)}


def _income(person: Person, year: int) -> dict[str, Any]:
    found = residents.Income.objects.filter(person=person, fiscal_year=year).first()
    if found is None:
        raise CannotIssue("no_income")
    if found.is_undeclared:
        raise CannotIssue("undeclared")
    lines = [
        # Nothing is masked, and nothing is a blank: no income reads 0円.
        {"label": name, "value": _amount(name, int(found.items.get(name) or 0))}
        for name in residents.income_columns()
    ]
    return {
        "period": clock.fiscal_year_title(found.fiscal_year),
        "note": f"{_calendar_year(found.fiscal_year - 1)}中の所得による",
        "amounts": lines,
    }


def _tax(person: Person, year: int) -> dict[str, Any]:
    found = list(residents.TaxPayment.objects.filter(person=person, fiscal_year=year))
    if not found:
        raise CannotIssue("no_tax")
    return {
        "period": clock.fiscal_year_title(found[0].fiscal_year),
        "note": f"{clock.wareki(min(tax.as_of for tax in found))}現在",
        "table": [
            [tax.tax_words, yen(tax.charged), yen(tax.paid), yen(tax.unpaid)]
            for tax in found
        ],
    }


def _calendar_year(year: int) -> str:
    """Return 「令和7年」: the year in which the income of the next was earned."""
    return clock.fiscal_year_title(year).removesuffix("度")


def _amount(name: str, value: int) -> str:
    is_count = name.endswith("人数") or name.startswith("控除対象")
    return f"{value}人" if is_count else yen(value)


def _places(
    wanted: Wanted, person: Person, told: Told, *, shows_omitted: bool = True
) -> list[dict[str, Any]]:
    """Return label, value and size of each place of one person."""
    found = []
    for item in wanted.kind.items:
        if item.choice and item.key not in wanted.items:
            if shows_omitted and not item.when_there:
                found.append(_place(item, OMITTED, item.smallest))
            continue
        value = VALUES[item.key](person)
        if not value and item.when_there:
            continue
        found.append(_place(item, value, _size(value, item, told)))
    return found


def _place(item: Item, value: str, size: float) -> dict[str, Any]:
    return {
        "label": item.label,
        "value": value,
        "size": size,
        "half": item.width <= _HALF,
    }


def _size(value: str, item: Item, told: Told) -> float:
    size = fitting.fitted(value, item)
    if size is None:
        told.overflowing.append(item.label)
        return item.smallest
    return size


def _head_of(person: Person, head: Person | None) -> str:
    if head is not None:
        return head.preferred_name
    found = [
        member
        for member in Person.objects.of_household(person.household_number)
        if member.is_head
    ]
    return found[0].preferred_name if found else ""


def _relation(person: Person) -> str:
    return person.relation_words


def _head_and_relation(person: Person) -> str:
    return f"世帯主　{_head_of(person, None)}\n続柄　{person.relation_words}"


def _domicile(person: Person) -> str:
    parts = [person.registered_domicile, person.family_head]
    return "\n".join(part for part in parts if part)


def _moved_from(person: Person) -> str:
    names = ("都道府県", "市区郡町村名", "町字", "番地号表記")
    told: Mapping[str, str] = person.other
    written = "".join(str(told.get(f"転入前住所_{name}") or "") for name in names)
    building = str(told.get("転入前住所_方書") or "")
    return f"{written} {building}".strip()


def _nationality(person: Person) -> str:
    return str(person.other.get("国籍名等") or "")


def _notified(person: Person) -> str:
    day = person.change_notified_on
    return clock.wareki(day) if day else ""


VALUES: Mapping[str, Callable[[Person], str]] = {
    "name": lambda person: person.name,
    "kana": lambda person: person.kana,
    "former_surname": lambda person: person.former_surname,
    "alias": lambda person: person.alias,
    "address": lambda person: person.address,
    "born": lambda person: person.birth.shown,
    "sex": lambda person: person.sex_words,
    "relation": _relation,
    "domicile": _domicile,
    "nationality": _nationality,
    "resident_since": lambda person: person.date("resident_since").shown,
    "settled": lambda person: person.date("settled").shown,
    "notified": _notified,
    "moved_from": _moved_from,
}
_FORMS = {"household": _household, "person": _person, "seal": _seal, "rows": _rows}
_AMOUNTS: Mapping[str, Callable[[Person, int], dict[str, Any]]] = {
    "income": _income,
    "tax": _tax,
}
