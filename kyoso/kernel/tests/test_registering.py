"""Registries: unique, ordered, replaceable in tests; chores say when."""

import datetime as dt
from dataclasses import dataclass

import pytest

from kyoso.kernel.registry import Registry
from kyoso.kernel.schedule import Chore


@dataclass(frozen=True)
class Thing:
    slug: str
    note: str = ""


@pytest.fixture
def things():
    registry = Registry("thing")
    registry.register(Thing("b"))
    registry.register(Thing("a"))
    return registry


def test_it_keeps_the_order_of_registration(things):
    assert [thing.slug for thing in things] == ["b", "a"]
    assert len(things) == 2
    assert "a" in things


def test_it_refuses_a_second_of_the_same_slug(things):
    with pytest.raises(ValueError, match="thing 'a' is registered twice"):
        things.register(Thing("a"))


def test_it_names_what_is_not_registered(things):
    with pytest.raises(KeyError, match="No thing is registered as 'c'"):
        things.get("c")


def test_it_holds_a_thing_for_the_length_of_a_test(things):
    with things.temporarily(Thing("c")), things.temporarily(Thing("b", "other")):
        assert things.get("b").note == "other"
        assert [thing.slug for thing in things] == ["b", "a", "c"]
    assert things.get("b").note == ""
    assert "c" not in things


def test_a_chore_is_done_every_so_often_or_daily():
    hourly = dt.timedelta(hours=1)
    for wrong in ({}, {"every": hourly, "daily_at": dt.time(3)}):
        with pytest.raises(ValueError, match="either"):
            Chore("sweep", "掃除", print, **wrong)
    with pytest.raises(ValueError, match="longer than nothing"):
        Chore("sweep", "掃除", print, every=dt.timedelta(0))
    assert Chore("sweep", "掃除", print, every=hourly).daily_at is None
