"""The frame of a page is kept, and says nothing of another page or person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from kyoso.ui import frame

HOSTILE = '/search?q="><script>alert(1)</script>&next=//evil.example'


@pytest.fixture
def asked():
    def ask(path):
        request = RequestFactory().get(path)
        request.user = AnonymousUser()
        request.door = "public"
        return request

    return ask


def test_the_header_leads_back_to_the_page_that_is_open(asked):
    assert "next=%2Fplan" in frame.header(asked("/plan"))
    assert "next=%2Fprocedures" in frame.header(asked("/procedures"))


def test_a_hostile_address_stays_an_address(asked):
    header = frame.header(asked(HOSTILE))
    assert "<script>" not in header
    assert "evil.example" not in header.replace("%2F%2Fevil.example", "")


def test_the_current_way_is_marked_on_its_own_page_only(asked):
    here = frame.ways(asked("/search"), "header", "ui/header_ways.html")
    elsewhere = frame.ways(asked("/plan"), "header", "ui/header_ways.html")
    assert 'href="/search" aria-current="page"' in here
    assert 'href="/search" aria-current="page"' not in elsewhere


def test_the_help_box_tells_the_number_of_its_own_screen(asked):
    assert "123-456" in frame.help_box(None, "123-456")
    assert "123-456" not in frame.help_box(None, "654-321")
