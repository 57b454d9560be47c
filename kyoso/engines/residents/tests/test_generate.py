"""The generated city lives lawfully, whatever its size and seed."""

import csv
import datetime as dt
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.residents.checking import check
from kyoso.engines.residents.generating.city import City
from kyoso.engines.residents.generating.files import protected_file, write_city
from kyoso.engines.residents.layout import role_of

ON = dt.date(2026, 11, 23)


def age(row):
    born = dt.date.fromisoformat(row["生年月日"].replace("-00", "-01"))
    return ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))


def roles(row):
    codes = (row.get(f"続柄コード{n}", "") for n in range(1, 5))
    return tuple(role_of("続柄", code) for code in codes if code)


def is_current(row):
    return role_of("住民状態", row["住民状態"]) == "current"


def households(rows):
    found = defaultdict(dict)
    for row in rows:
        if is_current(row):
            found[row["世帯番号"]].setdefault(roles(row), []).append(row)
    return found.values()


CITIES = {"people": st.integers(1, 120), "seed": st.integers(0, 2**32)}


@given(**CITIES)
@settings(max_examples=60)
def test_a_city_has_the_people_asked_for_and_no_number_twice(people, seed):
    rows = list(City(people, seed, ON).rows())
    assert sum(map(is_current, rows)) == people
    assert len({row["宛名番号"] for row in rows}) == len(rows)


@given(**CITIES)
@settings(max_examples=60)
def test_every_household_is_lawful(people, seed):
    for lived in households(City(people, seed, ON).rows()):
        (head,) = lived[("head",)]
        assert age(head) >= 18
        assert len(lived.get(("wife",), [])) <= 1
        for wife in lived.get(("wife",), []):
            assert wife["性別表記"] == "女"
            assert age(wife) >= 18
        mothers = lived.get(("wife",), [head])
        for child in lived.get(("child",), []):
            # Whole years, and a birthday on either side.
            assert 17 <= min(map(age, mothers)) - age(child) <= 60
        for mother in lived.get(("mother",), []):
            assert 18 <= age(mother) - age(head) <= 45
        for grandchild in lived.get(("child", "child"), []):
            (wife,) = lived[("child", "wife")]
            assert 17 <= age(wife) - age(grandchild) <= 46
        homes = {
            row["住所_町字"] + row["住所_番地号表記"]
            for k in lived.values()
            for row in k
        }
        assert len(homes) == 1


@given(seed=st.integers(0, 2**32))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_passes_its_own_check(tmp_path, seed):
    path = tmp_path / "city.csv"
    write_city(path, people=150, seed=seed, on=ON)
    for each in (path, protected_file(path)):
        reading = check(each, is_full=True)
        assert not [f for f in reading.faults if "データの行" not in f.remedy]
        assert reading.source.is_fictional


def test_a_whole_city_is_as_old_as_the_plan_says_and_has_everything_odd():
    city = City(48_000, 1, ON)
    rows = list(city.rows())
    old = sum(age(row) >= 65 for row in rows if is_current(row))
    assert old / 48_000 == pytest.approx(0.429, abs=0.002)
    assert 0 < len(city.protected) < 200
    for column in ("旧氏", "通称", "生年月日_不詳表記", "消除の異動年月日"):
        assert any(row.get(column) for row in rows), column
    assert any(
        "\U000e0100" <= letter <= "\U000e01ef" for row in rows for letter in row["氏名"]
    )
    singles = [lived for lived in households(rows) if len(lived) == 1]
    assert singles


def test_the_same_seed_makes_the_same_file(tmp_path):
    made = []
    for name in ("a.csv", "b.csv"):
        write_city(tmp_path / name, people=200, seed=7, on=ON)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_the_file_says_above_its_header_that_nobody_is_real(tmp_path):
    write_city(tmp_path / "city.csv", people=5, seed=1, on=ON)
    with (tmp_path / "city.csv").open(encoding="utf-8") as file:
        note = file.readline()
        assert note.startswith("# 架空")
        assert "実在の人のものではありません" in note
        assert "宛名番号" in next(csv.reader(file))
