"""Watching what is done for audit rows: the rule of the house is that acts are audited.

An act is every public function of the house that takes ``by=``: the actions, and
what is done beside them (loading a file). Of each outermost call of one is seen
whether it wrote anything, and whether it left an audit row.
"""

import functools
import importlib
import inspect
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from django.db import connection

from kyoso.engines.audit import api as audit
from tests.architecture import house

_RUNS_WHEN_IMPORTED = {"__main__", "wsgi"}
# What is counted or kept to be fast, and is nobody's act.
_NOBODYS = ("shared_cache", "django_session", "catalogue_")


class Writes:
    """Hears which tables are written to, what the house keeps for itself left out."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, *given: Any) -> Any:
        found = re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', sql)
        if found and not found[1].startswith(_NOBODYS):
            self.tables.add(found[1])
        return execute(sql, *given)


class Watch:
    """Counts the outermost calls of acts, and those of them that left no row."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()
        self._is_inside = False

    def around(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return the act, watched; what is called within another is its part."""

        @functools.wraps(act)
        def watched(*given: Any, **named: Any) -> Any:
            if self._is_inside:
                return act(*given, **named)
            self._is_inside, before = True, _last_row()
            writes = Writes()
            try:
                with connection.execute_wrapper(writes):
                    done = act(*given, **named)
            finally:
                self._is_inside = False
            self.calls[name] += 1
            self.silent[name] += bool(writes.tables) and _last_row() == before
            return done

        return watched


def _last_row() -> int:
    rows = audit.Entry.objects.order_by("-pk").values_list("pk", flat=True)
    return rows.first() or 0


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield what somebody does by name, wherever the house has it."""
    for path in house.python_files():
        module = path.relative_to(house.ROOT).with_suffix("")
        if module.name not in _RUNS_WHEN_IMPORTED:
            yield from _acts_of(importlib.import_module(".".join(module.parts)))


def _acts_of(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for title, found in inspect.getmembers(module, inspect.isfunction):
        is_own = found.__module__ == module.__name__ and not title.startswith("_")
        if is_own and house.takes_by(found):
            yield house.name_of(found), found


def watch_acts() -> Watch:
    """Put the watched act in the place of each, wherever a module holds it."""
    watch = Watch()
    watched = {id(act): watch.around(name, act) for name, act in acts()}
    for module in [m for name, m in sys.modules.items() if name.startswith("kyoso.")]:
        for name, held in list(vars(module).items()):
            if id(held) in watched:
                setattr(module, name, watched[id(held)])
    return watch
