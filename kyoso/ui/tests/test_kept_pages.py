"""A page for everybody is drawn once a second, and nobody's own page ever is."""

import time

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from kyoso.ui.kept_pages import KeptPages


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEPT_PAGE_SECONDS = 30


class Page:
    """Counts how often it is drawn."""

    def __init__(self, **headers):
        self.drawn = 0
        self.headers = headers
        self.acts = lambda request, answer: None

    def __call__(self, request):
        self.drawn += 1
        answer = HttpResponse(f"<html>{self.drawn}", headers=self.headers)
        self.acts(request, answer)
        return answer


def opened(page, path="/plan", door="public", cookies=None, **meta):
    request = RequestFactory().get(path, **meta)
    request.door = door
    request.COOKIES.update(cookies or {})
    return KeptPages(page)(request)


def test_it_draws_a_page_for_everybody_once():
    page = Page()
    first, second = opened(page), opened(page)
    assert page.drawn == 1
    assert first.content == second.content
    assert second.headers["Vary"] == "Accept-Language, Cookie"


def test_it_keeps_each_language_and_each_address_apart():
    page = Page()
    opened(page)
    opened(page, cookies={settings.LANGUAGE_COOKIE_NAME: "en"})
    opened(page, HTTP_ACCEPT_LANGUAGE="en")
    opened(page, path="/procedures/")
    assert page.drawn == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"cookies": {settings.SESSION_COOKIE_NAME: "x"}},
        {"cookies": {settings.CSRF_COOKIE_NAME: "x"}},
        {"cookies": {"messages": "x"}},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"path": "/search?q=x"},
        {"door": "office"},
    ],
)
def test_it_draws_anew_for_whoever_may_be_somebody(asked):
    page = Page()
    opened(page)
    opened(page, **asked)
    opened(page, **asked)
    assert page.drawn == 3


def test_it_keeps_no_page_that_sets_a_cookie():
    page = Page()
    page.acts = lambda request, answer: answer.set_cookie("a", "b")
    opened(page)
    opened(page)
    assert page.drawn == 2


def test_it_keeps_no_page_with_a_form_token():
    page = Page()
    page.acts = lambda request, answer: get_token(request)
    opened(page)
    opened(page)
    assert page.drawn == 2


@pytest.mark.parametrize(
    "headers", [{"Cache-Control": "no-store"}, {"Content-Type": "text/csv"}]
)
def test_it_keeps_nothing_that_forbids_it_and_no_files(headers):
    page = Page(**headers)
    opened(page)
    opened(page)
    assert page.drawn == 2


def test_it_keeps_no_refusal():
    page = Page()
    page.acts = lambda request, answer: setattr(answer, "status_code", 404)
    opened(page)
    opened(page)
    assert page.drawn == 2


def test_it_draws_anew_after_its_time(settings):
    settings.KEPT_PAGE_SECONDS = 0.01
    page = Page()
    opened(page)
    time.sleep(0.05)
    opened(page)
    assert page.drawn == 2


def test_it_never_shows_a_stranger_what_a_person_saw(client, settings, hanako):
    client.force_login(hanako.account)
    own = client.get("/plan-that-is-not-there")
    assert own.status_code == 404
    assert "/account" in client.get("/").content.decode()
    client.logout()
    client.cookies.clear()
    assert 'action="/logout"' not in client.get("/").content.decode()
