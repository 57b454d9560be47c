"""The types of question, each in its family's module; ``base`` is the contract.

Importing this package registers them all.
"""

from kyoso.engines.forms.kinds import (
    choices,
    dates,
    files,
    groups,
    identity,
    numbers,
    texts,
)
from kyoso.engines.forms.kinds.base import kinds

__all__ = [
    "choices",
    "dates",
    "files",
    "groups",
    "identity",
    "kinds",
    "numbers",
    "texts",
]
