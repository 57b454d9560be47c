"""A provider in memory, a designation, a due: what every test of payments needs."""

import pytest

from kyoso.engines.jobs import api as jobs
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import testing
from tests import people as cast


@pytest.fixture
def provider():
    with testing.a_provider() as made:
        yield made


@pytest.fixture
def designation(db):
    return testing.a_designation()


@pytest.fixture
def due(hanako, designation):
    return testing.make_due(cast.section(), debtor=hanako.account)


@pytest.fixture
def begin(provider):
    """Start an attempt as the page does: the provider is asked at once."""

    def begun(due, channel="card", by=None):
        attempt = payments.start(due, channel=channel, by=by)
        jobs.run(attempt.effect_id)
        attempt.refresh_from_db()
        return attempt

    return begun
