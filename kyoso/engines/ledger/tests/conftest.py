"""A line of the budget and a due, for every test of the ledger."""

import pytest

from kyoso.engines.ledger import testing
from tests import people as cast


@pytest.fixture
def line(db):
    return testing.make_line(cast.section(), budget=100_000)


@pytest.fixture
def due(hanako):
    return testing.make_due(cast.section(), debtor=hanako.account)
