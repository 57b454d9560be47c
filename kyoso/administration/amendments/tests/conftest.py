"""The cast, the example procedure, and an amendment of it."""

import pytest

from kyoso.administration.amendments import actions
from kyoso.administration.amendments.models import Amendment
from kyoso.engines.casework import testing
from kyoso.engines.casework.api import Procedure
from tests.cast import *  # noqa: F403


@pytest.fixture
def procedure(care_section) -> Procedure:
    return testing.procedure()


@pytest.fixture
def amendment(procedure, sato) -> Amendment:
    """An amendment of the flower beds, begun by Sato and not changed yet."""
    return actions.begin(procedure, by=sato.account)
