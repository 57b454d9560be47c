"""kiosk.toml: hours and waiting times of the city, and what cannot be."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from kyoso.citizens.kiosk.checks import check_rules
from kyoso.citizens.kiosk.rules import rules

NOSHIRO = Path(__file__).resolve().parents[4] / "cities" / "noshiro"


@pytest.fixture
def city(settings, tmp_path):
    """Return how to write a city whose kiosk.toml differs in one place."""

    def write(old: str, new: str) -> None:
        told = (NOSHIRO / "kiosk.toml").read_text("utf-8")
        assert old in told
        (tmp_path / "kiosk.toml").write_text(told.replace(old, new), "utf-8")
        settings.CITY_FOLDER = tmp_path

    return write


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2029, 12, 31)))
def test_no_moment_of_the_night_or_of_the_turn_of_the_year_is_open(moment):
    hours = rules().hours
    is_turn = (moment.month, moment.day) >= (12, 29) or (moment.month, moment.day) <= (
        1,
        3,
    )
    is_day = dt.time(6, 30) <= moment.time() < dt.time(23)
    assert hours.is_open(moment) is (is_day and not is_turn)


def test_what_nobody_has_confirmed_says_so():
    assert not rules().hours.is_verified
    assert rules().hours.source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('closes = "23:00"', 'closes = "06:00"'),
        ('opens = "06:30"', 'opens = "dawn"'),
        ("silence_seconds = 120", "silence_seconds = 59"),
        ("unpaid_minutes = 60", "unpaid_minutes = 0"),
        ("counter_days = 14", 'counter_days = "14"'),
        ("waiting_seconds = 300", "waiting_seconds = true"),
        ("away_seconds = 300", "away_seconds = 3"),
        ("patience_seconds = 180", "patience_seconds = 0"),
        ("[idle]", "[idol]"),
    ],
)
def test_what_cannot_be_is_refused_by_name(city, old, new):
    city(old, new)
    with pytest.raises(ImproperlyConfigured, match="kiosk"):
        rules()
    assert [one.id for one in check_rules(None)] == ["kiosk.E001"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('opens = "06:30"', 'opens = "25:00"', r"line 6: hours.opens: write a time"),
        ('closes = "23:00"', "closes = 5", r"line 7: hours.closes: write a time"),
        ('from = "12-29"', 'from = "13-29"', r"line 13: closed.0.from: write a day"),
        ('to = "01-03"', 'to = "2027-01-03"', r"line 14: closed.0.to: write both ends"),
        (
            'name = "年末年始"',
            'name = ""',
            r"line 12: closed.0.name: write it in words",
        ),
        ("[[closed]]", "[closed]", r"line 11: closed: write each as a table"),
        ("seconds = 60", "seconds = 6", r"idle.seconds: write a whole number of 20"),
    ],
)
def test_a_fault_is_told_by_line_field_and_remedy(city, old, new, told):
    city(old, new)
    with pytest.raises(ImproperlyConfigured, match=told):
        rules()


def test_a_city_without_the_file_is_told(settings, tmp_path):
    settings.CITY_FOLDER = tmp_path / "none"
    assert check_rules(None)
