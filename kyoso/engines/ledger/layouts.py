"""様式: which columns the city's financial system wants and sends back; data, not code.

``finance.toml`` in the city's folder names for each export its columns and
where each value comes from, for each result the columns that are read. The
layout of a real system is its maker's: the file says where it is from and
whether somebody has verified it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Layout:
    """One file: columns (heading, value) in order."""

    name: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Layouts:
    source: str
    verified: bool
    exports: Mapping[str, Layout]
    results: Mapping[str, Layout]


def layouts() -> Layouts:
    """Return the layouts of this installation; ``ImproperlyConfigured`` names a fault."""
    return _read(Path(settings.CITY_FOLDER) / "finance.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> Layouts:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return Layouts(
            source=told["source"],
            verified=told["verified"] is True,
            exports=_layouts(told["exports"]),
            results=_layouts(told["results"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong


def _layouts(told: Mapping[str, Mapping[str, object]]) -> dict[str, Layout]:
    found = {}
    for kind, one in told.items():
        columns = one["columns"]
        assert isinstance(columns, list)
        found[kind] = Layout(
            str(one["name"]),
            tuple((str(heading), str(value)) for heading, value in columns),
        )
    return found
