"""A demo that was cut off begins anew by itself, and empties no folder but its own."""

import pytest
from django.core.management.base import CommandError

from kyoso.demo import story
from kyoso.demo.management.commands.demo import refuse_to_empty_a_strange_folder

pytestmark = pytest.mark.once


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


def begin(folder):
    """Begin the story and be stopped before its first chapter."""
    with pytest.raises(CityAwayError):
        list(story.tell())
    assert (folder / "demo-begun").exists()


class CityAwayError(Exception):
    """What stops the story in these tests."""


@pytest.fixture
def stopped(monkeypatch):
    def away(*_args, **_options):
        raise CityAwayError

    monkeypatch.setattr(story.people, "load_organisation", away)


def test_a_fresh_folder_was_not_cut_off(folder):
    assert not story.was_cut_off()


def test_a_story_stopped_in_the_middle_was_cut_off(folder, stopped):
    begin(folder)
    assert story.was_cut_off()


def test_a_story_that_was_told_was_not(folder, stopped):
    begin(folder)
    (folder / "demo-told").write_text(story.EDITION)
    assert not story.was_cut_off()
    assert story.is_of_this_edition()


def test_one_of_an_earlier_edition_is_known(folder):
    (folder / "demo-told").write_text("1")
    assert story.is_told()
    assert not story.is_of_this_edition()


def test_a_folder_of_somebody_else_is_not_emptied(folder):
    (folder / "thesis.odt").write_text("years of work")
    with pytest.raises(CommandError, match="KYOSO_VAR"):
        refuse_to_empty_a_strange_folder()


@pytest.mark.parametrize("mark", ["demo-begun", "demo-told", "kyoso.sqlite3"])
def test_its_own_folder_may_be_emptied(folder, mark):
    (folder / mark).write_text("1")
    refuse_to_empty_a_strange_folder()


def test_an_empty_folder_and_none_at_all_may_be(folder, settings):
    refuse_to_empty_a_strange_folder()
    settings.VAR = folder / "not-there"
    refuse_to_empty_a_strange_folder()
