"""Each door shows the ways of its own pages, to those who may open them."""

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from kyoso.kernel.doors import OFFICE, PUBLIC
from kyoso.ui import navigation
from kyoso.ui.navigation import Entry


def request(path="/", door=OFFICE):
    found = RequestFactory().get(path)
    found.door = door
    found.user = AnonymousUser()
    return found


def test_it_shows_only_what_the_person_may_open():
    hidden = Entry("hidden", "見えない", "ui:language", who=lambda _: False)
    with navigation.office.temporarily(hidden):
        slugs = [way.entry.slug for way in navigation.ways("office", request())]
    assert "hidden" not in slugs


def test_it_keeps_the_order_that_was_told():
    first = Entry("first", "先", "ui:language", order=1)
    with navigation.office.temporarily(first):
        assert navigation.ways("office", request())[0].entry.slug == "first"


def test_it_marks_the_entry_of_the_page_being_shown():
    ways = navigation.ways("office", request("/_styleguide/text"))
    assert [way.entry.slug for way in ways if way.is_current] == ["styleguide"]


def test_it_shows_nothing_of_the_other_door():
    assert navigation.ways("office", request(door=PUBLIC)) == []
    assert navigation.ways("header", request(door=OFFICE)) == []


def test_it_puts_entries_of_one_group_under_one_heading():
    one = Entry("one", "一", "ui:language", order=1, group="仕事")
    two = Entry("two", "二", "ui:language", order=2, group="仕事")
    with navigation.office.temporarily(one), navigation.office.temporarily(two):
        heading, ways = navigation.groups("office", request())[0]
    assert heading == "仕事"
    assert [way.entry.slug for way in ways] == ["one", "two"]


def test_it_shows_nothing_before_anybody_knows_who_is_asking():
    early = RequestFactory().get("/")
    assert navigation.ways("office", early) == []
