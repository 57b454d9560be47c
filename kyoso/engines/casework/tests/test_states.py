"""Whatever the order of events, a case never stands where the law does not allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.casework.states import (
    CLOSED,
    OPEN,
    TABLE,
    Act,
    NotNow,
    State,
    after,
    can,
)


@given(st.lists(st.sampled_from(Act), max_size=40))
def test_it_never_leaves_an_end_and_never_skips_the_review(acts):
    state, passed = State.RECEIVED, [State.RECEIVED]
    for act in acts:
        if can(state, act):
            state = after(state, act)
            passed.append(state)
        else:
            with pytest.raises(NotNow):
                after(state, act)
    ends = [index for index, each in enumerate(passed) if each in CLOSED]
    assert ends in ([], [len(passed) - 1])
    if state in {State.COMPLETED, State.REJECTED}:
        assert State.REVIEWING in passed
        assert passed[-2] == State.DECIDING


@given(st.sampled_from(State), st.sampled_from(Act))
def test_it_refuses_with_a_whole_sentence(state, act):
    if (state, act) in TABLE:
        assert after(state, act) in State
        return
    with pytest.raises(NotNow) as refusal:
        after(state, act)
    assert refusal.value.sentence.endswith("。")
    assert state.label in refusal.value.sentence


def test_every_open_state_can_reach_an_end():
    reach = set(CLOSED)
    while True:
        more = {s for (s, _act), then in TABLE.items() if then in reach} | reach
        if more == reach:
            break
        reach = more
    assert reach >= OPEN


def test_no_end_can_be_left():
    assert not [pair for pair in TABLE if pair[0] in CLOSED]


def test_only_a_decision_completes():
    makers = {act for (_s, act), then in TABLE.items() if then == State.COMPLETED}
    assert makers == {Act.COMPLETE}
