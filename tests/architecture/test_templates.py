"""Templates lean on their own app, a lower engine or ui; so do their links."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import house

pytestmark = pytest.mark.once

_LEANS = re.compile(r"\{%-?\s*(extends|include)\s+(\S+)")
_LINKS = re.compile(r"\{%-?\s*url\s+(\S+)")


def _templates() -> Iterator[tuple[str, str, Path]]:
    """Yield each template: the app that has it, its name, its file."""
    for app in house.own_apps():
        folder = Path(app.path) / "templates"
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".svg", ".xml"}:
                yield app.name, path.relative_to(folder).as_posix(), path


@pytest.fixture(scope="module")
def owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for app, name, _ in _templates():
        found.setdefault(name, set()).add(app)
    return found


def test_a_template_extends_and_includes_only_what_lies_below(owners):
    """A name that is not written out is allowed in ui alone, whose tests render all."""
    faults = []
    for app, name, path in _templates():
        for verb, given in _LEANS.findall(path.read_text("utf-8")):
            target = given.strip("\"'")
            if given == target:
                fine = app == "kyoso.ui"
            else:
                # What no app of the house has is a third party's (allauth).
                fine = all(
                    house.may_stand_on(app, owner) for owner in owners.get(target, ())
                )
            if not fine:
                faults.append(f"{app}: {name}: {verb} {given}")
    house.judge(
        "templates", faults, "Use your own, a lower engine's or ui's templates."
    )


def test_a_template_links_only_to_its_own_pages_and_those_below():
    """A name that no door knows is a broken link: it fails as well."""
    pages: dict[str, set[str]] = {}
    for route in house.routes():
        pages.setdefault(route.name, set()).add(house.app_of(route.module))
    faults = []
    for app, name, path in _templates():
        for given in _LINKS.findall(path.read_text("utf-8")):
            target = given.strip("\"'")
            if given == target:
                fine = app == "kyoso.ui"
            else:
                fine = target in pages and all(
                    house.may_stand_on(app, owner) for owner in pages[target]
                )
            if not fine:
                faults.append(f"{app}: {name}: url {given}")
    house.judge("template_links", faults, "Link to your own or a lower engine's pages.")


def test_templates_lie_in_a_folder_of_their_own_app():
    """Or in a third party's folder, to replace its page; never in a neighbour's."""
    labels = {app.name: app.label for app in house.own_apps()}
    faults = [
        f"{app}: {name}"
        for app, name, _ in _templates()
        if (folder := name.partition("/")[0]) != labels[app]
        and folder in labels.values()
    ]
    house.judge("template_folders", faults, "Move it to templates/<label>/.")
