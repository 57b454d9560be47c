"""住民のページの項目: what the register says of a person, in the order of 住民基本台帳法7条."""

import datetime as dt

from kyoso.engines.residents.layout import title_of
from kyoso.engines.residents.models import Person
from kyoso.kernel import clock

Lines = list[tuple[str, str]]


def groups(person: Person) -> list[tuple[str, Lines]]:
    """Return headings with their lines; empty lines are left out."""
    found = [
        ("氏名", _names(person)),
        ("本人", _self(person)),
        ("住所", _home(person)),
        ("異動", _changes(person)),
        ("外国人住民", _foreign(person)),
        ("そのほかの列", [(name, str(value)) for name, value in person.other.items()]),
    ]
    return [
        (title, kept)
        for title, lines in found
        if (kept := [line for line in lines if line[1]])
    ]


def _names(person: Person) -> Lines:
    return [
        ("氏名", person.name),
        ("フリガナ", person.kana),
        ("旧氏", person.former_surname),
        ("旧氏のフリガナ", person.former_surname_kana),
        ("通称", person.alias),
        ("通称のフリガナ", person.alias_kana),
        ("氏名（外国人ローマ字）", person.name_roman),
        ("氏名（外国人漢字）", person.name_kanji),
        ("優先する氏名", person.preferred_name),
    ]


def _self(person: Person) -> Lines:
    return [
        ("宛名番号", person.number),
        ("住民種別", title_of("住民種別", person.kind)),
        ("住民状態", person.state_words),
        ("生年月日", person.birth.shown),
        ("性別", person.sex_words),
        ("続柄", person.relation_words),
        ("本籍", person.registered_domicile),
        ("筆頭者", person.family_head),
    ]


def _home(person: Person) -> Lines:
    code = person.postcode
    return [
        ("郵便番号", f"{code[:3]}-{code[3:]}"),
        ("住所", person.address),
        ("住民となった日", person.date("resident_since").shown),
        ("住所を定めた日", person.date("settled").shown),
    ]


def _changes(person: Person) -> Lines:
    return [
        ("異動日", person.date("changed").shown),
        ("異動事由", title_of("異動事由", person.change_reason)),
        ("届出日", _day(person.change_notified_on)),
        ("消除日", person.date("removed").shown),
        ("消除の届出日", _day(person.removal_notified_on)),
    ]


def _foreign(person: Person) -> Lines:
    return [("外国人住民となった日", person.date("foreign_since").shown)]


def _day(day: dt.date | None) -> str:
    return clock.wareki(day) if day else ""
