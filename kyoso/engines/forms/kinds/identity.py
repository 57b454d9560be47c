"""Who and where: a name with its reading and 異体字, an address with its postcode."""

import re

from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import (
    Asked,
    Kind,
    Setting,
    Wrong,
    each,
    is_empty,
    kinds,
    table_of,
    text_of,
    within,
    writable,
)
from kyoso.kernel.text import PostcodeUnreadable, clean_name, hiragana, postcode
from kyoso.ui import sentences

# Hiragana, the marks that readings use, and the spaces between their words.
# The city's own mails greet by the name that a stranger typed, at the address that
# the stranger typed: no address of the web may travel in it.
_OF_THE_WEB = re.compile(r"[:/@\\]|\.(?=[a-z]{2}|[A-Z]{2})")
_READING = re.compile(r"[ぁ-ゖゝゞー・ ]*")


class NameKind(Kind):
    """氏名: as the person writes it, and how it is read.

    Never folded by NFKC: that would turn 﨑 into 崎.
    """

    slug = "name"
    parts = ("name", "kana", "no_kana")
    settings = {"max": Setting(int, 100, least=1, most=200)}

    def is_empty(self, typed: Value) -> bool:
        if not isinstance(typed, dict):
            return is_empty(typed)
        return is_empty(typed.get("name")) and is_empty(typed.get("kana"))

    def check(self, asked: Asked, typed: Value) -> Value:
        table = table_of(asked, typed, self.parts)
        return each(
            name=lambda: self._name(asked, table),
            kana=lambda: self._kana(asked, table),
        )

    def _name(self, asked: Asked, table: dict[str, Value]) -> str:
        name = _line(asked, table["name"], "name")
        found = _OF_THE_WEB.search(name)
        if found is not None:
            raise Wrong(sentences.unusable(asked.label, found[0]), "name")
        return name

    def _kana(self, asked: Asked, table: dict[str, Value]) -> str:
        label = _("ふりがな")
        longest = asked.setting("max")
        kana = hiragana(text_of(asked, table["kana"], label=label, part="kana"))
        if not kana:
            if is_empty(table["no_kana"]) or table["no_kana"] is False:
                raise Wrong(sentences.empty(label), "kana")
            return ""
        writable(kana, label=label, part="kana")
        if not _READING.fullmatch(kana):
            raise Wrong(sentences.not_kana(label), "kana")
        return within(kana, longest=longest, label=label, part="kana")

    def show(self, asked: Asked, value: Value) -> str:
        return f"{value['name']}（{value['kana']}）" if value["kana"] else value["name"]

    def typed_from(self, value: Value) -> Value:
        return {**value, "no_kana": "" if value["kana"] else "on"}


class AddressKind(Kind):
    """住所: never checked against a table of postcodes, which lags behind the town."""

    slug = "address"
    parts = ("postcode", "address")
    settings = {"max": Setting(int, 200, least=1, most=300)}

    def check(self, asked: Asked, typed: Value) -> Value:
        table = table_of(asked, typed, self.parts)
        return each(
            postcode=lambda: self._postcode(asked, table["postcode"]),
            address=lambda: _line(asked, table["address"], "address"),
        )

    def _postcode(self, asked: Asked, typed: Value) -> str:
        label = _("郵便番号")
        text = text_of(asked, typed, label=label, part="postcode")
        if not text.strip():
            raise Wrong(sentences.empty(label), "postcode")
        try:
            return postcode(text)
        except PostcodeUnreadable:
            raise Wrong(sentences.not_a_postcode(label), "postcode") from None

    def show(self, asked: Asked, value: Value) -> str:
        code = value["postcode"]
        return f"〒{code[:3]}-{code[3:]}\n{value['address']}"


def _line(asked: Asked, typed: Value, part: str) -> str:
    """Return one line as the person writes it, 異体字 and all."""
    text = clean_name(text_of(asked, typed, part=part))
    if not text:
        raise Wrong(sentences.empty(asked.label), part)
    writable(text, label=asked.label, part=part)
    return within(text, longest=asked.setting("max"), label=asked.label, part=part)


kinds.register(NameKind())
kinds.register(AddressKind())
