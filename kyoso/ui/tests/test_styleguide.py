"""Every part of the design system has an example that keeps the page promises."""

from pathlib import Path

import pytest
from django.apps import apps

from kyoso.ui.styleguide import examples
from tests.visit import Visitor

pytestmark = pytest.mark.django_db
TEMPLATES = Path(apps.get_app_config("ui").path) / "templates" / "ui"
# Frames and pieces of other parts: shown wherever those are.
PIECES = {
    "base",
    "page",
    "office",
    "header",
    "header_ways",
    "standing_header",
    "htmx",
    "footer",
    "language",
    "mark",
    "way",
    "messages",
    "head",
    "print_styles",
    "demo_banner",
    "requirement",
    "support",
    "choice",
    "cell",
    "sparkline_svg",
    "bullet_svg",
}


@pytest.mark.parametrize("slug", [example.slug for example in examples])
@pytest.mark.parametrize("door", ["public", "office"])
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_it_keeps_every_promise_of_a_page(slug, door, language):
    visitor = Visitor(door)
    visitor.cookies["kyoso_language"] = language
    assert visitor.get(f"/_styleguide/{slug}", queries=0).status_code == 200


def test_it_shows_every_partial():
    partials = {file.stem for file in TEMPLATES.glob("*.html")} - PIECES
    shown = {name for example in examples for name in example.shows}
    assert partials - shown == set()


def test_it_documents_every_partial():
    for file in TEMPLATES.glob("*.html"):
        if not file.stem.endswith("_svg"):
            assert "{% comment %}" in file.read_text(encoding="utf-8"), file.name


def test_it_does_not_know_an_example_that_does_not_exist():
    assert Visitor().get("/_styleguide/nothing").status_code == 404
