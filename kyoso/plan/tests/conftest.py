"""The day of the story, and plans already loaded."""

import pytest

from kyoso.kernel import clock
from kyoso.plan.models import Meeting, Plan
from kyoso.plan.tests import telling


@pytest.fixture(autouse=True)
def _day():
    with clock.at(telling.TODAY):
        yield


@pytest.fixture
def plan(db) -> Plan:
    return telling.noshiro()


@pytest.fixture
def meeting(plan, planner) -> Meeting:
    return telling.held_meeting(plan, planner)
