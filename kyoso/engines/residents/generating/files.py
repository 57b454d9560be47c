"""架空の市のファイル: the register as a CSV, and the list of protected people beside it."""

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from kyoso.engines.residents.generating.city import City, Row
from kyoso.engines.residents.layout import layouts

FICTION = "# 架空のデータ：この中の氏名、住所、生年月日はすべて作りもので、実在の人のものではありません。"


def write_city(path: Path, *, people: int, seed: int, on: dt.date) -> City:
    """Write the register to ``path`` and 支援措置 to ``<name>-shien.csv`` beside it."""
    city = City(people, seed, on)
    note = f"{FICTION}（{people}人、乱数の種{seed}、{on.isoformat()}現在）"
    write_rows(path, city.rows(), note=note)
    beside = protected_file(path)
    write_rows(beside, city.protected, layout="shien", note=note)
    return city


def protected_file(path: Path) -> Path:
    """Return where the list of protected people of a generated city lies."""
    return path.with_name(f"{path.stem}-shien.csv")


def write_rows(
    path: Path, rows: Iterable[Row], *, layout: str = "juki", note: str = FICTION
) -> None:
    """Write rows of fictional people under every column of a layout."""
    names = layouts()[layout].names
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{note}\r\n")
        writer = csv.DictWriter(file, names, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
