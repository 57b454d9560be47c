"""One clock, which tests and the demo may set."""

import datetime as dt

import pytest

from kyoso.kernel import clock


def test_it_tells_the_time_it_is_told():
    moment = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == dt.date(2026, 11, 24)
        with clock.at(moment + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2026, 11, 25)
        assert clock.today() == dt.date(2026, 11, 24)


def test_it_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2026, 1, 1)):
        pass


def test_it_is_aware_and_in_the_city():
    assert clock.now().utcoffset() == dt.timedelta(hours=9)
