"""Whatever is pressed, in whatever order: a lawful procedure, or a sentence; and a file."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.administration.amendments import comparing, content, drafting, outline
from kyoso.administration.amendments.errors import NoSuchPlace
from kyoso.administration.amendments.findings import editable, faults, place_words
from kyoso.administration.amendments.parts_of_form import TYPES, is_question, part_of
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.forms import api as forms

pytestmark = pytest.mark.django_db
LISTS = [
    ("form", "pages"),
    ("form", "pages", 0, "questions"),
    ("form", "pages", 1, "questions"),
    ("form", "pages", 1, "questions", 0, "options"),
    ("form", "pages", 1, "questions", 0, "questions"),
    ("form", "exits"),
    ("form", "computed"),
    ("procedure", "grounds"),
    ("outcomes",),
    ("outcomes", 0, "terms"),
    ("documents",),
]
TEXTS = st.text(max_size=12)
EDITS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(LISTS), st.sampled_from(list(TYPES))),
    st.tuples(
        st.sampled_from(["up", "down", "remove"]),
        st.sampled_from(LISTS),
        st.integers(0, 4),
    ),
    st.tuples(
        st.just("put"),
        st.sampled_from(LISTS),
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["label", "title", "key", "type", "when", "required"]),
            st.one_of(
                TEXTS,
                st.booleans(),
                st.sampled_from(
                    [
                        {"question": "bed", "answered": True},
                        {"question": "has_cost", "is": True},
                        {"not": {"question": "nowhere", "is": 1}},
                        {"all": []},
                    ]
                ),
            ),
        ),
    ),
)


def edited(whole, edit):
    act, place, what = edit
    if act == "add":
        kind = what if is_question((*place, 0)) else ""
        if part_of((*place, 0), kind=kind) is None:
            return whole
        return content.add(whole, place, drafting.new_item(whole, place, kind))
    if act == "put":
        number, name, value = what
        return content.put(whole, (*place, number, name), value)
    if act == "remove":
        return content.remove(whole, (*place, what))
    return content.move(whole, (*place, what), by=-1 if act == "up" else 1)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(EDITS, max_size=8))
def test_any_edits_give_a_lawful_procedure_or_a_sentence(care_section, edits):
    begun = whole = casework.plain(testing.content())
    for edit in edits:
        with suppress(NoSuchPlace):
            whole = edited(whole, edit)
    assert begun == casework.plain(testing.content())
    found = faults(whole)
    for finding in found:
        assert finding.where
        assert finding.sentence.endswith("。")
        assert finding.place == editable(whole, finding.place)
        assert place_words(whole, finding.place)
    if not found:
        forms.parse(whole["form"])
        casework.Definition.read(whole)
    assert outline.of(whole)
    for difference in comparing.differences(begun, whole):
        assert difference.title
    assert tomllib.loads(casework.toml(whole)) == whole


def test_every_shipped_procedure_comes_back_from_its_file_unchanged(settings):
    folder = settings.CITY_FOLDER / "procedures"
    files = sorted(folder.glob("*.toml"))
    assert files
    for path in files:
        whole = casework.plain(tomllib.loads(path.read_text("utf-8")))
        assert tomllib.loads(casework.toml(whole)) == whole
        assert comparing.differences(whole, whole) == []
        assert outline.of(whole)
