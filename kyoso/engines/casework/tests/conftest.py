"""The cast and the example procedure."""

import pytest

from kyoso.engines.casework import testing
from kyoso.engines.casework.models import Procedure
from kyoso.engines.people.api import Section
from tests.cast import *  # noqa: F403


@pytest.fixture
def procedure(care_section: Section) -> Procedure:
    return testing.procedure()
