"""個人番号 is refused: the column, and a number with a right check digit anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.residents.checking import check
from kyoso.engines.residents.numbers import has_individual_number
from kyoso.engines.residents.testing import a_row

# Eleven digits and the check digit of the law's ordinance, reckoned by hand.
VALID = "123456789018"


def check_digit(eleven: str) -> int:
    """The sum of 平成26年総務省令第85号5条, written out anew."""
    total = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5)
        for n, digit in enumerate(reversed(eleven), 1)
    )
    rest = total % 11
    return 0 if rest <= 1 else 11 - rest


@pytest.mark.parametrize(
    "cell",
    [
        VALID,
        "１２３４５６７８９０１８",
        "1234-5678-9018",
        "1234 5678 9018",
        f"備考：{VALID}です",
    ],
)
def test_it_knows_a_number_however_it_is_written(cell):
    assert has_individual_number(cell)


@pytest.mark.parametrize("cell", ["123456789019", "0123456789018", "1975-05-03", ""])
def test_other_digits_pass(cell):
    assert not has_individual_number(cell)


@given(st.text("0123456789", min_size=11, max_size=11))
def test_it_agrees_with_the_ordinances_sum(eleven):
    for last in range(10):
        is_valid = last == check_digit(eleven)
        assert has_individual_number(f"{eleven}{last}") is is_valid


def test_a_file_with_the_column_is_refused_whole(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("宛名番号,氏名,個人番号\r\n1,花子,\r\n", "utf-8")
    reading = check(path, is_full=True)
    assert [fault.column for fault in reading.faults] == ["個人番号"]
    assert "受け取れません" in reading.faults[0].remedy


@pytest.mark.parametrize("column", ["宛名番号", "住所_方書", "転入前住所_世帯主氏名"])
def test_a_file_with_the_value_is_refused_whole_and_says_where(written, column):
    rows = [a_row(900_000_000_000_000 + n) for n in range(5)]
    rows[3][column] = VALID
    reading = check(written(*rows), is_full=True)
    assert [(fault.line, fault.column) for fault in reading.faults] == [(5, column)]
    assert VALID not in str(reading.faults[0])
