"""外部一覧のファイル: a dated list of what other systems run, as TOML, loaded whole."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from kyoso.engines.indicators.actions import Item, record_external_list
from kyoso.engines.indicators.errors import ListFileWrong
from kyoso.engines.indicators.models import ExternalList
from kyoso.engines.people.api import Account

_KINDS: dict[str, tuple[type, str]] = {
    "slug": (str, "文字で書いてください。"),
    "title": (str, "文字で書いてください。"),
    "as_of": (dt.date, "2022-08-31のように日付で書いてください。"),
    "stated_count": (int, "件数を数字で書いてください。"),
    "source": (str, "出典を文字で書いてください。"),
}
_ITEM_KEYS = {"name", "system", "key"}


def read(path: Path) -> dict[str, Any]:
    """Read and check a list file. Raises ``ListFileWrong`` with place and remedy."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ListFileWrong(
            where=str(path), remedy="ファイルの場所を確かめてください。"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ListFileWrong(
            where=path.name, remedy=f"TOMLとして読めません（{wrong}）。"
        ) from None
    for key in sorted(set(content) - {*_KINDS, "item"}):
        raise ListFileWrong(where=key, remedy="この項目はありません。")
    for key, (kind, remedy) in _KINDS.items():
        given = content.get(key)
        # Exactly this kind: a truth value is no number, a moment no day.
        if type(given) is not kind or given == "":
            raise ListFileWrong(where=key, remedy=remedy)
    content["item"] = [
        _item(given, f"item {number}")
        for number, given in enumerate(content.get("item", []), 1)
    ]
    return content


def load(path: Path, *, by: Account | None) -> ExternalList:
    """Load a list file; the same list again changes nothing.

    Raises ``ListFileWrong``, and ``ListExists`` for another list of that day.
    """
    content = read(path)
    items: list[Item] = content.pop("item")
    known = ExternalList.objects.filter(
        slug=content["slug"], as_of=content["as_of"]
    ).first()
    if known is not None and _is_same(known, content, items):
        return known
    return record_external_list(**content, items=items, by=by)


def _item(given: object, where: str) -> Item:
    if not isinstance(given, dict) or not given.get("name"):
        raise ListFileWrong(where=where, remedy="nameに名称を書いてください。")
    for key, value in given.items():
        if key not in _ITEM_KEYS or not isinstance(value, str):
            raise ListFileWrong(
                where=f"{where} {key}",
                remedy="name、system、keyだけを文字で書いてください。",
            )
    return Item(given["name"], given.get("system", ""), given.get("key", ""))


def _is_same(known: ExternalList, content: dict[str, Any], items: list[Item]) -> bool:
    return all(getattr(known, key) == value for key, value in content.items()) and {
        (item.name, item.system, item.key) for item in known.items.all()
    } == {(item.name, item.system, item.key) for item in items}
