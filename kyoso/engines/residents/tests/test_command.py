"""``kyoso residents``: what an operator types, and what is said back."""

import io

import pytest
from django.core.management import CommandError, call_command

from kyoso.engines.residents.generating.files import protected_file
from kyoso.engines.residents.models import Person
from kyoso.engines.residents.testing import FIRST, a_row

pytestmark = pytest.mark.django_db


def residents(*words):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("residents", *map(str, words), stdout=out, stderr=err)
    except CommandError as wrong:
        return out.getvalue(), f"{err.getvalue()}{wrong}"
    return out.getvalue(), err.getvalue()


def test_a_made_city_is_checked_loaded_and_reconciled(tmp_path):
    path = tmp_path / "city.csv"
    said, _ = residents("generate", "--people", 60, "--seed", 3, "--to", path)
    assert "架空の60人" in said
    assert protected_file(path).exists()
    assert "問題はありません" in residents("check", path)[0]
    assert not Person.objects.exists()
    said, _ = residents("load", path)
    assert "読み込みました" in said
    assert "  現存者：60\n" in said
    assert "  ファイルの現存者：60\n" in said
    assert "すでに読み込んであります" in residents("load", path)[0]


def test_every_fault_is_told_and_nothing_is_loaded(written):
    path = written(a_row(性別="x"), a_row(FIRST + 1, 氏名=""))
    for verb in ("check", "load"):
        _, said = residents(verb, path)
        assert "file.csv 2行目「性別」" in said
        assert "file.csv 3行目「氏名」" in said
        assert "誤りが2件あります。何も読み込んでいません。" in said
    assert not Person.objects.exists()


def test_a_file_that_lost_people_says_how_to_go_on(written):
    residents("load", written(a_row(), a_row(FIRST + 1)))
    smaller = written(a_row(), name="smaller.csv")
    assert "--removed 1" in residents("load", smaller)[1]
    assert "別" not in residents("load", smaller, "--removed", 1)[1]
    assert Person.objects.in_register().count() == 1


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    assert "がありません" in residents("load", tmp_path / "none.csv")[1]


def test_an_open_load_can_be_given_up():
    assert "0件" in residents("abandon", "juki")[0]
