"""Amounts and quantities."""

import re
from decimal import Decimal

from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import (
    Asked,
    Kind,
    Setting,
    Wrong,
    kinds,
    text_of,
)
from kyoso.kernel import money
from kyoso.kernel.text import fold
from kyoso.ui import sentences

LARGEST = 999_999_999
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_SIGNS = re.compile(r"[\s,、，円¥￥\\]+")
_MINUS = re.compile(r"^[‐‑‒–—―−ーｰ△▲]")


class YenKind(Kind):
    """金額: whole yen."""

    slug = "yen"
    settings = {
        "min": Setting(int, 0, least=-LARGEST, most=LARGEST),
        "max": Setting(int, LARGEST, least=-LARGEST, most=LARGEST),
    }

    def check(self, asked: Asked, typed: Value) -> Value:
        number = _number(asked, typed)
        if number != number.to_integral_value():
            raise Wrong(sentences.not_whole(asked.label))
        bounds = asked.setting("min"), asked.setting("max")
        if not bounds[0] <= number <= bounds[1]:
            least, most = (money.yen(bound) for bound in bounds)
            raise Wrong(sentences.out_of_range(asked.label, least, most))
        return int(number)

    def show(self, asked: Asked, value: Value) -> str:
        return money.yen(value)


class NumberKind(Kind):
    """数: whole, or with as many decimals as the form allows."""

    slug = "number"
    settings = {
        "min": Setting(int, 0, least=-LARGEST, most=LARGEST),
        "max": Setting(int, LARGEST, least=-LARGEST, most=LARGEST),
        "decimals": Setting(int, 0, least=0, most=4),
        "unit": Setting((str, dict), "", is_text=True),
    }

    def check(self, asked: Asked, typed: Value) -> Value:
        number = _number(asked, typed)
        decimals = asked.setting("decimals")
        if number != round(number, decimals):
            raise Wrong(
                sentences.too_fine(asked.label, decimals)
                if decimals
                else sentences.not_whole(asked.label)
            )
        least, most = asked.setting("min"), asked.setting("max")
        if not least <= number <= most:
            raise Wrong(sentences.out_of_range(asked.label, f"{least:,}", f"{most:,}"))
        return f"{number:.{decimals}f}" if decimals else int(number)

    def show(self, asked: Asked, value: Value) -> str:
        return f"{Decimal(value):,}{asked.say(asked.setting('unit'))}"


def _number(asked: Asked, typed: Value) -> Decimal:
    text = _SIGNS.sub("", fold(text_of(asked, typed)))
    text = _MINUS.sub("-", text)
    if not _NUMBER.fullmatch(text):
        raise Wrong(sentences.not_a_number(asked.label))
    return Decimal(text)


kinds.register(YenKind())
kinds.register(NumberKind())
