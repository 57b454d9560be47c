"""指標の表: definitions and marks, values and requests, lists of other systems."""

from kyoso.engines.indicators.models.definitions import (
    DefinitionVersion,
    Indicator,
    Mark,
    StatusRule,
)
from kyoso.engines.indicators.models.externals import ExternalItem, ExternalList
from kyoso.engines.indicators.models.values import (
    UNSURE,
    Value,
    ValueQuerySet,
    ValueRequest,
)

__all__ = [
    "UNSURE",
    "DefinitionVersion",
    "ExternalItem",
    "ExternalList",
    "Indicator",
    "Mark",
    "StatusRule",
    "Value",
    "ValueQuerySet",
    "ValueRequest",
]
