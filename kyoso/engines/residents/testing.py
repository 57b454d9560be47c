"""For tests of other parts: fictional people of the register, loaded as a file would be."""

import csv
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kyoso.engines.people import api as people
from kyoso.engines.residents.actions.links import link, note_proof
from kyoso.engines.residents.actions.loads import Loaded, load
from kyoso.engines.residents.layout import layouts
from kyoso.engines.residents.models import CardProof, Load, Person

Row = dict[str, str]
FIRST = 900_000_000_000_001


def a_row(number: int = FIRST, **columns: str) -> Row:
    """Return a lawful row: 能代 花子 (fictional), who lives alone; ``columns`` change it."""
    return {
        "宛名番号": str(number),
        "個人履歴番号": "1",
        "最新フラグ": "1",
        "世帯番号": str(number),
        "住民種別": "1",
        "住民状態": "1",
        "異動年月日": "2001-04-01",
        "異動事由": "01",
        "氏名": "能代　花子",
        "氏名_フリガナ": "ノシロ　ハナコ",
        "氏名_優先": "能代　花子",
        "氏名_フリガナ_優先": "ノシロ　ハナコ",
        "性別": "2",
        "性別表記": "女",
        "生年月日": "1975-05-03",
        "続柄コード1": "01",
        "続柄表記": "世帯主",
        "住所_市区町村コード": "990000",
        "住所_町字コード": "0000001",
        "住所_都道府県": "架空県",
        "住所_市区郡町村名": "架空市",
        "住所_町字": "架空町",
        "住所_番地号表記": "1番1号",
        "住所_郵便番号": "0160000",
    } | columns


def write(path: Path, rows: Iterable[Mapping[str, str]], layout: str = "juki") -> Path:
    """Write a file of the layout with every column of it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, layouts()[layout].names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def loaded(
    *rows: Mapping[str, str],
    layout: str = "juki",
    mode: Load.Mode = Load.Mode.DIFFERENCE,
) -> Loaded:
    """Load these rows as a file that came in."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"{layout}.csv", rows, layout)
        return load(path, mode=mode, by=None)


def a_person(number: int = FIRST, **columns: str) -> Person:
    """Return a person of the register, loaded."""
    loaded(a_row(number, **columns))
    return Person.objects.get(number=str(number))


def protect(person: Person) -> Person:
    """Put a person under 支援措置, as the list of the register's officers does."""
    row = {"宛名番号": person.number, "支援措置_開始年月日": "2026-04-01"}
    loaded(row, layout="shien")
    return person


def a_proof(resident: people.Resident) -> CardProof:
    """Let a resident's card be shown."""
    told = people.Attributes(
        name=resident.name,
        address=resident.address,
        born_on=resident.born_on,
        sex="2",
    )
    proof = note_proof(resident.account, told=told, by=resident.account)
    assert proof is not None
    return proof


def linked(resident: people.Resident, person: Person, *, by: people.Officer) -> Person:
    """Join an account to a person, as an officer decides from a card."""
    link(a_proof(resident), person=person, by=by.account)
    return person
