"""A screen that nobody has typed in is drawn for all, and filled in for each."""

import re

import pytest

from kyoso.kernel import clock, kept
from tests import applying
from tests import people as cast

pytestmark = pytest.mark.django_db
SCREEN = "lives_in_city"


@pytest.fixture(autouse=True)
def keeping(db, settings):
    applying.load_procedures()
    settings.KEPT_PAGE_SECONDS = 30


def begun(client):
    """Begin a draft in this browser and answer its first question."""
    ref = applying.begin(client).ref
    client.post(f"/drafts/{ref}/q/for_whom/", {"for_whom": "myself"})
    return ref


def opened(client, ref, screen=SCREEN, **asked):
    return client.get(f"/drafts/{ref}/q/{screen}/", asked).content.decode()


def without_token(page):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)


def test_it_is_drawn_once_for_two_strangers(monkeypatch):
    one, other = cast.visiting(), cast.visiting()
    mine, theirs = begun(one), begun(other)
    drawn = []
    read = kept.briefly
    monkeypatch.setattr(
        kept,
        "briefly",
        lambda key, draw: read(key, lambda: drawn.append(key) or draw()),
    )
    opened(one, mine)
    opened(other, theirs)
    assert len([key for key in drawn if key.startswith("blank:")]) == 1


def test_each_stranger_gets_their_own_draft_and_token():
    one, other = cast.visiting(), cast.visiting()
    mine, theirs = begun(one), begun(other)
    first, second = opened(one, mine), opened(other, theirs)
    assert mine in first
    assert theirs in second
    assert mine not in second
    assert "MARKOF" not in first + second
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', second)[1]
    assert token not in first


def test_it_is_the_page_that_is_drawn_for_one(settings):
    client = cast.visiting()
    with clock.at(clock.now()):
        ref = begun(client)
        filled = [opened(client, ref, screen) for screen in (SCREEN, "for_whom")]
        settings.KEPT_PAGE_SECONDS = 0
        drawn = [opened(client, ref, screen) for screen in (SCREEN, "for_whom")]
    assert list(map(without_token, filled)) == list(map(without_token, drawn))


def test_what_was_typed_is_never_another_stranger_s():
    one, other = cast.visiting(), cast.visiting()
    mine, theirs = begun(one), begun(other)
    answer = {"lives_in_city": "yes"}
    one.post(f"/drafts/{mine}/q/{SCREEN}/", answer)
    assert "checked" in opened(one, mine)
    assert "checked" not in opened(other, theirs)


def test_the_way_back_is_the_one_this_stranger_came():
    client = cast.visiting()
    ref = begun(client)
    assert f'href="/drafts/{ref}/q/for_whom/"' in opened(client, ref)
    assert f'href="/drafts/{ref}/check/"' in opened(client, ref, check="1")


def test_each_language_has_its_own(settings):
    client = cast.visiting()
    ref = begun(client)
    opened(client, ref)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en"' in opened(client, ref)


def test_a_person_with_an_account_gets_a_page_of_their_own(hanako):
    stranger, person = cast.visiting(), cast.visiting(hanako)
    opened(stranger, begun(stranger))
    page = opened(person, begun(person))
    assert "ログアウト" in page
    assert "ログアウト" not in opened(stranger, begun(stranger))
