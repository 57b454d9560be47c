"""The door of the indicators engine.

    from kyoso.engines.indicators import api as indicators

    indicators.measures.register(indicators.Measure(slug="handled-cases", ...))
    found = indicators.reading("handled-cases")   # 5 queries, then none
    indicators.status(found).word                 # 達成 順調 遅れ 未集計 期限超過 判定なし

Many indicators are read at once with ``read(Indicator.objects...)`` in the same
five queries; ``status``, ``pace``, ``forecast``, ``latest``, ``series`` take an
``Indicator`` or a ``Reading``.
"""

from kyoso.engines.indicators.access import EVIDENCE
from kyoso.engines.indicators.actions import (
    Definition,
    Item,
    add_comparator,
    adopt_definition,
    adopt_rule,
    ask,
    ask_for_overdue,
    confirm,
    correct,
    define,
    enter,
    import_values,
    put_in_charge,
    recompute,
    recompute_all,
    record_external_list,
    send_back,
    set_baseline,
    set_frequency,
    set_target,
    take_over,
)
from kyoso.engines.indicators.externals import (
    PART_TITLES,
    Counted,
    newest_list,
    with_external_list,
)
from kyoso.engines.indicators.figures import Figure, Key, Row, chart, csv, figure, rows
from kyoso.engines.indicators.lateness import overdue_since
from kyoso.engines.indicators.measures import Measure, Measured, measures
from kyoso.engines.indicators.models import (
    DefinitionVersion,
    ExternalList,
    Indicator,
    Mark,
    StatusRule,
    Value,
    ValueRequest,
)
from kyoso.engines.indicators.obtained import (
    Correction,
    Obtained,
    Part,
    corrections,
    obtained,
)
from kyoso.engines.indicators.readings import (
    Reading,
    Series,
    current_rule,
    forecast,
    latest,
    pace,
    read,
    reading,
    series,
    status,
)
from kyoso.engines.indicators.rules import (
    Cause,
    Forecast,
    Pace,
    Rule,
    Status,
    Word,
    refuse_impossible,
)
from kyoso.engines.indicators.sentences import (
    amount,
    difference,
    finding,
    forecast_words,
    number,
    pace_words,
    reason,
    rule_words,
    stated,
    word,
)

__all__ = [
    "EVIDENCE",
    "PART_TITLES",
    "Cause",
    "Correction",
    "Counted",
    "Definition",
    "DefinitionVersion",
    "ExternalList",
    "Figure",
    "Forecast",
    "Indicator",
    "Item",
    "Key",
    "Mark",
    "Measure",
    "Measured",
    "Obtained",
    "Pace",
    "Part",
    "Reading",
    "Row",
    "Rule",
    "Series",
    "Status",
    "StatusRule",
    "Value",
    "ValueRequest",
    "Word",
    "add_comparator",
    "adopt_definition",
    "adopt_rule",
    "amount",
    "ask",
    "ask_for_overdue",
    "chart",
    "confirm",
    "correct",
    "corrections",
    "csv",
    "current_rule",
    "define",
    "difference",
    "enter",
    "figure",
    "finding",
    "forecast",
    "forecast_words",
    "import_values",
    "latest",
    "measures",
    "newest_list",
    "number",
    "obtained",
    "overdue_since",
    "pace",
    "pace_words",
    "put_in_charge",
    "read",
    "reading",
    "reason",
    "recompute",
    "recompute_all",
    "record_external_list",
    "refuse_impossible",
    "rows",
    "rule_words",
    "send_back",
    "series",
    "set_baseline",
    "set_frequency",
    "set_target",
    "stated",
    "status",
    "take_over",
    "with_external_list",
    "word",
]
