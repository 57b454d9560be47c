"""The city's procedures: what other systems run and what Kyoso runs, each once."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import errors, externals
from kyoso.engines.indicators.api import Counted, Item

SLUG = "online-procedures"
R4 = dt.date(2022, 8, 31)

names = st.lists(
    st.sampled_from(["税", "水道", "保育", "犬", "図書"]), max_size=5, unique=True
)


def record(**changes):
    facts = {
        "slug": SLUG,
        "title": "ほかの仕組みの一覧",
        "as_of": R4,
        "stated_count": 18,
        "source": "能代市調べ",
        "by": None,
    }
    return indicators.record_external_list(**(facts | changes))


@given(names, names, st.integers(0, 30))
def test_each_thing_is_counted_once(others, own, stated):
    found = externals.combine(
        [Counted("", name) for name in others],
        stated,
        [Counted(f"slug-{name}", f" {name}") for name in own],
    )
    unnamed = max(stated - len(others), 0)
    alone = len(set(own) - set(others))
    parts = found.parts
    unsure = parts.get("unsure", 0)
    # Between: every unnamed one is among Kyoso's own, or none is.
    assert found.value == len(set(others)) + max(unnamed, alone)
    assert found.value + unsure == len(set(others) | set(own)) + unnamed
    assert found.value + unsure == (
        parts["other_systems"]
        + parts["other_systems_unnamed"]
        + parts["kyoso"]
        - parts["both"]
    )


def test_a_slug_matches_where_the_name_differs():
    found = externals.combine(
        [Counted("watch", "見守り機器の助成")], 1, [Counted("watch", "購入費助成")]
    )
    assert (found.value, found.parts["both"]) == (1, 1)


@pytest.mark.django_db
def test_unnamed_ones_may_be_the_same_and_are_told_apart():
    record()
    compute = indicators.with_external_list(SLUG, lambda day: [Counted("a", "申請")])
    found = compute(dt.date(2026, 11, 23))
    assert found.value == 18
    assert found.parts["other_systems_unnamed"] == 18
    assert found.parts["unsure"] == 1
    assert "令和4年8月31日" in found.source


@pytest.mark.django_db
def test_without_a_list_there_is_no_figure_of_the_city():
    compute = indicators.with_external_list(SLUG, lambda day: [Counted("a", "申請")])
    record()
    assert compute(dt.date(2022, 8, 30)).value is None


@pytest.mark.django_db
def test_the_newest_list_up_to_the_day_counts():
    record()
    record(as_of=dt.date(2026, 4, 1), stated_count=2, items=[Item("水道の届出")])
    compute = indicators.with_external_list(SLUG, lambda day: [])
    assert compute(dt.date(2026, 3, 31)).value == 18
    assert compute(dt.date(2026, 4, 1)).value == Decimal(2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"source": ""}, errors.SourceMissing),
        ({"stated_count": 0, "items": [Item("水道")]}, errors.ListShort),
    ],
)
def test_a_list_is_refused_with_a_sentence(changes, refusal):
    with pytest.raises(refusal):
        record(**changes)


def test_a_list_of_a_person_needs_a_document(planner):
    with pytest.raises(errors.EvidenceMissing):
        record(by=planner.account)


@pytest.mark.django_db
def test_a_day_has_one_list():
    record()
    with pytest.raises(errors.ListExists):
        record()


CITY_FILE = (
    Path(__file__).resolve().parents[4] / "cities/noshiro/online_procedures.toml"
)


@pytest.mark.django_db
def test_the_citys_file_loads_once_and_again():
    call_command("external_list", "load", CITY_FILE, verbosity=0)
    call_command("external_list", "load", CITY_FILE, verbosity=0)
    [found] = indicators.ExternalList.objects.all()
    assert (found.stated_count, found.as_of) == (18, R4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("slug = ", "TOML"),
        ("", "slug"),
        ('colour = "red"', "colour"),
        ("[[item]]\nsystem = 'x'", "item 1"),
        ("[[item]]\nname = 'x'\nfee = 'y'", "item 1 fee"),
    ],
)
def test_a_wrong_file_is_told_with_place_and_remedy(tmp_path, text, where):
    wrong = tmp_path / "list.toml"
    wrong.write_text(
        f"{CITY_FILE.read_text()}\n{text}" if where.startswith(("item", "c")) else text
    )
    with pytest.raises(CommandError) as refused:
        call_command("external_list", "load", wrong)
    assert where in str(refused.value)
    assert str(refused.value).endswith("。")
    assert not indicators.ExternalList.objects.exists()


@pytest.mark.django_db
def test_another_list_of_the_same_day_is_refused(tmp_path):
    call_command("external_list", "load", CITY_FILE, verbosity=0)
    other = tmp_path / "list.toml"
    other.write_text(CITY_FILE.read_text().replace("= 18", "= 19"))
    with pytest.raises(CommandError, match="すでに登録されています"):
        call_command("external_list", "load", other)
