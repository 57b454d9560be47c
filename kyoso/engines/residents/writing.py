"""行に書く: a person of the copy as the layout's columns, as the file had it."""

import datetime as dt

from kyoso.engines.residents.layout import Column, layouts
from kyoso.engines.residents.models import Person


def row_of(person: Person) -> dict[str, str]:
    """Return the filled columns of the register's layout for one person."""
    return {
        name: value
        for column in layouts()["juki"].columns
        for name, value in _cells(person, column)
        if value
    }


def _cells(person: Person, column: Column) -> list[tuple[str, str]]:
    if not column.field:
        return [(column.name, _written(person.other.get(column.name, "")))]
    if column.field == "is_latest":
        return []
    told = [(column.name, _written(getattr(person, column.field)))]
    if column.kind == "partial":
        date = person.date(column.field)
        told += [
            (column.unknown_flag, "1" if date.is_unknown else ""),
            (column.unknown_words, date.words),
        ]
    return told


def _written(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)
