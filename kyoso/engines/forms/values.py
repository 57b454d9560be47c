"""Reading single values of a definition, and telling what is wrong with each."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from kyoso.engines.forms.definition import Text
from kyoso.engines.forms.errors import Misprint
from kyoso.kernel import words

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"[a-z][a-z0-9_]*")
# Longer would not fit the columns and addresses that carry them.
_LONGEST_NAME = 60

Thing = TypeVar("Thing")


class Values:
    """Collects the misprints of one definition; names are unique among their kind."""

    def __init__(self) -> None:
        self.misprints: list[Misprint] = []
        self.names: set[tuple[str, str]] = set()

    def wrong(self, path: str, sentence: str) -> None:
        self.misprints.append(Misprint(path, sentence))

    def table(
        self, data: object, path: str, known: set[str]
    ) -> Mapping[str, Any] | None:
        if not isinstance(data, Mapping):
            self.wrong(path, "表（[…]）にしてください。")
            return None
        for name in data:
            if name not in known:
                offered = "、".join(sorted(known))
                self.wrong(
                    f"{path}.{name}",
                    f"「{name}」という項目はありません。使えるのは {offered} です。",
                )
        return {name: data[name] for name in data if name in known}

    def each(
        self,
        table: Mapping[str, Any],
        path: str,
        name: str,
        read: Callable[[object, str], Thing | None],
        *,
        may_lack: bool = False,
    ) -> tuple[Thing, ...]:
        given = table.get(name, [] if may_lack else None)
        if not isinstance(given, list) or (not given and not may_lack):
            self.wrong(f"{path}.{name}", f"{name}を一つ以上書いてください。")
            return ()
        prefix = "" if path == "form" else f"{path}."
        found = [read(item, f"{prefix}{name}[{n}]") for n, item in enumerate(given)]
        return tuple(thing for thing in found if thing is not None)

    def name(
        self, table: Mapping[str, Any], path: str, name: str, shape: re.Pattern[str]
    ) -> str:
        given = table.get(name)
        fits = isinstance(given, str) and shape.fullmatch(given)
        if not fits or len(str(given)) > _LONGEST_NAME:
            joint = "下線（_）" if shape is KEY else "ハイフン（-）"
            self.wrong(
                f"{path}.{name}",
                f"{_LONGEST_NAME}文字までの英小文字、数字、{joint}で書いてください。",
            )
            return ""
        return str(given)

    def unique(self, name: str, path: str, among: str) -> str:
        if name and (among, name) in self.names:
            self.wrong(path, f"「{name}」は前にもあります。別の名前にしてください。")
        self.names.add((among, name))
        return name

    def text(
        self, table: Mapping[str, Any], path: str, name: str, *, must: bool = False
    ) -> Text:
        if name not in table and not must:
            return ""
        return self.words(table.get(name), f"{path}.{name}")

    def words(self, given: object, path: str) -> Text:
        try:
            return words.read(given)
        except ValueError:
            self.wrong(path, "日本語の文か、ja・easy・en の表を書いてください。")
            return ""

    def line(self, table: Mapping[str, Any], path: str, name: str) -> str:
        given = table.get(name)
        if not isinstance(given, str) or not given.strip():
            self.wrong(f"{path}.{name}", f"{name}（根拠）を書いてください。")
            return ""
        return given.strip()

    def flag(self, table: Mapping[str, Any], path: str, name: str) -> bool:
        given = table.get(name, False)
        if not isinstance(given, bool):
            self.wrong(f"{path}.{name}", "true か false にしてください。")
            return False
        return given

    def number(self, table: Mapping[str, Any], path: str, name: str) -> int | None:
        given = table.get(name)
        if given is not None and (type(given) is not int or given < 1):
            self.wrong(f"{path}.{name}", "1以上の整数にしてください。")
            return None
        return given

    def one_of(
        self, table: Mapping[str, Any], path: str, name: str, allowed: tuple[str, ...]
    ) -> str:
        given = table.get(name)
        if given not in allowed:
            self.wrong(
                f"{path}.{name}", f"{'、'.join(allowed)} のどれかにしてください。"
            )
            return ""
        return str(given)
