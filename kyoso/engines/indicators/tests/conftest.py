"""An indicator of the cast's section, in November of 令和8年."""

import datetime as dt

import pytest

from kyoso.engines.indicators import testing
from kyoso.kernel import clock


@pytest.fixture
def november():
    with clock.at(dt.datetime(2026, 11, 23, 10, tzinfo=clock.CITY)):
        yield


@pytest.fixture
def rate(care_section):
    return testing.make_indicator(owner=care_section)
