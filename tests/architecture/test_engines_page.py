"""``docs/reference/engines.md`` names every extension point and event, and no other."""

import ast
import re
from importlib import import_module

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.indicators import api as indicators
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.kernel.schedule import chores
from tests.architecture import house

pytestmark = pytest.mark.once

PAGE = (house.ROOT / "docs/reference/engines.md").read_text("utf-8")
NAMED = set(re.findall(r"`([a-z_-]+(?:\.[a-z_-]+)*)[`(]", PAGE))
MAKES = {"Registry", "Signal"}
REGISTERED = {
    "chores": chores,
    "effects": jobs.effects,
    "measures": indicators.measures,
    "papers": documents.papers,
    "purposes": media.purposes,
    "templates": messaging.templates,
}


def made_at_the_top_of_modules():
    """Yield the module and the name of each registry and each event."""
    for path in house.python_files():
        for node in ast.parse(path.read_text("utf-8")).body:
            if (
                isinstance(node, ast.Assign | ast.AnnAssign)
                and isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Name)
                and node.value.func.id in MAKES
            ):
                target = node.target if isinstance(node, ast.AnnAssign) else None
                name = ast.unparse(target or node.targets[0])
                module = path.relative_to(house.ROOT).with_suffix("").as_posix()
                yield module.replace("/", "."), name


def as_the_page_names_it(module: str, name: str) -> str:
    """Return how a part calls it: by the engine's door, or by the module."""
    _, storey, *inside = module.split(".")
    if storey != "engines":
        return ".".join([storey, *inside, name])
    engine, *rest = inside
    door = "base." if rest == ["base"] else ""
    return f"{engine}.{door}{name}"


def test_every_extension_point_and_event_is_named():
    unnamed = [
        f"{module}.{name}"
        for module, name in made_at_the_top_of_modules()
        # The types of questions are the engine's own, which the page says.
        if module != "kyoso.engines.forms.kinds.base"
        and as_the_page_names_it(module, name) not in NAMED
    ]
    assert not unnamed


@pytest.mark.parametrize("engine", sorted(house.engines()))
def test_every_engine_that_stands_has_its_section(engine):
    stands = (house.CODE / "engines" / engine).is_dir()
    assert bool(re.search(rf"^## {engine} ", PAGE, re.MULTILINE)) == stands


def test_every_name_of_a_door_on_the_page_is_there():
    slugs = {slug.slug for registry in REGISTERED.values() for slug in registry}
    slugs |= {label.slug for label in audit.labels}
    absent = []
    for name in NAMED - slugs:
        engine, _, inside = name.partition(".")
        if inside and engine in house.engines():
            module, _, last = inside.rpartition(".")
            door = import_module(f"kyoso.engines.{engine}.{module or 'api'}")
            if not hasattr(door, last):
                absent.append(name)
    assert not absent


@pytest.mark.parametrize("kind", sorted(REGISTERED))
def test_what_is_registered_is_named(kind):
    slugs = {thing.slug for thing in REGISTERED[kind]}
    assert {slug for slug in slugs if not slug.startswith("testing")} <= NAMED


def test_the_names_of_audit_events_begin_with_their_part():
    parts = {app.label for app in house.own_apps()}
    assert not [
        label.slug for label in audit.labels if label.slug.split(".")[0] not in parts
    ]


@pytest.mark.parametrize("engine", sorted(house.engines()))
def test_a_door_shows_its_use_and_lists_what_it_gives(engine):
    path = house.CODE / "engines" / engine / "api.py"
    if not path.exists():
        return
    door = import_module(f"kyoso.engines.{engine}.api")
    assert f"from kyoso.engines.{engine} import api as {engine}" in (door.__doc__ or "")
    given = {
        alias.asname or alias.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(door.__all__) == given
