"""A name is kept as it is, and found however it is typed."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.residents import names, testing
from kyoso.engines.residents.layout import layouts
from kyoso.engines.residents.reading import values_of
from kyoso.engines.residents.searching import Wanted, found

KAWABE = "渡邉󠄂　花子"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["渡邉花子", "渡邉󠄂花子", "渡邉　花子", "わたなべ", "ﾜﾀﾅﾍﾞ", "ワタナベ ハナコ"],
)
def test_variants_widths_and_spaces_make_no_difference_to_a_search(typed):
    testing.a_person(氏名=KAWABE, 氏名_フリガナ="ワタナベ　ハナコ")
    assert found(Wanted(name=typed)).get().name == KAWABE


@pytest.mark.django_db
def test_a_foreign_resident_is_found_by_name_alias_and_reading():
    testing.a_person(氏名="NGUYEN THI KASO", 氏名_フリガナ="グエン", 通称="田中　架空")
    for typed in ("nguyen", "田中架空", "ぐえん"):
        assert found(Wanted(name=typed)).count() == 1


@pytest.mark.django_db
def test_the_struck_off_are_found_only_when_asked_for():
    testing.a_person(住民状態="3")
    assert not found(Wanted(name="能代"))
    assert found(Wanted(name="能代", with_struck_off=True))


@pytest.mark.django_db
def test_an_unknown_birth_is_found_by_what_is_known():
    testing.a_person(
        生年月日="1945-03-00", 生年月日_不詳フラグ="1", 生年月日_不詳表記="昭和20年3月"
    )
    assert found(Wanted(born_on=dt.date(1945, 3, 9))).exists()
    assert not found(Wanted(born_on=dt.date(1945, 4, 9))).exists()


def test_lengths_differ_by_who_counts():
    told = names.lengths("𠮷邉󠄂")
    assert (told.code_points, told.utf16, told.sequences, told.utf8) == (3, 5, 2, 11)


@given(st.text("渡邉﨑𠮷\U000e0100ｶﾞァっーＡaぁ 　Éé"))
def test_what_is_searched_for_is_the_same_searched_twice(typed):
    once = names.searchable(typed)
    assert names.searchable(once) == once


@given(st.text("渡邉﨑神高𠮷\U000e0100\U000e0102ｱァ　", min_size=1, max_size=50))
def test_a_name_is_read_exactly_as_it_is_written(name):
    read = values_of(layouts()["juki"], testing.a_row(氏名=name), Path())
    assert read.fields["name"] == name


def test_a_private_character_of_the_standard_is_kept_and_needs_an_officer():
    read = values_of(layouts()["juki"], testing.a_row(氏名="\ue000田"), Path())
    assert not read.faults
    assert names.has_private_character(read.fields["name"])
