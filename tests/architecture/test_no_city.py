"""Kyoso is no one city's: what is shown and printed takes the name from ``city.toml``."""

import re

import pytest

from tests.architecture import house

pytestmark = pytest.mark.once

NAMES = re.compile("能代|noshiro", re.IGNORECASE)
# Examples of the style guide and the doubles of the outside show fictional people.
SHOWS_EXAMPLES = {"styleguide", "sandbox", "tests", "demo"}
COMMENTS = re.compile(r"{% comment %}.*?{% endcomment %}|//[^\n]*", re.DOTALL)


def test_no_template_paper_or_translation_names_a_city():
    faults = [
        path.relative_to(house.ROOT).as_posix()
        for kind in ("html", "txt", "typ", "po")
        for path in house.CODE.rglob(f"*.{kind}")
        if not SHOWS_EXAMPLES & set(path.parts)
        and NAMES.search(COMMENTS.sub("", path.read_text("utf-8")))
    ]
    house.judge("cities", faults, "Take the name from the page's `city`.")
