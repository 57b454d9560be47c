"""``docs/map.md`` lists every initiative with what fulfils it, honestly."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kyoso.engines.catalogue import api as catalogue
from kyoso.plan.fulfilment import written_map
from kyoso.plan.reading import read
from kyoso.plan.tests import telling


@pytest.fixture
def noshiro():
    return read(telling.NOSHIRO).plan


def test_the_shipped_map_is_up_to_date():
    call_command("plan", "map", "--check", stdout=StringIO())


def test_it_lists_all_26_initiatives_once(noshiro):
    of_plan, _, _ = written_map(noshiro).partition("## 取組によらない機能")
    rows = [line for line in of_plan.split("\n") if line.startswith("| ")]
    titles = [
        line.split(" | ")[0][2:] for line in rows if not line.startswith("| 取組")
    ]
    assert titles == [one.title["ja"] for one in noshiro.initiatives()]
    assert len(titles) == 26


def test_it_says_that_nothing_fulfils_most_of_them_yet(noshiro):
    without = [one for one in noshiro.initiatives() if one.state == "none"]
    assert len(without) > 13
    assert written_map(noshiro).count("| まだありません |") == len(without)


def test_it_lists_what_serves_every_procedure_beside_the_plan(noshiro):
    _, _, beside = written_map(noshiro).partition("## 取組によらない機能")
    assert "| `bills` わたしの支払い | 料金や納付のある、すべての手続 |" in beside
    assert "| `amendments` 手続の作成と変更 | すべての手続 |" in beside
    assert "`grants`" not in beside


def test_it_says_when_a_capability_is_not_installed(noshiro):
    known = dict(catalogue.capabilities._things)
    catalogue.capabilities._things.pop("applications", None)
    try:
        assert "登録されていません" in written_map(noshiro)
    finally:
        catalogue.capabilities._things.clear()
        catalogue.capabilities._things.update(known)


def test_a_stale_map_is_told(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "map.md").write_text("old", encoding="utf-8")
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="kyoso plan map"):
        call_command("plan", "map", "--check")


def test_every_procedure_that_the_plan_names_is_shipped(noshiro):
    folder = telling.NOSHIRO.parent / "procedures"
    named = {slug for one in noshiro.initiatives() for slug in one.procedures}
    assert named <= {file.stem for file in folder.glob("*.toml")}
