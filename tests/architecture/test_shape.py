"""Capabilities and engines have the same shape, so that one is found like another."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from kyoso.engines.catalogue import api as catalogue
from tests.architecture import house

pytestmark = pytest.mark.once

# What each capability has, and what one with pages has besides.
CAPABILITY = ("apps.py", "tests/__init__.py")
WITH_PAGES = ("wiring.py", "templates")
ENGINE = ("apps.py", "api.py", "tests/__init__.py")
DUMPING_GROUNDS = {
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "selectors",
    "service",
    "services",
    "util",
    "utils",
}


def _relative(path: Path) -> str:
    return path.relative_to(house.ROOT).as_posix()


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def test_every_capability_has_its_shape():
    faults = []
    for folder in house.capability_folders():
        has_pages = any((folder / name).exists() for name in ("views.py", "views"))
        faults += [
            f"{_relative(folder)}/{wanted}"
            for wanted in (*CAPABILITY, *(WITH_PAGES if has_pages else ()))
            if not (folder / wanted).exists()
        ]
    house.judge("capability_shape", faults, "Add the file.")


def test_every_capability_has_its_row_in_the_map():
    """By an initiative that it fulfils, or by what it serves beside the plan."""
    rows = (house.ROOT / "docs" / "map.md").read_text("utf-8")
    faults = []
    for folder in house.capability_folders():
        capability = catalogue.capabilities.get(folder.name)
        row = rf"^\|.*`{folder.name}` {re.escape(capability.title)} \| (?!— \|)"
        if not re.search(row, rows, re.MULTILINE):
            faults.append(_relative(folder))
    house.judge("unmapped", faults, "Name it in plan.toml, or say what it serves.")


def test_every_capability_is_told_in_the_story():
    told = {
        called
        for path in (house.CODE / "demo").glob("*.py")
        for called in _told(ast.parse(path.read_text("utf-8")))
    }
    faults = [
        _relative(folder)
        for folder in house.capability_folders()
        if not (folder / "demo.py").exists() or _dotted(folder) not in told
    ]
    house.judge("untold", faults, "Give it a demo.py that kyoso/demo calls.")


def _told(module: ast.Module) -> list[str]:
    """Return the packages whose ``demo.tell`` a module of the story calls."""
    called = {
        node.func.value.id
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tell"
        and isinstance(node.func.value, ast.Name)
    }
    return [
        str(node.module)
        for node in module.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name == "demo" and (name.asname or name.name) in called
    ]


def _dotted(folder: Path) -> str:
    return ".".join(folder.relative_to(house.ROOT).parts)


def test_every_capability_has_a_journey():
    """A browser goes to an address of its own; the sweeps of all pages do not count."""
    opened = "".join(
        path.read_text("utf-8")
        for path in (house.ROOT / "tests" / "journeys").glob("test_*.py")
        if not path.name.startswith("test_every_")
    )
    faults = []
    for folder in house.capability_folders():
        places = {
            re.escape(route.path.partition("<")[0])
            for route in house.routes()
            if route.module.startswith(f"{_dotted(folder)}.")
        }
        goto = rf'goto\(doors\.\w+\(f?"/(?:{"|".join(places)})[/"?{{]'
        if not places or not re.search(goto, opened):
            faults.append(_relative(folder))
    house.judge("unvisited", faults, "Write a journey in tests/journeys.")


def test_every_engine_has_its_shape():
    faults = [
        f"{_relative(folder.parent)}/{wanted}"
        for folder in (house.CODE / "engines").glob("*/__init__.py")
        for wanted in ENGINE
        if not (folder.parent / wanted).exists()
    ]
    house.judge("engine_shape", faults, "Add the file.")


def test_every_part_says_what_it_is():
    faults = [
        _relative(Path(app.path))
        for app in house.own_apps()
        if not _docstring(Path(app.path) / "__init__.py")
    ]
    house.judge("docstrings", faults, "Begin __init__.py with a docstring.")


def test_every_part_is_installed_under_a_label_without_its_pillar():
    installed = {Path(app.path) for app in house.own_apps()}
    faults = [
        _relative(folder)
        for folder in house.capability_folders()
        if folder not in installed
        or apps.get_app_config(folder.name).path != str(folder)
    ]
    house.judge("labels", faults, "Install it with its folder's name as label.")


def test_an_engines_door_defines_nothing():
    """``api.py`` only re-exports: a docstring, imports and ``__all__``."""
    faults = []
    for path in sorted((house.CODE / "engines").glob("*/api.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            is_docstring = isinstance(node, ast.Expr)
            is_all = isinstance(node, ast.Assign | ast.AnnAssign) and (
                "__all__" in ast.unparse(node)
            )
            if not (
                is_docstring or is_all or isinstance(node, ast.Import | ast.ImportFrom)
            ):
                faults.append(f"{_relative(path)}: line {node.lineno}")
    house.judge("doors_that_define", faults, "Move it into a module of the engine.")


def test_no_module_is_a_dumping_ground():
    faults = [
        _relative(path)
        for path in house.python_files(with_tests=True)
        if path.stem in DUMPING_GROUNDS or path.parent.name in DUMPING_GROUNDS
    ]
    house.judge("dumping_grounds", faults, "Name the module after what it knows.")
