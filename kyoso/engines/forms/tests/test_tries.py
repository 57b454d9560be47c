"""Tries are counted from the first, for so long and no longer."""

import datetime as dt

import pytest
from django.core.cache import cache

from kyoso.engines.forms.errors import TooManyTries
from kyoso.engines.forms.tries import Tries

pytestmark = pytest.mark.django_db
THREE = Tries("test.three", most=3, within=dt.timedelta(minutes=15))


@pytest.fixture
def tried(clock_at):
    """Try once at each of these minutes past ten."""

    def at(*minutes, who="a"):
        for minute in minutes:
            clock_at(f"2026-11-23 10:{minute:02}")
            THREE.refuse(who)
            THREE.count(who)

    return at


def test_the_last_try_is_allowed_and_the_next_is_not(tried):
    tried(0, 1, 2)
    with pytest.raises(TooManyTries):
        THREE.refuse("a")


def test_another_person_is_counted_apart(tried):
    tried(0, 1, 2)
    THREE.refuse("b")


def test_the_time_runs_from_the_first_try(tried, clock_at):
    tried(0, 10, 14)
    clock_at("2026-11-23 10:14")
    with pytest.raises(TooManyTries):
        THREE.refuse("a")
    clock_at("2026-11-23 10:15")
    THREE.refuse("a")


def test_after_its_time_it_begins_again(tried):
    tried(0, 10, 14, 16, 17, 18)
    with pytest.raises(TooManyTries):
        THREE.refuse("a")


def test_of_two_at_the_same_moment_neither_is_lost(clock_at, monkeypatch):
    clock_at("2026-11-23 10:00")
    THREE.count("a")
    plainly = cache.get_many

    def nothing_taken(keys, version=None):
        return {} if len(keys) > 1 else plainly(keys, version)

    with monkeypatch.context() as patched:
        # Each of them has looked before the other counted.
        patched.setattr(cache, "get_many", nothing_taken)
        THREE.count("a")
        THREE.count("a")
    with pytest.raises(TooManyTries):
        THREE.refuse("a")


def test_two_who_begin_at_the_same_moment_begin_the_same_time(clock_at, monkeypatch):
    clock_at("2026-11-23 10:00")
    with monkeypatch.context() as patched:
        patched.setattr(Tries, "_until", lambda *told: 0)
        first = THREE._begin("a")
    assert THREE._begin("a") == first
