"""What needs no database: states, places of text, masked names, layouts, the city's file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.certification import fitting, masking
from kyoso.engines.certification.contents import VALUES
from kyoso.engines.certification.kinds import kinds
from kyoso.engines.certification.offering import rules
from kyoso.engines.certification.states import ACTS, OPEN, NotNow, State, after
from kyoso.engines.documents import api as documents

NAME = kinds()["resident-record"].items[0]
ITEMS = [item for kind in kinds().values() for item in kind.items]


@given(st.lists(st.sampled_from(ACTS), max_size=30))
def test_whatever_is_tried_an_ended_request_stays_ended(acts):
    state = State.EXAMINING
    for act in acts:
        try:
            moved = after(act, state)
        except NotNow:
            continue
        assert state in OPEN or state == State.ISSUED
        state = moved


@given(st.lists(st.sampled_from(ACTS), max_size=30))
def test_nothing_is_issued_that_was_not_paid_or_waived(acts):
    state, settled = State.EXAMINING, False
    for act in acts:
        try:
            state = after(act, state)
        except NotNow:
            continue
        settled = settled or act in ("pay", "waive")
        assert settled or state not in (State.PAID, State.ISSUED, State.DISPATCHED)


@given(st.text(alphabet="能代渡邉󠄂あA1　", max_size=120), st.sampled_from(ITEMS))
def test_a_text_either_fits_at_its_size_or_goes_to_a_person(text, item):
    size = fitting.fitted(text, item)
    if size is None:
        needed = fitting.lines_needed(text, width=item.width, size=item.smallest)
        assert needed > item.lines
    else:
        assert item.smallest <= size <= item.size
        assert fitting.lines_needed(text, width=item.width, size=size) <= item.lines


def test_a_usual_name_keeps_its_size_and_a_long_one_becomes_smaller():
    assert fitting.fitted("能代　花子", NAME) == NAME.size
    longer = fitting.fitted("寿限無" * 20, NAME)
    assert longer is not None
    assert longer < NAME.size
    assert fitting.fitted("寿限無" * 40, NAME) is None


def test_a_selector_takes_no_room():
    plain = fitting.lines_needed("邉" * 28, width=120, size=12)
    chosen = fitting.lines_needed("邉\U000e0102" * 28, width=120, size=12)
    assert plain == chosen == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("能代　花子", "能○　花○"),
        ("能代 花子", "能○　花○"),
        ("林　一", "○　○"),
        ("渡邉\U000e0102　邦", "渡○　○"),
        ("辻\U000e0100村　香", "辻\U000e0100○　○"),
        ("SMITH JOHN", "S○○○○　J○○○"),
    ],
)
def test_a_name_is_masked_but_for_its_first_letters(name, shown):
    assert masking.masked(name) == shown


@given(st.text(alphabet="能代花子邉\U000e0102 　A", max_size=40))
def test_no_more_than_one_letter_of_a_part_is_shown(name):
    for part in masking.masked(name).split("　"):
        assert sum(one != "○" for one in documents.clusters(part)) <= 1


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_every_item_has_its_value_and_a_place_it_may_fill(kind):
    for item in kind.items:
        assert item.key in VALUES
        assert 0 < item.smallest <= item.size
        assert item.lines >= 1
        # What is printed of the usual length fits without shrinking to nothing.
        assert fitting.fitted("平成13年4月1日", item) is not None


def test_no_layout_prints_an_individual_number():
    printed = {item.key for item in ITEMS} | {item.label for item in ITEMS}
    assert not {one for one in printed if "個人番号" in one or "住民票コード" in one}


def test_every_fact_of_the_city_has_a_source_and_a_mark():
    told = rules()
    for group in (told.offers, told.deliveries, told.purposes):
        for one in group.values():
            assert one.source
            assert isinstance(one.verified, bool)
