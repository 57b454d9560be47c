"""Reading ``[form.fee]``: charges and reductions, each with its source."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kyoso.engines.forms.computing import ExpressionReader
from kyoso.engines.forms.conditions import ConditionReader
from kyoso.engines.forms.definition import Condition
from kyoso.engines.forms.expressions import Expression, Rounding
from kyoso.engines.forms.fees import FeeLine, FeeRule, Reduction

if TYPE_CHECKING:
    from kyoso.engines.forms.schema import Reader

_LARGEST = 999_999_999


class FeeReader:
    """Reads the rule of a form whose questions have all been read."""

    def __init__(self, form: "Reader") -> None:
        self.form = form

    def read(self, data: object) -> FeeRule | None:
        table = self.form.table(data, "fee", {"lines", "reductions"})
        if table is None:
            return None
        lines = self.form.each(table, "fee", "lines", self.line)
        reductions = self.form.each(
            table, "fee", "reductions", self.reduction, may_lack=True
        )
        return FeeRule(lines, reductions)

    def line(self, data: object, path: str) -> FeeLine | None:
        known = {"label", "each", "times", "unit", "when", "source", "verified"}
        table = self.form.table(data, path, known)
        if table is None:
            return None
        each = self.number(table.get("each"), f"{path}.each")
        times = (
            self.number(table["times"], f"{path}.times") if "times" in table else None
        )
        if each is None:
            return None
        return FeeLine(
            label=self.form.text(table, path, "label", must=True),
            each=each,
            times=times,
            unit=self.form.text(table, path, "unit"),
            when=self.condition(table, path),
            source=self.form.line(table, path, "source"),
            is_verified=self.form.flag(table, path, "verified"),
        )

    def reduction(self, data: object, path: str) -> Reduction | None:
        known = {
            "label", "ground", "when", "percent", "yen", "rounding", "source", "verified",
        }  # fmt: skip
        table = self.form.table(data, path, known)
        if table is None:
            return None
        when = self.condition(table, path)
        if when is None:
            self.form.wrong(
                f"{path}.when", "どんなときの減免か（when）を書いてください。"
            )
            return None
        rounding = (
            self.form.one_of(table, path, "rounding", tuple(Rounding))
            if "percent" in table
            else ""
        )
        return Reduction(
            label=self.form.text(table, path, "label", must=True),
            ground=self.form.line(table, path, "ground"),
            when=when,
            percent=self.amount(table, path, "percent", 100),
            yen=self.amount(table, path, "yen", _LARGEST),
            rounding=Rounding(rounding) if rounding else Rounding.DOWN,
            source=self.form.line(table, path, "source"),
            is_verified=self.form.flag(table, path, "verified"),
        )

    def amount(self, table: Mapping[str, Any], path: str, name: str, most: int) -> int:
        given = table.get(name, 0)
        is_alone = ("percent" in table) != ("yen" in table)
        if type(given) is not int or not 0 <= given <= most or not is_alone:
            self.form.wrong(
                f"{path}.{name}",
                f"percentかyenのどちらか一つに、{most}までの整数を書いてください。",
            )
            return 0
        return given

    def number(self, data: object, path: str) -> Expression | None:
        return ExpressionReader(self.form.known, self.form.wrong).read(
            data, path, "number"
        )

    def condition(self, table: Mapping[str, Any], path: str) -> Condition | None:
        if "when" not in table:
            return None
        return ConditionReader(self.form.known, self.form.wrong).read(
            table["when"], f"{path}.when"
        )
