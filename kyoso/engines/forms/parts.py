"""Reading what a question of its type brings along: its settings and its options."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kyoso.engines.forms.definition import Option
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.kinds.base import Kind, Setting
from kyoso.engines.forms.values import KEY, Values

# What may be said of a file that nobody opens: how many, how large.
_UNOPENED = {"tray", "max_files", "max_mb"}


class Parts(Values):
    """Reads the parts of one question that its type decides."""

    def kind(self, data: object, path: str) -> Kind | None:
        given = data.get("type") if isinstance(data, Mapping) else None
        if isinstance(given, str) and given in kinds:
            return kinds.get(given)
        offered = "、".join(kind.slug for kind in kinds)
        self.wrong(f"{path}.type", f"種類は {offered} のどれかにしてください。")
        return None

    def settings(
        self, table: Mapping[str, Any], path: str, kind: Kind
    ) -> Mapping[str, Any]:
        found = {
            name: self.setting(table, f"{path}.{name}", name, setting)
            for name, setting in kind.settings.items()
        }
        for least, most in (("min", "max"),):
            if least in found and most in found and found[least] > found[most]:
                self.wrong(
                    f"{path}.{least}", f"{least}は{most}より小さくしてください。"
                )
        if found.get("tray") is True:
            self.refuse_opening(found, path, kind)
        return MappingProxyType(found)

    def refuse_opening(self, found: Mapping[str, Any], path: str, kind: Kind) -> None:
        """What goes on unopened can be neither joined nor looked into."""
        for name, setting in kind.settings.items():
            if name not in _UNOPENED and found[name] != setting.default:
                self.wrong(
                    f"{path}.{name}",
                    f"開かずに渡す書類（tray）の中は見られません。"
                    f"{name}を消すか、trayを消してください。",
                )

    def setting(
        self, table: Mapping[str, Any], path: str, name: str, setting: Setting
    ) -> Any:
        if name not in table:
            if setting.required:
                self.wrong(path, f"{name}を書いてください。")
            return setting.default
        value = table[name]
        if setting.is_text:
            return self.words(value, path)
        if setting.is_texts:
            if not isinstance(value, list):
                self.wrong(path, "文の一覧（[ ]）にしてください。")
                return setting.default
            return tuple(
                self.words(item, f"{path}[{n}]") for n, item in enumerate(value)
            )
        sentence = _wrong_setting(value, setting)
        if sentence:
            self.wrong(path, sentence)
            return setting.default
        return value

    def options(
        self, table: Mapping[str, Any], path: str, kind: Kind
    ) -> tuple[Option, ...]:
        if not kind.has_options:
            return ()
        found = self.each(table, path, "options", self.option)
        keys = [option.key for option in found]
        for key in {key for key in keys if keys.count(key) > 1}:
            self.wrong(f"{path}.options", f"選択肢のkey「{key}」が二つあります。")
        return found

    def option(self, data: object, path: str) -> Option | None:
        table = self.table(data, path, {"key", "label", "support"})
        if table is None:
            return None
        return Option(
            key=self.name(table, path, "key", KEY),
            label=self.text(table, path, "label", must=True),
            support=self.text(table, path, "support"),
        )


def _wrong_setting(value: object, setting: Setting) -> str:
    """Return what is wrong with a setting's value, or nothing."""
    if setting.choices:
        allowed = [choice for choice in setting.choices if choice]
        if value not in allowed:
            return f"{'、'.join(allowed)} のどれかにしてください。"
        return ""
    if setting.type is bool:
        return "" if isinstance(value, bool) else "true か false にしてください。"
    if type(value) is not int:
        return "整数にしてください。"
    if setting.least is not None and value < setting.least:
        return f"{setting.least}以上にしてください。"
    if setting.most is not None and value > setting.most:
        return f"{setting.most}以下にしてください。"
    return ""
