"""Money is a whole number of yen (円), everywhere."""

import re

from kyoso.kernel.errors import Refusal
from kyoso.kernel.text import fold

# More than any city's budget: a longer number is a slip of the finger.
LARGEST = 10**13
_TYPED = re.compile(r"[¥\\]?(\d+|\d{1,3}(?:,\d{3})+)円?")


class AmountUnreadable(Refusal):
    code = "amount_unreadable"
    sentence = "「{typed}」は金額として読めません。数字で入力してください。"


def yen(amount: int) -> str:
    """Return ``12,345円``."""
    return f"{amount:,}円"


def parse_yen(typed: str) -> int:
    """Read an amount as people type it: any width, with or without commas and 円.

    Raises ``AmountUnreadable`` for anything else, a fraction or a minus too.
    """
    found = _TYPED.fullmatch("".join(fold(typed).split()))
    amount = int(found[1].replace(",", "")) if found and len(found[1]) <= 20 else -1
    if not 0 <= amount <= LARGEST:
        raise AmountUnreadable(typed=typed)
    return amount


def rounded_down(amount: int, unit: int) -> int:
    """Return ``amount`` with what is less than ``unit`` yen cut off (端数切捨て)."""
    return amount - amount % unit
