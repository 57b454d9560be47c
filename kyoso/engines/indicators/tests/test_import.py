"""Values from a CSV file: every line, or none and a sentence for each wrong one."""

import contextlib
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import errors, sheets, testing

pytestmark = pytest.mark.usefixtures("november")
HEAD = "記号,時点,値,出典,備考\n"


def lines(text, encoding="utf-8"):
    return sheets.read((HEAD + text).encode(encoding), name="値.csv")


def imported(rate, officer, text):
    return indicators.import_values(
        lines(text),
        among={rate.slug: rate},
        evidence=testing.make_evidence(officer.account),
        by=officer.account,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_it_reads_what_spreadsheets_write(encoding):
    [line] = lines("card-rate,令和8年9月30日,５４．２%,調査,\n", encoding)
    assert (line.number, line.slug, line.source) == (2, "card-rate", "調査")
    assert sheets.number_in(line.value) == Decimal("54.2")


def test_the_lines_wait_for_a_second_officer(rate, sato):
    values = imported(
        rate,
        sato,
        "card-rate,R8.9.30,54.2,調査,\n,,,,\ncard-rate,2026-03-31,50,調査,\n",
    )
    assert [value.as_of for value in values] == [
        dt.date(2026, 9, 30),
        dt.date(2026, 3, 31),
    ]
    assert all(value.is_waiting and value.kind == "imported" for value in values)


def test_one_wrong_line_and_nothing_is_entered(rate, sato):
    with pytest.raises(errors.SheetRefused) as refused:
        imported(
            rate,
            sato,
            "card-rate,R8.9.30,54.2,調査,\n"
            "card-rate,R8.9.30,55.2,調査,\n"
            "other,R8.9.30,1,調査,\n"
            "card-rate,R8.2.30,1,調査,\n"
            "card-rate,R8.8.31,多い,調査,\n"
            "card-rate,R9.8.31,5,調査,\n"
            "card-rate,R8.8.31,5,,\n",
        )
    problems = refused.value.problems
    assert sorted(problems) == [3, 4, 5, 6, 7, 8]
    assert all(sentence.endswith("。") for sentence in problems.values())
    assert "6行" in refused.value.sentence
    assert not rate.values.exists()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.SheetEmpty),
        (HEAD.encode(), errors.SheetEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00", errors.SheetUnreadable),
        ("記号,時点,値\n".encode(), errors.ColumnMissing),
        ((HEAD + "a,b,c,d,e\n" * 501).encode(), errors.SheetTooLong),
        (b'"', errors.SheetUnreadable),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(content, refusal):
    with pytest.raises(refusal) as refused:
        sheets.read(content, name="値.csv")
    assert refused.value.sentence.endswith("。")


@given(st.binary(max_size=200))
def test_no_file_breaks_it(content):
    wrong = (
        errors.SheetEmpty,
        errors.SheetUnreadable,
        errors.ColumnMissing,
        errors.SheetTooLong,
    )
    with contextlib.suppress(*wrong):
        sheets.read(content, name="値.csv")


@given(st.text(max_size=12))
def test_a_number_is_read_or_it_is_none(typed):
    number = sheets.number_in(typed)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234", Decimal(1234)),
        ("８８．２", Decimal("88.2")),
        ("−3", Decimal(-3)),
        ("88.2%", Decimal("88.2")),
        ("1e9", None),
        ("NaN", None),
        ("-", None),
        (".", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert sheets.number_in(typed) == number
