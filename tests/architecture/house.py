"""Reading the house: its apps, storeys, addresses, and the allowed exceptions."""

import functools
import importlib
import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "kyoso"
PILLARS = ("citizens", "region", "administration")
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


def exceptions(table: str) -> dict[str, str]:
    """Return the exceptions of one test: what, and the reason."""
    found: dict[str, str] = tomllib.loads(EXCEPTIONS.read_text("utf-8")).get(table, {})
    return found


def judge(table: str, faults: Iterable[str], remedy: str) -> None:
    """Fail on a fault that is no listed exception, and on an exception in vain."""
    found, listed = set(faults), exceptions(table)
    new = sorted(found - set(listed))
    assert not new, (
        f"{remedy} Or list it with a reason in tests/architecture/exceptions.toml "
        f"under [{table}]:\n" + "\n".join(new)
    )
    idle = sorted(set(listed) - found)
    assert not idle, f"Exceptions of [{table}] that are no longer needed: {idle}"
    assert all(listed.values()), f"An exception of [{table}] gives no reason."


def contracts() -> list[dict[str, Any]]:
    """Return the import contracts of pyproject.toml."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = content["tool"]["importlinter"]["contracts"]
    return found


@functools.cache
def engines() -> dict[str, int]:
    """Return each engine's height over the ground, from the layers contract."""
    layers = next(
        contract["layers"]
        for contract in contracts()
        if contract.get("containers") == ["kyoso.engines"]
    )
    return {
        name: height
        for height, layer in enumerate(reversed(layers))
        for name in re.findall(r"\w+", layer)
    }


def height(module: str) -> tuple[int, int]:
    """Return how high a module of the house stands: storey, then engine."""
    storey = module.split(".")[1]
    if storey == "engines":
        return (2, engines()[module.split(".")[2]])
    return ({"kernel": 0, "ui": 1, "demo": 4, "config": 5}.get(storey, 3), 0)


def may_stand_on(upper: str, lower: str) -> bool:
    """Tell whether app ``upper`` may lean on app ``lower`` (both dotted names)."""
    if upper == lower or not lower.startswith("kyoso."):
        return True
    return height(lower) < height(upper)


def own_apps() -> list[AppConfig]:
    return [each for each in apps.get_app_configs() if each.name.startswith("kyoso.")]


def app_of(module: str) -> str:
    """Return the dotted name of the app a module belongs to, or its first part."""
    names = [
        each.name for each in own_apps() if f"{module}.".startswith(f"{each.name}.")
    ]
    return max(names, key=len, default=module.partition(".")[0])


def capability_folders() -> list[Path]:
    """Return the folder of every capability in the three pillars."""
    return sorted(
        found.parent
        for pillar in PILLARS
        for found in (CODE / pillar).glob("*/__init__.py")
    )


def python_files(*, with_tests: bool = False) -> Iterator[Path]:
    """Return the house's own Python files, without migrations."""
    for path in sorted(CODE.rglob("*.py")):
        if "migrations" in path.parts or ("tests" in path.parts and not with_tests):
            continue
        yield path


def actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public function that an ``actions`` module defines, by its name."""
    for path in python_files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "actions" not in parts or parts[-1] == "__init__":
            continue
        module = importlib.import_module(".".join(parts))
        for name, found in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and found.__module__ == module.__name__:
                yield name_of(found), found


def takes_by(function: Callable[..., Any]) -> bool:
    return "by" in inspect.signature(function).parameters


def name_of(function: Callable[..., Any]) -> str:
    """Return how exceptions name a function: its module and it, without the house."""
    return f"{function.__module__}.{function.__name__}".removeprefix("kyoso.")


@dataclass(frozen=True)
class Route:
    """One address behind one door."""

    door: str
    path: str
    name: str
    view: Any

    def __str__(self) -> str:
        """The address as people see it: a part's name, not how it is checked."""
        address = re.sub(r"<\w+:", "<", self.path)
        return f"{self.door} /{address} {self.name or '-'}"

    @property
    def module(self) -> str:
        """The module of the view, seen through partials and class-based views."""
        view = self.view
        while isinstance(view, functools.partial):
            view = view.func
        view = getattr(view, "view_class", view)
        return str(view.__module__)


def routes() -> list[Route]:
    """Return every address of both doors."""
    return [
        Route(door, path, name, view)
        for door in ("public", "office")
        for path, name, view in _walk(get_resolver(f"kyoso.config.urls_{door}"))
    ]


def _walk(
    resolver: URLResolver, path: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, Any]]:
    for found in resolver.url_patterns:
        whole = f"{path}{found.pattern}"
        if isinstance(found, URLPattern):
            name = f"{namespace}{found.name}" if found.name else ""
            yield whole, name, found.callback
        else:
            inner = f"{found.namespace}:" if found.namespace else ""
            yield from _walk(found, whole, f"{namespace}{inner}")
