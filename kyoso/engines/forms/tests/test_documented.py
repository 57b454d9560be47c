"""Every example of docs/reference/form-definition.md is a lawful definition."""

import re
import tomllib
from pathlib import Path

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import question, small_form

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "form-definition.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
ASKED_BEFORE = [
    question("lives_in_city", "yes_no"),
    question("copies", "number"),
    question("on_support", "yes_no"),
]


def example(start):
    found = [text for text in EXAMPLES if text.lstrip().startswith(start)]
    assert len(found) == 1, start
    return found[0]


def read(start, head=""):
    """Read one example among the questions that it looks at."""
    told = tomllib.loads(head + example(start))["form"]
    form = small_form()
    form["pages"][1]["questions"] += ASKED_BEFORE
    own = told.pop("pages", [])
    return forms.parse(form | told | {"pages": [*form["pages"], *own]})


def test_the_small_form():
    forms.parse(tomllib.loads(example("[form]"))["form"])


def test_an_exit():
    assert read("[[form.exits]]").exits


def test_a_repeated_group():
    page = '[[form.pages]]\nslug = "each"\ntitle = "お子さん"\n'
    assert read('[[form.pages.questions]]\nkey = "children"', page).by_key["school"]


def test_another_person():
    found = read('[[form.pages]]\nslug = "representative"')
    assert len(found.page("representative").questions) == 4


def test_a_computed_value():
    assert read("[[form.computed]]").computed


def test_a_fee():
    assert read("[[form.fee.lines]]").fee.reductions


def test_every_expression_is_described():
    page = PAGE.read_text("utf-8")
    for name in ("sum_of", "age_of", "fiscal_year_of", "percent", "count", "absent"):
        assert name in page
