"""Money is whole yen, written with commas and read as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import money


@given(st.integers(0, money.LARGEST))
def test_it_reads_back_what_it_writes(amount):
    assert money.parse_yen(money.yen(amount)) == amount


@pytest.mark.parametrize(
    "typed", ["１２，３４５円", "¥12,345", " 12345 ", "￥１２３４５"]
)
def test_it_reads_amounts_of_any_width(typed):
    assert money.parse_yen(typed) == 12_345


@pytest.mark.parametrize(
    "typed", ["", "-1", "1.5", "12,34", "三万円", "9" * 5000, "1e3"]
)
def test_it_says_what_it_cannot_read(typed):
    with pytest.raises(money.AmountUnreadable, match="金額として読めません。"):
        money.parse_yen(typed)


def test_it_cuts_off_what_is_less_than_the_unit():
    assert money.rounded_down(12_345, 1_000) == 12_000
