"""The cast, a programme with its budget, and grants in any stage."""

import pytest

from kyoso.region.grants import testing
from tests.cast import *  # noqa: F403


@pytest.fixture
def programme(care_section):
    return testing.programme()
