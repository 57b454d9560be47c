"""Verbs of the indicators engine, in the order of an indicator's life."""

from kyoso.engines.indicators.actions.definitions import (
    Definition,
    add_comparator,
    adopt_definition,
    adopt_rule,
    define,
    put_in_charge,
    set_baseline,
    set_frequency,
    set_target,
)
from kyoso.engines.indicators.actions.externals import (
    Item,
    record_external_list,
)
from kyoso.engines.indicators.actions.imports import import_values
from kyoso.engines.indicators.actions.measuring import recompute, recompute_all
from kyoso.engines.indicators.actions.requests import (
    ask,
    ask_for_overdue,
)
from kyoso.engines.indicators.actions.values import (
    confirm,
    correct,
    enter,
    send_back,
    take_over,
)

__all__ = [
    "Definition",
    "Item",
    "add_comparator",
    "adopt_definition",
    "adopt_rule",
    "ask",
    "ask_for_overdue",
    "confirm",
    "correct",
    "define",
    "enter",
    "import_values",
    "put_in_charge",
    "recompute",
    "recompute_all",
    "record_external_list",
    "send_back",
    "set_baseline",
    "set_frequency",
    "set_target",
    "take_over",
]
