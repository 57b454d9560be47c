"""個人番号（マイナンバー）: recognised only to be refused."""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.jp import in_

# Twelve digits of any width, in one run or parted as people part them.
_PARTING = "[- ‐‑–—−ー－　]?"
_TWELVE = re.compile(rf"(?<!\d)\d(?:{_PARTING}\d){{11}}(?!{_PARTING}\d)")
_NAMES = ("個人番号", "マイナンバー")


def is_individual_number_column(name: str) -> bool:
    """Tell whether a column is named after the individual number, in any width."""
    folded = unicodedata.normalize("NFKC", name)
    return any(known in folded for known in _NAMES)


def has_individual_number(cell: str) -> bool:
    """Tell whether a cell holds twelve digits whose check digit is right.

    行政手続における特定の個人を識別するための番号の利用等に関する法律第19条 and
    第20条: nobody may keep one who has no duty that needs it. One in eleven
    numbers of twelve digits has that check digit by chance and is refused too.
    """
    return any(_is_valid(found[0]) for found in _TWELVE.finditer(cell))


def _is_valid(run: str) -> bool:
    digits = "".join(str(int(letter)) for letter in run if letter.isdigit())
    try:
        in_.validate(digits)
    except ValidationError:
        return False
    return True
