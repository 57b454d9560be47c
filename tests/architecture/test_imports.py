"""Arrows point down, and an engine is entered only by its door."""

import subprocess
import sys

import grimp
import pytest

from tests.architecture import house

pytestmark = pytest.mark.once


def test_every_import_contract_is_kept():
    """The contracts of pyproject.toml hold (import-linter)."""
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_contract_has_an_ignore():
    assert not any("ignore_imports" in contract for contract in house.contracts())


def _is_a_test(module: str) -> bool:
    parts = module.split(".")
    return "tests" in parts or "testing" in parts[-1]


def _may_enter(importer: str, imported: str) -> bool:
    """Tell whether a module may import this module of another's engine.

    Doors: ``api`` for everyone, ``base`` for connectors, ``testing`` for tests and
    for the ``testing`` module of others.
    """
    engine, _, inside = imported.removeprefix("kyoso.engines.").partition(".")
    if importer.startswith(f"kyoso.engines.{engine}.") or not inside:
        return True
    door = inside.partition(".")[0]
    return (
        door == "api"
        or (door == "base" and importer.startswith("kyoso.connectors."))
        or (door == "testing" and _is_a_test(importer))
    )


def test_an_engine_is_entered_only_by_its_door():
    graph = grimp.build_graph("kyoso", "tests", cache_dir=None)
    faults = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.startswith("kyoso.engines.") and not _may_enter(importer, imported)
    ]
    house.judge("engine_doors", faults, "Enter the engine by its api.")


@pytest.mark.parametrize(
    ("importer", "imported", "may"),
    [
        ("kyoso.plan.views", "kyoso.engines.people.api", True),
        ("kyoso.plan.views", "kyoso.engines.people.models", False),
        ("kyoso.engines.jobs.actions", "kyoso.engines.people.models", False),
        ("kyoso.engines.people.access", "kyoso.engines.people.models", True),
        ("kyoso.connectors.line.sender", "kyoso.engines.messaging.base", True),
        ("kyoso.plan.views", "kyoso.engines.messaging.base", False),
        ("kyoso.plan.tests.test_x", "kyoso.engines.people.testing", True),
        ("kyoso.demo.story", "kyoso.engines.people.testing", False),
    ],
)
def test_it_knows_a_door_from_a_window(importer, imported, may):
    assert _may_enter(importer, imported) is may


def test_production_code_imports_no_testing_module():
    graph = grimp.build_graph("kyoso", cache_dir=None)
    faults = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        if not _is_a_test(importer)
        for imported in graph.find_modules_directly_imported_by(importer)
        if _is_a_test(imported)
    ]
    house.judge("testing_imports", faults, "Only tests import testing modules.")
